"""What the page of a specimen and that of a medium show."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from vasculum.interpret.identifications import identifications
from vasculum.interpret.media import media
from vasculum.model.specimen import Version
from vasculum.specimens import citation
from vasculum.specimens.differences import as_text
from vasculum.specimens.labels import license_label
from vasculum.specimens.ladder import ladder
from vasculum.specimens.media_pids import media_pid
from vasculum.specimens.opends import document
from vasculum.specimens.opends_media import DigitalMedium
from vasculum.specimens.pictures import picture_of, pictures
from vasculum.specimens.showing import point, shown_groups, shown_steps
from vasculum.specimens.specimen import Specimen
from vasculum.web.layout import current_language
from vasculum.web.writing import humanised

_OF_THE_NODE = ("hasDigitalMedia", "hasOrganisationID", "hasSourceSystemID", "hasFDOType", "hasPhysicalIdentifier", "hasLicense")


@dataclass(frozen=True, slots=True)
class Relation:
    """Something the specimen is related to, with the kind of relation in words."""

    kind: str
    related: str


def specimen_context(request: HttpRequest, known: Specimen, shown: Specimen) -> dict[str, Any]:
    """The context of a specimen's page; `shown` is the version asked for."""
    content = shown.content
    found, remarks = media(content.verbatim, content.extensions)
    images = pictures(request, shown)
    prefix, _, suffix = known.pid.partition("/")
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
        "identifications": identifications(content.verbatim, content.extensions),
        "relations": _relations(shown),
        "steps": shown_steps(known.history),
        "at_version": "" if shown.current.version == known.current.version else f"?version={shown.current.version}",
        **_citations(request, known, content),
    }


def _by_local_name(version: Version) -> Mapping[str, str]:
    return defaultdict(str, {term.rpartition(":")[2]: text for term, text in version.verbatim.items()})


def _relations(specimen: Specimen) -> list[Relation]:
    told = document(specimen).get("ods:hasEntityRelationships", [])
    return [
        Relation(humanised(each["dwc:relationshipOfResource"]), each["dwc:relatedResourceID"])
        for each in told
        if each["dwc:relationshipOfResource"] not in _OF_THE_NODE
    ]


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
