"""The images of a specimen as pages and IIIF show them: deep where the node holds the file, whole from where they lie."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from vasculum.specimens.iiif_manifest import Picture
from vasculum.specimens.opends_media import DigitalMedium, digital_media
from vasculum.specimens.specimen import Specimen
from vasculum.specimens.tiles import NoImage, held_file, size_of
from vasculum.web.addresses import image_source


def pictures(request: HttpRequest, specimen: Specimen) -> list[Picture]:
    """Every image of a specimen that may be shown, in their order."""
    found = [_picture(request, medium) for medium in digital_media(specimen) if medium.medium.is_image]
    return [picture for picture in found if picture.shown_from]


def picture_of(request: HttpRequest, medium: DigitalMedium) -> Picture | None:
    """A medium as an image; None where it is none that a page may show."""
    found = _picture(request, medium) if medium.medium.is_image else None
    return found if found and found.shown_from else None


def _picture(request: HttpRequest, medium: DigitalMedium) -> Picture:
    source = image_source(medium.medium.access)
    shown_from = request.build_absolute_uri(source) if source else ""
    file = file_of(medium)
    if file is None:
        return Picture(medium, shown_from)
    try:
        width, height = size_of(file)
    except NoImage:
        return Picture(medium, shown_from)
    return Picture(medium, shown_from, request.build_absolute_uri(f"/iiif/image/{medium.pid}"), width, height)


def file_of(medium: DigitalMedium) -> Path | None:
    """The file of a medium that this node holds; None for those that lie elsewhere, and for those that are gone."""
    return None if medium.is_gone else held_file(settings.NODE / "media", image_source(medium.medium.access))
