"""The gathering in openDS: who, when, where, in which layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vasculum.model.specimen import Version
from vasculum.specimens import opends_terms as terms
from vasculum.specimens.differences import as_text
from vasculum.specimens.opends_values import Document, agents, filled, people, texts

_POINT = {
    "dwc:decimalLatitude": "decimal_latitude",
    "dwc:decimalLongitude": "decimal_longitude",
    "dwc:coordinateUncertaintyInMeters": "coordinate_uncertainty",
}


def event(version: Version) -> Document:
    """The `ods:Event` of a version, from our reading where there is one."""
    text, understood = version.verbatim, version.interpreted
    collectors = understood.get("recorded_by") or people(text.get("dwc:recordedBy", ""))
    return filled(
        {
            "@type": "ods:Event",
            **texts(text, terms.EVENT),
            "dwc:eventDate": as_text(understood.get("event_date")) or text.get("dwc:eventDate", ""),
            "ods:hasAgents": agents(collectors, "collector", understood.get("recorded_by_id") or ()),
            "ods:hasLocation": _location(version),
        }
    )


def _location(version: Version) -> Document:
    text, understood = version.verbatim, version.interpreted
    said = [term for term in terms.GEOREFERENCE if term not in _POINT]
    georeference = {"@type": "ods:Georeference", **texts(text, said), **_point(understood)}
    georeference["ods:hasAgents"] = agents(people(text.get("dwc:georeferencedBy", "")), "georeferencer")
    geology = {"@type": "ods:GeologicalContext", **texts(text, terms.GEOLOGICAL_CONTEXT)}
    location: Document = {"@type": "ods:Location", **texts(text, terms.LOCATION)}
    location["dwc:countryCode"] = as_text(understood.get("country_code")) or text.get("dwc:countryCode", "")
    location["ods:hasGeoreference"] = _unless_bare(filled(georeference))
    location["ods:hasGeologicalContext"] = _unless_bare(geology)
    return filled(location)


def _unless_bare(part: Document) -> Document | None:
    return part if len(part) > 1 else None


def _point(understood: Mapping[str, Any]) -> Document:
    return {term: understood[column] for term, column in _POINT.items() if understood.get(column) is not None}
