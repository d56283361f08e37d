"""What the page of a specimen and that of a medium show."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vasculum.interpret.identifications import identifications
from vasculum.interpret.media import media
from vasculum.model.specimen import Version
from vasculum.specimens import citation
from vasculum.specimens.differences import as_text
from vasculum.specimens.labels import issue_label, license_label
from vasculum.specimens.ladder import ladder
from vasculum.specimens.life import life
from vasculum.specimens.media_pids import media_pid
from vasculum.specimens.opends_media import DigitalMedium
from vasculum.specimens.pictures import picture_of, pictures
from vasculum.specimens.queries import harvests_of
from vasculum.specimens.relations import perhaps_duplicates, relations
from vasculum.specimens.showing import point, shown_groups, shown_steps
from vasculum.specimens.specimen import Specimen
from vasculum.specimens.structured import structured
from vasculum.web.layout import current_language

NEAR = 0.05
MAP_TEXTS = {"in": _("Zoom in"), "out": _("Zoom out"), "north": _("Turn north up"), "close": _("Close")}


def specimen_context(request: HttpRequest, known: Specimen, shown: Specimen) -> dict[str, Any]:
    """The context of a specimen's page; `shown` is the version asked for."""
    content = shown.content
    found, remarks = media(content.verbatim, content.extensions)
    images = pictures(request, shown)
    opinions = identifications(content.verbatim, content.extensions)
    prefix, _slash, suffix = known.pid.partition("/")
    return {
        "specimen": shown,
        "prefix": prefix,
        "suffix": suffix,
        "origin": known.origin,
        "version": content,
        "text": _by_local_name(content),
        "understood": content.interpreted,
        "latest": known.current.version,
        "is_latest": shown.current.version == known.current.version,
        "groups": shown_groups(content, remarks),
        "point": point(content),
        "license": license_label(as_text(content.interpreted.get("license")) or content.verbatim.get("dcterms:license", "")),
        "ladder": ladder(content, current_language()),
        "media": [
            (replace(medium, license=license_label(medium.license)), media_pid(known.pid, medium.address)) for medium in found
        ],
        "outside": [medium for medium in found if medium.is_image] if not images else [],
        "pictures": images,
        "identifications": opinions,
        "relations": relations(shown),
        "duplicates": [] if shown.is_gone else perhaps_duplicates(shown),
        "life": life(content, opinions, known.history),
        "flags": [(flag, issue_label(flag)) for flag in content.interpreted.get("issues") or ()],
        "map_texts": {name: str(text) for name, text in MAP_TEXTS.items()},
        "around": _around(content),
        "steps": shown_steps(known.history, harvests_of(known.history)),
        "structured": structured(request, shown, [picture.shown_from for picture in images]),
        "at_version": "" if shown.current.version == known.current.version else f"?version={shown.current.version}",
        **_citations(request, known, content),
    }


def _by_local_name(version: Version) -> Mapping[str, str]:
    return defaultdict(str, {term.rpartition(":")[2]: text for term, text in version.verbatim.items()})


def _around(version: Version) -> str:
    """The box of some kilometres about where it was collected, as a search asks for it; "" where that is not known."""
    latitude, longitude = version.interpreted.get("decimal_latitude"), version.interpreted.get("decimal_longitude")
    if latitude is None or longitude is None:
        return ""
    west, south, east, north = longitude - NEAR, latitude - NEAR, longitude + NEAR, latitude + NEAR
    return f"{max(west, -180):g},{max(south, -90):g},{min(east, 180):g},{min(north, 90):g}"


def _citations(request: HttpRequest, known: Specimen, content: Version) -> dict[str, str]:
    cited = citation.citation_of(content, known.origin.institution_name, request.build_absolute_uri(f"/{known.pid}"))
    return {
        "citation": citation.in_words(cited),
        "bibtex": citation.bibtex(cited, known.pid),
        "ris": citation.ris(cited, known.pid),
        "csl": json.dumps(citation.csl_json(cited, known.pid), ensure_ascii=False, indent=2),
    }


def medium_context(request: HttpRequest, known: DigitalMedium) -> dict[str, Any]:
    """The context of a medium's page."""
    return {
        "medium": known.medium,
        "known": known,
        "picture": picture_of(request, known),
        "license": license_label(known.medium.license),
        "specimen": known.specimen,
        "text": _by_local_name(known.specimen.content),
    }
