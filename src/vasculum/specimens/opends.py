"""The openDS view of a specimen: a digital-specimen 0.4.0 document made from a version on reading, never stored.

Source: https://github.com/DiSSCo/openDS, schemas of 2026-04. What the schema demands and the node does not know is left out,
so that a document without its organisation says so by not validating.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vasculum.interpret.identifications import Identification, identifications
from vasculum.interpret.media import media
from vasculum.model.media import Media
from vasculum.model.specimen import Row, Version
from vasculum.pids import symbols
from vasculum.specimens import opends_terms as terms
from vasculum.specimens.differences import as_text
from vasculum.specimens.specimen import Specimen

Document = dict[str, Any]

FDO_TYPE = "https://doi.org/21.T11148/894b1e6cad57e921764e"
_IDENTIFIERS = (
    "dwc:occurrenceID",
    "dwc:materialEntityID",
    "dwc:materialSampleID",
    "dwc:catalogNumber",
    "dwc:otherCatalogNumbers",
    "dwc:recordNumber",
)
_POINT = {
    "dwc:decimalLatitude": "decimal_latitude",
    "dwc:decimalLongitude": "decimal_longitude",
    "dwc:coordinateUncertaintyInMeters": "coordinate_uncertainty",
}


def document(specimen: Specimen) -> Document:
    """The openDS document of a specimen; a specimen that is gone keeps its last content beside its tombstone.

    A record below MIDS 0 has `ods:midsLevel` 0, the lowest the schema knows.
    """
    content, current = specimen.content, specimen.current
    parts: Document = {
        **_identity(specimen),
        **_physical(content),
        **_organisation(specimen),
        **_classification(content),
        **_texts(content.verbatim, terms.SPECIMEN),
        "ods:hasIdentifications": [_identification(each) for each in _identifications(content)],
        "ods:hasIdentifiers": list(_identifiers(content.verbatim)),
        "ods:hasEntityRelationships": [_media_relationship(medium) for medium in _media(content)],
        "ods:hasEvents": [_event(content)],
    }
    if specimen.is_gone:
        parts["ods:hasTombstoneMetadata"] = _tombstone(current)
    return _filled(parts)


def identifier(pid: str) -> str:
    """The form of a PID in openDS documents."""
    return f"https://doi.org/{pid}"


def source_handle(source: str) -> str:
    """The identifier of a source in the form that openDS demands, always the same for a key; it is local and not registered."""
    number = int.from_bytes(hashlib.sha256(f"source {source}".encode()).digest()[:5], "big")
    return f"https://hdl.handle.net/10.5072.source/{symbols.written(number)}"


def timestamp(moment: dt.datetime) -> str:
    """A moment in UTC with milliseconds; a moment without a zone is taken for UTC.

    >>> timestamp(dt.datetime(2026, 11, 23, 9, 30))
    '2026-11-23T09:30:00.000Z'
    """
    aware = moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    return aware.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _identity(specimen: Specimen) -> Document:
    return {
        "@id": identifier(specimen.pid),
        "@type": "ods:DigitalSpecimen",
        "dcterms:identifier": identifier(specimen.pid),
        "ods:version": specimen.current.version,
        "ods:status": "Tombstone" if specimen.is_gone else "Active",
        "dcterms:modified": timestamp(specimen.current.modified),
        "dcterms:created": timestamp(specimen.created),
        "ods:fdoType": FDO_TYPE,
        "ods:midsLevel": max(0, specimen.content.interpreted.get("mids_level") or 0),
    }


def _physical(version: Version) -> Document:
    kind = _identifier_kind(version.record_id)
    local = kind == "Local"
    return {
        "ods:normalisedPhysicalSpecimenID": f"{version.source}:{version.record_id}" if local else version.record_id,
        "ods:physicalSpecimenID": version.record_id,
        "ods:physicalSpecimenIDType": kind,
    }


def _identifier_kind(text: str) -> str:
    if re.match(r"https?://[^/]", text):
        return "Resolvable"
    return "Global" if re.match(r"(urn:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|urn:\w+:", text, re.IGNORECASE) else "Local"


def _organisation(specimen: Specimen) -> Document:
    origin = specimen.origin
    return {
        "ods:sourceSystemID": source_handle(specimen.content.source),
        "ods:sourceSystemName": origin.source_name or specimen.content.source,
        "ods:organisationCode": origin.institution_code or specimen.content.verbatim.get("dwc:institutionCode", ""),
        "ods:organisationID": origin.organisation_id,
        "ods:organisationName": origin.institution_name,
    }


def _classification(version: Version) -> Document:
    understood, text = version.interpreted, version.verbatim
    basis = as_text(understood.get("basis_of_record")) or text.get("dwc:basisOfRecord", "")
    discipline = as_text(understood.get("topic_discipline"))
    return {
        "ods:isKnownToContainMedia": bool(_media(version)),
        "ods:livingOrPreserved": "Living" if basis == "LivingSpecimen" else "Preserved",
        "dcterms:license": as_text(understood.get("license")) or text.get("dcterms:license", ""),
        "dwc:basisOfRecord": basis,
        "ods:topicOrigin": "Natural",
        "ods:topicDiscipline": discipline if discipline in terms.DISCIPLINES else "Unclassified",
        "ods:specimenName": text.get("dwc:scientificName", ""),
        "ods:isMarkedAsType": bool(understood.get("type_status")),
    }


def _identifications(version: Version) -> list[Identification]:
    return identifications(version.verbatim, version.extensions)


def _identification(opinion: Identification) -> Document:
    taxon = {**_texts(opinion.row, terms.TAXON), "dwc:scientificName": opinion.name}
    return _filled(
        {
            "@type": "ods:Identification",
            **_texts(opinion.row, terms.IDENTIFICATION),
            "ods:identificationType": "TaxonIdentification",
            "ods:isVerifiedIdentification": opinion.accepted,
            "ods:hasAgents": _agents(_people(opinion.identified_by), "identifier"),
            "ods:hasTaxonIdentifications": [{"@type": "ods:TaxonIdentification", **taxon}],
        }
    )


def _identifiers(text: Row) -> Iterable[Document]:
    for term in _IDENTIFIERS:
        if value := text.get(term):
            kind = _identifier_kind(value)
            yield {
                "@type": "ods:Identifier",
                "dcterms:title": term,
                "dcterms:type": {"Resolvable": "URL", "Global": "URN"}.get(kind, "Locally unique identifier"),
                "dcterms:identifier": value,
            }


def _media(version: Version) -> list[Media]:
    return media(version.verbatim, version.extensions)[0]


def _media_relationship(medium: Media) -> Document:
    return {
        "@type": "ods:EntityRelationship",
        "dwc:relationshipOfResource": "hasMedia",
        "dwc:relatedResourceID": medium.address,
        "ods:relatedResourceURI": medium.address,
    }


def _event(version: Version) -> Document:
    text, understood = version.verbatim, version.interpreted
    date = as_text(understood.get("event_date")) or text.get("dwc:eventDate", "")
    people = understood.get("recorded_by") or _people(text.get("dwc:recordedBy", ""))
    return _filled(
        {
            "@type": "ods:Event",
            **_texts(text, terms.EVENT),
            "dwc:eventDate": date,
            "ods:hasAgents": _agents(people, "collector"),
            "ods:hasLocation": _location(version),
        }
    )


def _location(version: Version) -> Document:
    text, understood = version.verbatim, version.interpreted
    said = [term for term in terms.GEOREFERENCE if term not in _POINT]
    georeference = {"@type": "ods:Georeference", **_texts(text, said), **_point(understood)}
    geology = {"@type": "ods:GeologicalContext", **_texts(text, terms.GEOLOGICAL_CONTEXT)}
    location: Document = {"@type": "ods:Location", **_texts(text, terms.LOCATION)}
    location["dwc:countryCode"] = as_text(understood.get("country_code")) or text.get("dwc:countryCode", "")
    location["ods:hasGeoreference"] = _filled(georeference) if len(georeference) > 1 else None
    location["ods:hasGeologicalContext"] = geology if len(geology) > 1 else None
    return _filled(location)


def _point(understood: Mapping[str, Any]) -> Document:
    return {term: understood[column] for term, column in _POINT.items() if understood.get(column) is not None}


def _people(text: str) -> list[str]:
    return [name for part in text.split("|") if (name := part.strip())]


def _agents(names: Sequence[str], role: str) -> list[Document]:
    roles = [{"@type": "schema:Role", "schema:roleName": role}]
    return [{"@type": "schema:Person", "schema:name": name, "ods:hasRoles": roles} for name in names]


def _tombstone(version: Version) -> Document:
    return {
        "@type": "ods:Tombstone",
        "ods:tombstoneDate": timestamp(version.modified),
        "ods:tombstoneText": "The record is no longer in the source that delivered it.",
        "ods:hasAgents": [{"@type": "schema:SoftwareApplication", "schema:name": "Vasculum"}],
    }


def _texts(row: Row, wanted: Sequence[str]) -> Document:
    """The cells of `row` that `wanted` names, numbers as numbers; a text that should be a number and is none is left out."""
    typed = {term: _typed(term, row[term]) for term in wanted if row.get(term)}
    return {term: value for term, value in typed.items() if value is not None}


def _typed(term: str, text: str) -> str | float | int | None:
    if term in terms.INTEGERS:
        number = _number(text, *terms.INTEGERS[term])
        return int(number) if number is not None and number.is_integer() else None
    return _number(text, *terms.NUMBERS[term]) if term in terms.NUMBERS else text


def _number(text: str, least: float | None, most: float | None) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    within = math.isfinite(number) and (least is None or number >= least) and (most is None or number <= most)
    return number if within else None


def _filled(parts: Document) -> Document:
    return {name: value for name, value in parts.items() if value not in ("", None, [])}
