"""A download as a Darwin Core Archive: occurrences, with their media and the history of their identifications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from vasculum.downloads.columns import value_of
from vasculum.formats.dwca.writing import Description, Sheet, Writing
from vasculum.interpret.identifications import Identification, identifications
from vasculum.interpret.media import media
from vasculum.model.media import Media
from vasculum.specimens.opends_values import identifier
from vasculum.specimens.specimen import Specimen

MULTIMEDIA = Sheet(
    "multimedia",
    "gbif:Multimedia",
    (
        "dcterms:type",
        "dcterms:format",
        "dcterms:identifier",
        "dcterms:references",
        "dcterms:title",
        "dcterms:creator",
        "dcterms:license",
        "dcterms:rightsHolder",
    ),
)
IDENTIFICATION = Sheet(
    "identification",
    "dwc:Identification",
    (
        "dwc:scientificName",
        "dwc:scientificNameAuthorship",
        "dwc:identifiedBy",
        "dwc:dateIdentified",
        "dwc:typeStatus",
        "dwc:identificationQualifier",
        "dwc:identificationRemarks",
        "dwc:isAcceptedIdentification",
    ),
)
_ADDED = ("dwc:occurrenceID", "dwc:digitalSpecimenID", "dcterms:references")


def write_archive(
    specimens: Iterator[Specimen], terms: Sequence[str], target: Path, work: Path, description: Description
) -> None:
    """Writes the archive; its core is identified by the PID, and headings that are no terms are left to the other forms."""
    known = [term for term in terms if ":" in term and not term.startswith("http")]
    core = Sheet("occurrence", "dwc:Occurrence", list(dict.fromkeys((*_ADDED, *known))))
    with Writing(work, core, (MULTIMEDIA, IDENTIFICATION)) as archive:
        for specimen in specimens:
            number = identifier(specimen.pid)
            archive.write(core, number, [_occurrence(specimen, core.terms)])
            content = specimen.content
            archive.write(MULTIMEDIA, number, map(_medium, media(content.verbatim, content.extensions)[0]))
            archive.write(IDENTIFICATION, number, map(_opinion, identifications(content.verbatim, content.extensions)))
        archive.pack(target, description)


def _occurrence(specimen: Specimen, terms: Sequence[str]) -> Mapping[str, str]:
    row = {term: value_of(specimen, term) for term in terms}
    return {
        **row,
        "dwc:occurrenceID": row["dwc:occurrenceID"] or specimen.content.record_id,
        "dwc:digitalSpecimenID": identifier(specimen.pid),
        "dcterms:references": row["dcterms:references"] or identifier(specimen.pid),
    }


def _medium(medium: Media) -> Mapping[str, str]:
    cells = (
        medium.kind,
        medium.format,
        medium.access,
        medium.page,
        medium.title,
        medium.creator,
        medium.license,
        medium.rights_holder,
    )
    return dict(zip(MULTIMEDIA.terms, cells, strict=True))


def _opinion(opinion: Identification) -> Mapping[str, str]:
    cells = (
        opinion.name,
        opinion.authorship,
        opinion.identified_by,
        opinion.date,
        opinion.type_status,
        opinion.qualifier,
        opinion.remarks,
        "true" if opinion.accepted else "false",
    )
    return dict(zip(IDENTIFICATION.terms, cells, strict=True))
