"""What a specimen is related to in openDS: media, organisation, other resources, measurements, literature, ages, parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from vasculum.interpret.media import media
from vasculum.model.specimen import Row, Version
from vasculum.specimens import opends_terms as terms
from vasculum.specimens.media_pids import media_pid
from vasculum.specimens.opends_values import Document, agents, filled, identifier, identifiers, people, texts, uri

_MEASUREMENTS = ("dwc:MeasurementOrFact", "obis:ExtendedMeasurementOrFact")
_PARTS = ("dwc:MaterialEntity", "ggbn:MaterialSample", "ggbn:Preparation")
_TO_OTHERS: Mapping[str, str] = {
    "dwc:associatedOccurrences": "hasAssociatedOccurrence",
    "dwc:associatedOrganisms": "hasAssociatedOrganism",
    "dwc:associatedSequences": "hasAssociatedSequence",
    "dwc:associatedTaxa": "hasAssociatedTaxon",
    "dcterms:references": "hasReference",
}
_MOMENT = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?Z")


def relationships(pid: str, version: Version, given: Mapping[str, str]) -> list[Document]:
    """Every `ods:EntityRelationship`; `given` are those that the node itself knows, the kind of relation to its object."""
    media_of = [media_pid(pid, medium.address) for medium in media(version.verbatim, version.extensions)[0]]
    return [
        *(_relationship(kind, related) for kind, related in given.items() if related),
        *(_relationship("hasDigitalMedia", identifier(each)) for each in media_of),
        *(_relationship(kind, part) for term, kind in _TO_OTHERS.items() for part in people(version.verbatim.get(term, ""))),
        *_told(version.extensions.get("dwc:ResourceRelationship", ())),
    ]


def _relationship(kind: str, related: str) -> Document:
    return filled(
        {
            "@type": "ods:EntityRelationship",
            "dwc:relationshipOfResource": kind,
            "dwc:relatedResourceID": related,
            "ods:relatedResourceURI": uri(related),
        }
    )


def _told(rows: Iterable[Row]) -> Iterable[Document]:
    for row in rows:
        related = row.get("dwc:relatedResourceID") or row.get("dwc:scientificName", "")
        established = row.get("dwc:relationshipEstablishedDate", "")
        if related:
            yield filled(
                {
                    **_relationship(row.get("dwc:relationshipOfResource") or "isRelatedTo", related),
                    "dwc:relationshipOfResourceID": row.get("dwc:relationshipOfResourceID", ""),
                    "dwc:relationshipEstablishedDate": established if _MOMENT.fullmatch(established) else "",
                    "dwc:relationshipRemarks": row.get("dwc:relationshipRemarks", ""),
                    "ods:hasAgents": agents(people(row.get("dwc:relationshipAccordingTo", "")), "data curator"),
                }
            )


def assertions(version: Version) -> list[Document]:
    """Every `ods:Assertion`: the rows of the measurement extensions."""
    return [_assertion(row) for extension in _MEASUREMENTS for row in version.extensions.get(extension, ())]


def _assertion(row: Row) -> Document:
    return filled(
        {
            "@type": "ods:Assertion",
            **texts(row, terms.ASSERTION),
            "dwciri:measurementType": row.get("obis:measurementTypeID", ""),
            "dwciri:measurementValue": row.get("obis:measurementValueID", ""),
            "dwciri:measurementUnit": row.get("obis:measurementUnitID", ""),
            "ods:hasAgents": agents(people(row.get("dwc:measurementDeterminedBy", "")), "measurer"),
        }
    )


def citations(version: Version) -> list[Document]:
    """Every `ods:Citation`: the literature named in the record and the rows of the references extension."""
    named = people(version.verbatim.get("dwc:associatedReferences", ""))
    rows = [found for row in version.extensions.get("gbif:Reference", ()) if (found := _reference(row))]
    return [*map(citation, named), *rows]


def citation(text: str) -> Document:
    """One reference as it is written."""
    return {"@type": "ods:Citation", "dcterms:bibliographicCitation": text}


def _reference(row: Row) -> Document | None:
    title = row.get("dcterms:title") or row.get("dc:title", "")
    whole = row.get("dcterms:bibliographicCitation") or title
    if not whole:
        return None
    return filled(
        {
            **citation(whole),
            "dcterms:identifier": row.get("dcterms:identifier") or row.get("dc:identifier", ""),
            "dcterms:title": title,
            "dcterms:date": row.get("dcterms:date") or row.get("dc:date", ""),
            "dcterms:description": row.get("dcterms:description", ""),
            "ods:hasAgents": agents(people(row.get("dcterms:creator") or row.get("dc:creator", "")), "author"),
        }
    )


def ages(version: Version) -> list[Document]:
    """Every `ods:ChronometricAge`: the rows of the extension."""
    rows = version.extensions.get("chrono:ChronometricAge", ())
    return [{"@type": "ods:ChronometricAge", **texts(row, terms.CHRONOMETRIC_AGE)} for row in rows]


def parts(version: Version) -> list[Document]:
    """Every `ods:SpecimenPart`: the rows of the material extensions."""
    return [_part(row) for extension in _PARTS for row in version.extensions.get(extension, ())]


_PART_IDENTIFIERS: Sequence[str] = ("dwc:materialEntityID", "dwc:materialSampleID", "dwc:catalogNumber", "ggbn:materialSampleID")


def _part(row: Row) -> Document:
    return filled(
        {
            "@type": "ods:SpecimenPart",
            **texts(row, terms.PART),
            "dwc:preparations": row.get("dwc:preparations") or row.get("ggbn:preparationType", ""),
            "ods:hasIdentifiers": identifiers(row, _PART_IDENTIFIERS, row.get("dwc:materialEntityID", "")),
        }
    )
