"""The openDS view of a specimen: a digital-specimen 0.4.0 document made from a version on reading, never stored.

Source: https://github.com/DiSSCo/openDS, schemas of 2026-04. What the schema demands and the node does not know is left out,
so that a document without its organisation says so by not validating.
"""

from __future__ import annotations

import hashlib
import re

from vasculum.interpret.identifications import Identification, identifications
from vasculum.interpret.media import media
from vasculum.model.specimen import Version
from vasculum.pids import symbols
from vasculum.specimens import opends_relations as relations
from vasculum.specimens import opends_terms as terms
from vasculum.specimens.differences import as_text
from vasculum.specimens.opends_event import event
from vasculum.specimens.opends_values import Document, agents, filled, identifier, identifiers, people, reach, texts, timestamp
from vasculum.specimens.specimen import Specimen

FDO_TYPE = "https://doi.org/21.T11148/894b1e6cad57e921764e"
_IDENTIFIERS = (
    "dwc:occurrenceID",
    "dwc:materialEntityID",
    "dwc:materialSampleID",
    "dwc:catalogNumber",
    "dwc:otherCatalogNumbers",
    "dwc:recordNumber",
)
_ORGANISATION = re.compile(r"https?://ror\.org/0\w{6}[0-9]{2}|https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/(Q[0-9]+)")


def document(specimen: Specimen) -> Document:
    """The openDS document of a specimen; a specimen that is gone keeps its last content beside its tombstone.

    A record below MIDS 0 has `ods:midsLevel` 0, the lowest the schema knows.
    """
    content = specimen.content
    parts: Document = {
        **_identity(specimen),
        **_physical(content),
        **_source_and_organisation(specimen),
        **_classification(content),
        **texts(content.verbatim, terms.SPECIMEN),
        "ods:hasIdentifications": [_identification(each, content) for each in _identifications(content)],
        "ods:hasIdentifiers": identifiers(content.verbatim, _IDENTIFIERS, content.record_id),
        "ods:hasEntityRelationships": _relationships(specimen),
        "ods:hasAssertions": relations.assertions(content),
        "ods:hasCitations": relations.citations(content),
        "ods:hasChronometricAges": relations.ages(content),
        "ods:hasSpecimenParts": relations.parts(content),
        "ods:hasEvents": [event(content)],
    }
    if specimen.is_gone:
        parts["ods:hasTombstoneMetadata"] = tombstone(specimen.current)
    return filled(parts)


def source_handle(source: str) -> str:
    """The identifier of a source in the form that openDS demands, always the same for a key; it is local and not registered."""
    number = int.from_bytes(hashlib.sha256(f"source {source}".encode()).digest()[:5], "big")
    return f"https://hdl.handle.net/10.5072.source/{symbols.written(number)}"


def organisation_id(specimen: Specimen) -> str:
    """The ROR or Wikidata address of the keeper: of the registry, else of the record; "" when neither tells one."""
    said = specimen.content.verbatim.get("dwc:institutionID", "")
    for known in (specimen.origin.organisation_id, said):
        found = _ORGANISATION.fullmatch(known)
        if found:
            return f"https://www.wikidata.org/wiki/{found[1]}" if found[1] else known
    return ""


def tombstone(version: Version) -> Document:
    """What is left to say of an object that is gone."""
    return {
        "@type": "ods:Tombstone",
        "ods:tombstoneDate": timestamp(version.modified),
        "ods:tombstoneText": "The record is no longer in the source that delivered it.",
        "ods:hasAgents": [{"@type": "schema:SoftwareApplication", "schema:name": "Vasculum"}],
    }


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
    kind = reach(version.record_id)
    return {
        "ods:normalisedPhysicalSpecimenID": f"{version.source}:{version.record_id}" if kind == "Local" else version.record_id,
        "ods:physicalSpecimenID": version.record_id,
        "ods:physicalSpecimenIDType": kind,
    }


def _source_and_organisation(specimen: Specimen) -> Document:
    origin, text = specimen.origin, specimen.content.verbatim
    return {
        "ods:sourceSystemID": source_handle(specimen.content.source),
        "ods:sourceSystemName": origin.source_name or specimen.content.source,
        "ods:organisationCode": origin.institution_code or text.get("dwc:institutionCode", ""),
        "ods:organisationID": organisation_id(specimen),
        "ods:organisationName": origin.institution_name,
        "ods:ownerOrganisationCode": text.get("dwc:ownerInstitutionCode", ""),
    }


def _classification(version: Version) -> Document:
    understood, text = version.interpreted, version.verbatim
    basis = as_text(understood.get("basis_of_record")) or text.get("dwc:basisOfRecord", "")
    told = as_text(understood.get("topic_discipline"))
    discipline = told if told in terms.DISCIPLINES else "Unclassified"
    return {
        "ods:isKnownToContainMedia": bool(media(text, version.extensions)[0]),
        "ods:livingOrPreserved": "Living" if basis == "LivingSpecimen" else "Preserved",
        "dcterms:license": as_text(understood.get("license")) or text.get("dcterms:license", ""),
        "dwc:basisOfRecord": basis,
        "ods:topicOrigin": "Natural",
        "ods:topicDomain": terms.DISCIPLINES[discipline],
        "ods:topicDiscipline": discipline,
        "ods:specimenName": text.get("dwc:scientificName", ""),
        "ods:isMarkedAsType": bool(understood.get("type_status")),
    }


def _relationships(specimen: Specimen) -> list[Document]:
    content = specimen.content
    given = {
        "hasOrganisationID": organisation_id(specimen),
        "hasSourceSystemID": source_handle(content.source),
        "hasFDOType": FDO_TYPE,
        "hasPhysicalIdentifier": content.record_id,
        "hasLicense": as_text(content.interpreted.get("license")),
    }
    return relations.relationships(specimen.pid, content, given)


def _identifications(version: Version) -> list[Identification]:
    return identifications(version.verbatim, version.extensions)


def _identification(opinion: Identification, version: Version) -> Document:
    taxon = {**texts(opinion.row, terms.TAXON), "dwc:scientificName": opinion.name}
    own = opinion.row is version.verbatim
    known = version.interpreted.get("identified_by_id") or () if own else people(opinion.row.get("dwc:identifiedByID", ""))
    return filled(
        {
            "@type": "ods:Identification",
            **texts(opinion.row, terms.IDENTIFICATION),
            "ods:identificationType": "TaxonIdentification",
            "ods:isVerifiedIdentification": opinion.accepted,
            "ods:hasAgents": agents(people(opinion.identified_by), "identifier", known),
            "ods:hasCitations": [
                relations.citation(each) for each in people(opinion.row.get("dwc:identificationReferences", ""))
            ],
            "ods:hasTaxonIdentifications": [{"@type": "ods:TaxonIdentification", **taxon}],
        }
    )
