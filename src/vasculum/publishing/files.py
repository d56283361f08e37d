"""The files of published versions, as they lie in their folders: a version that is being replaced is still read to its end."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vasculum.publishing.editions import ARCHIVE, Edition
from vasculum.publishing.making import EML
from vasculum.publishing.models import Dataset
from vasculum.publishing.queries import editions_of, is_outdated, served
from vasculum.web.problems import problem_page

ZIP, XML = "application/zip", "application/xml"


@require_safe
def archive(request: HttpRequest, key: str) -> HttpResponseBase:
    """The archive that is served now; 404 before the first version, 410 when it was withdrawn."""
    return _newest(request, key, ARCHIVE, ZIP)


@require_safe
def metadata(request: HttpRequest, key: str) -> HttpResponseBase:
    """The EML document of the version that is served now."""
    return _newest(request, key, EML, XML)


@require_safe
def archive_of_version(request: HttpRequest, key: str, version: int) -> HttpResponseBase:
    """The archive of an earlier version; 410 when it was withdrawn."""
    dataset = get_object_or_404(Dataset, key=key)
    found = next((edition for edition in editions_of(dataset) if edition.version == version), None)
    if found is None:
        raise Http404
    return _gone(request) if found.withdrawn or is_outdated(found) else _file(request, found, dataset, ARCHIVE, ZIP)


def _newest(request: HttpRequest, key: str, name: str, media_type: str) -> HttpResponseBase:
    dataset = get_object_or_404(Dataset, key=key)
    found = served(dataset)
    if found is None:
        if editions_of(dataset):
            return _gone(request)
        raise Http404
    return _file(request, found, dataset, name, media_type)


def _gone(request: HttpRequest) -> HttpResponse:
    return problem_page(request, 410, _("This version was withdrawn."))


def _file(request: HttpRequest, edition: Edition, dataset: Dataset, name: str, media_type: str) -> HttpResponseBase:
    tag = f'"{edition.files[name]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    try:
        file = (edition.folder / name).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    called = f"{dataset.key}-v{edition.version}.{name.rpartition('.')[2]}"
    response = FileResponse(file, as_attachment=media_type == ZIP, filename=called, content_type=media_type)
    response.headers["ETag"] = tag
    response.headers["Last-Modified"] = edition.made.strftime("%a, %d %b %Y %H:%M:%S GMT")
    response.headers["Cache-Control"] = "public, max-age=300, must-revalidate"
    return response
