"""IIIF: the manifest of a specimen, and its images by the Image API where the node holds them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_safe

from vasculum.specimens import iiif_image, queries
from vasculum.specimens.iiif_manifest import manifest as manifest_of
from vasculum.specimens.pictures import file_of, pictures
from vasculum.specimens.tiles import NoImage, made, size_of
from vasculum.web.problems import problem

_PRESENTATION = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
_IMAGE = 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'


@require_safe
def manifest(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """The IIIF Presentation 3 manifest of a specimen; 404 for one without images that may be shown."""
    known = queries.specimen(f"{prefix}/{suffix}")
    shown = pictures(request, known) if known and not known.is_gone else []
    if known is None or not shown:
        raise Http404
    address = request.build_absolute_uri(request.path)
    return JsonResponse(manifest_of(known, shown, address, request.build_absolute_uri), content_type=_PRESENTATION)


@require_safe
def image_base(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """The address of an image service leads to its description."""
    _held(prefix, suffix)
    response = HttpResponseRedirect(f"{request.path.rstrip('/')}/info.json")
    response.status_code = 303
    return response


@require_safe
def image_information(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """The info.json of an image that the node holds, by the PID of the medium."""
    try:
        size = size_of(_held(prefix, suffix))
    except NoImage as error:
        raise Http404 from error
    address = request.build_absolute_uri(request.path.removesuffix("/info.json"))
    return JsonResponse(iiif_image.information(address, *size), content_type=_IMAGE)


@require_safe
def image(
    request: HttpRequest,  # noqa: ARG001
    prefix: str,
    suffix: str,
    region: str,
    size: str,
    rotation: str,
    quality: str,
    form: str,
) -> HttpResponseBase:
    """A part of an image in some size; 400 for parameters that name none, 501 for what is not offered."""
    file = _held(prefix, suffix)
    try:
        wanted = iiif_image.wanted(*size_of(file), region, size, rotation, quality, form)
        kept = made(file, settings.NODE / "cache" / "iiif", wanted)
    except iiif_image.NotAnImage as error:
        return problem(400, str(error))
    except iiif_image.NotOffered as error:
        return problem(501, str(error))
    except NoImage as error:
        raise Http404 from error
    response = FileResponse(kept.open("rb"), content_type=iiif_image.FORMATS[form])
    response.headers["Cache-Control"] = "public, max-age=604800"
    response.headers["Link"] = '<http://iiif.io/api/image/3/level2.json>;rel="profile"'
    return response


def _held(prefix: str, suffix: str) -> Path:
    known = queries.medium(prefix, suffix)
    file = file_of(known) if known else None
    if file is None:
        raise Http404
    return file
