"""DiSSCo's JSON:API envelope around openDS documents, whole ones and those made from a hit alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vasculum.search.query import Hit
from vasculum.specimens.opends_values import identifier

TYPE = "ods:DigitalSpecimen"
_CARD_TERMS = {
    "scientificName": "ods:specimenName",
    "discipline": "ods:topicDiscipline",
    "basisOfRecord": "dwc:basisOfRecord",
    "midsLevel": "ods:midsLevel",
    "license": "dcterms:license",
    "institution": "ods:organisationCode",
    "collection": "dwc:collectionCode",
}


def resource(pid: str, attributes: dict[str, Any], type: str = TYPE) -> dict[str, Any]:
    """One resource object."""
    return {"id": identifier(pid), "type": type, "attributes": attributes}


def single(data: dict[str, Any], address: str) -> dict[str, Any]:
    """The envelope of one resource."""
    return {"data": data, "links": {"self": address}}


def listed(data: Sequence[dict[str, Any]], total: int, links: dict[str, str]) -> dict[str, Any]:
    """The envelope of a list; empty links are left out."""
    return {"data": list(data), "links": {name: to for name, to in links.items() if to}, "meta": {"totalRecords": total}}


def summary(hit: Hit) -> dict[str, Any]:
    """What the index knows of a specimen, in openDS terms; the whole document is at the specimen's own address."""
    card = hit.card
    found = {term: card[field] for field, term in _CARD_TERMS.items() if card.get(field) is not None}
    event = {"dwc:eventDate": card.get("eventDate")}
    location = {"dwc:countryCode": card.get("country"), "dwc:locality": card.get("locality")}
    return {
        "@id": identifier(hit.pid),
        "@type": TYPE,
        "dcterms:identifier": identifier(hit.pid),
        **found,
        "ods:isKnownToContainMedia": bool(card.get("thumbnail")),
        "ods:isMarkedAsType": bool(card.get("typeStatus")),
        "ods:hasEvents": [
            {
                "@type": "ods:Event",
                **{term: text for term, text in event.items() if text},
                "ods:hasLocation": {"@type": "ods:Location", **{term: text for term, text in location.items() if text}},
            }
        ],
    }
