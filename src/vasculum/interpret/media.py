"""The media of a record: `dwc:associatedMedia` of the core row and the rows of both multimedia extensions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from vasculum.model.media import Media
from vasculum.model.remark import Remark

Row = Mapping[str, str]
EXTENSIONS = ("gbif:Multimedia", "ac:Multimedia", "gbif:Image")

_KINDS = {"image": "StillImage", "video": "MovingImage", "audio": "Sound"}
_KIND_NAMES = {
    "stillimage": "StillImage", "image": "StillImage", "photo": "StillImage", "photograph": "StillImage",
    "movingimage": "MovingImage", "video": "MovingImage", "sound": "Sound", "audio": "Sound",
    "interactiveresource": "InteractiveResource",
}  # fmt: skip
_FORMATS = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp",
    "tif": "image/tiff", "tiff": "image/tiff", "jp2": "image/jp2", "mp4": "video/mp4", "mp3": "audio/mpeg", "wav": "audio/wav",
}  # fmt: skip
_SEPARATOR = re.compile(r"\||[;,]\s*+(?=[a-z][a-z0-9+.-]{0,30}:)|;\s++|;$|(?<!\s)\s++(?=https?://)", re.IGNORECASE)


def media(verbatim: Row, extensions: Mapping[str, Sequence[Row]]) -> tuple[list[Media], list[Remark]]:
    """The media of a record in the order given, each address once, and a remark for each address that is none.

    >>> media({"dwc:associatedMedia": "https://example.org/1.jpg | ftp://example.org/2"}, {})[1]
    [Remark(code='MEDIA_ADDRESS_INVALID', term='dwc:associatedMedia', value='ftp://example.org/2')]
    """
    named = [Media(access=address) for address in addresses(verbatim.get("dwc:associatedMedia", ""))]
    rows = [_of_row(row) for extension in EXTENSIONS for row in extensions.get(extension, ())]
    remarks = [
        *(remark for medium in named for remark in _faults(medium, "dwc:associatedMedia", "dwc:associatedMedia")),
        *(remark for medium in rows for remark in _faults(medium, "ac:accessURI", "dcterms:references")),
    ]
    return _distinct(_checked(medium) for medium in (*rows, *named)), remarks


def addresses(text: str) -> list[str]:
    """The addresses in a cell, separated by `|`, or by `;`, `,` or space before another address.

    >>> addresses("https://a.org/1?x=1;y=2; https://a.org/2")
    ['https://a.org/1?x=1;y=2', 'https://a.org/2']
    """
    return [part for part in map(str.strip, _SEPARATOR.split(text.strip())) if part]


def _of_row(row: Row) -> Media:
    access = _first(row, "ac:accessURI", "dcterms:identifier", "dc:identifier")
    page = _first(row, "dcterms:references", "ac:furtherInformationURL", "ac:attributionLinkURL")
    form = _first(row, "dcterms:format", "dc:format")
    kind = _KIND_NAMES.get(_first(row, "dcterms:type", "dc:type").rpartition("/")[2].lower().replace(" ", ""), "")
    return Media(
        access=access,
        page=page,
        kind=kind,
        format=_FORMATS.get(form.lower(), form.lower()),
        title=_first(row, "dcterms:title", "dc:title", "ac:caption", "dcterms:description"),
        creator=_first(row, "dcterms:creator", "dc:creator", "photoshop:Credit"),
        license=_first(row, "dcterms:license", "dcterms:rights", "dc:rights", "xmpRights:WebStatement", "xmpRights:UsageTerms"),
        rights_holder=_first(row, "dcterms:rightsHolder", "xmpRights:Owner"),
    )


def _first(row: Row, *terms: str) -> str:
    return next((row[term].strip() for term in terms if row.get(term, "").strip()), "")


def _faults(medium: Media, access_term: str, page_term: str) -> Iterable[Remark]:
    for address, term in ((medium.access, access_term), (medium.page, page_term)):
        if address and not _is_web_address(address):
            yield Remark("MEDIA_ADDRESS_INVALID", term, address)


def _checked(medium: Media) -> Media:
    access = medium.access if _is_web_address(medium.access) else ""
    page = medium.page if _is_web_address(medium.page) else ""
    form = medium.format or (_FORMATS.get(_suffix(access), "") if access else "")
    kind = medium.kind or _KINDS.get(form.partition("/")[0], "")
    return Media(access, page, kind, form, medium.title, medium.creator, medium.license, medium.rights_holder)


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and not re.search(r"[\s<>\"]", text)
    except ValueError:
        return False


def _suffix(address: str) -> str:
    return urlsplit(address).path.rpartition(".")[2].lower()


def _distinct(found: Iterable[Media]) -> list[Media]:
    seen: dict[str, Media] = {}
    for medium in found:
        if medium.address:
            seen.setdefault(medium.address, medium)
    return list(seen.values())
