"""Pictures that lie in the node's own folder `media`; anything that is not a picture is not given out."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """The picture at `path`; 404 for what is not there, lies outside the folder or is no picture."""
    if not path.lower().endswith(PICTURES) or "\0" in path:
        raise Http404
    response = serve(request, path, document_root=str(settings.NODE / "media"))
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
