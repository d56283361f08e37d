"""The IIIF Presentation 3.0 manifest of a specimen (https://iiif.io/api/presentation/3.0/): its images, one canvas each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vasculum.specimens.opends_media import DigitalMedium
from vasculum.specimens.specimen import Specimen

Body = dict[str, Any]
UNKNOWN_SIDE = 1000


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of a specimen; `service` is the address of its image service where the node holds it, with its size."""

    medium: DigitalMedium
    shown_from: str
    service: str = ""
    width: int = UNKNOWN_SIDE
    height: int = UNKNOWN_SIDE


def manifest(specimen: Specimen, pictures: Sequence[Picture], address: str, absolute: Callable[[str], str]) -> Body:
    """The manifest at `address`; `absolute` makes an address of a path of this node."""
    text, page = specimen.content.verbatim, absolute(f"/{specimen.pid}")
    name = text.get("dwc:scientificName") or text.get("dwc:catalogNumber") or specimen.pid
    told: Body = {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": address,
        "type": "Manifest",
        "label": _label(name),
        "metadata": _facts(specimen),
        "homepage": [{"id": page, "type": "Text", "label": _label(name), "format": "text/html"}],
        "seeAlso": [_dataset(f"{page}.jsonld", "application/ld+json"), _dataset(f"{page}.json", "application/json")],
        "items": [_canvas(picture, at, address) for at, picture in enumerate(pictures, start=1)],
    }
    rights = _rights(pictures[0].medium.medium.license)
    institution = specimen.origin.institution_name
    return {
        **told,
        **({"rights": rights} if rights else {}),
        **({"requiredStatement": _fact("Institution", institution)} if institution else {}),
    }


def _facts(specimen: Specimen) -> list[Body]:
    text = specimen.content.verbatim
    wanted: Mapping[str, str] = {
        "Scientific name": text.get("dwc:scientificName", ""),
        "Catalogue number": text.get("dwc:catalogNumber", ""),
        "Institution": specimen.origin.institution_name,
        "Collected by": text.get("dwc:recordedBy", ""),
        "Date": text.get("dwc:eventDate", ""),
        "Place": text.get("dwc:locality", ""),
        "Identifier": specimen.pid,
    }
    return [_fact(label, value) for label, value in wanted.items() if value]


def _canvas(picture: Picture, at: int, address: str) -> Body:
    canvas = f"{address.removesuffix('/manifest.json')}/canvas/{at}"
    size = {"width": picture.width, "height": picture.height}
    medium = picture.medium.medium
    body: Body = {"id": picture.shown_from, "type": "Image", "format": medium.format or "image/jpeg"}
    if picture.service:
        service = {"id": picture.service, "type": "ImageService3", "profile": "level2"}
        body = {"id": f"{picture.service}/full/max/0/default.jpg", "type": "Image", "format": "image/jpeg", **size}
        body["service"] = [service]
    painting = {"id": f"{canvas}/painting", "type": "Annotation", "motivation": "painting", "body": body, "target": canvas}
    return {
        "id": canvas,
        "type": "Canvas",
        "label": _label(medium.title or str(at)),
        **size,
        "items": [{"id": f"{canvas}/page", "type": "AnnotationPage", "items": [painting]}],
        **({"rights": rights} if (rights := _rights(medium.license)) else {}),
        **({"thumbnail": [_thumbnail(picture)]} if picture.service else {}),
    }


def _thumbnail(picture: Picture) -> Body:
    return {"id": f"{picture.service}/full/!240,240/0/default.jpg", "type": "Image", "format": "image/jpeg"}


def _rights(license: str) -> str:
    """The address of a licence in the form that IIIF takes: of Creative Commons over http, without the page of its text.

    >>> _rights("https://creativecommons.org/licenses/by/4.0/legalcode"), _rights("© Museum")
    ('http://creativecommons.org/licenses/by/4.0/', '')
    """
    found = re.match(r"https?://(creativecommons\.org/(?:licenses|publicdomain)/[a-z-]+/[0-9.]+)", license.lower())
    return f"http://{found[1]}/" if found else ""


def _dataset(address: str, form: str) -> Body:
    return {"id": address, "type": "Dataset", "format": form, "label": _label(form)}


def _fact(label: str, value: str) -> Body:
    return {"label": {"en": [label]}, "value": _label(value)}


def _label(text: str) -> dict[str, list[str]]:
    return {"none": [text]}
