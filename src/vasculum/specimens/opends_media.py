"""The openDS view of a medium: a digital-media 0.4.0 document, its versions followed through those of its specimen."""

from __future__ import annotations

from dataclasses import dataclass

from vasculum.interpret.media import media
from vasculum.model.media import Media
from vasculum.model.specimen import Change, Version
from vasculum.specimens.media_pids import media_pid
from vasculum.specimens.opends import organisation_id, source_handle, tombstone
from vasculum.specimens.opends_values import Document, agents, filled, identifier, people, timestamp, uri
from vasculum.specimens.specimen import Specimen

FDO_TYPE = "https://doi.org/21.T11148/bbad8c4e101e8af01115"


@dataclass(frozen=True, slots=True)
class MediumVersion:
    """One state of a medium, and the version of the specimen that brought it; `medium` is None where it went."""

    medium: Media | None
    version: Version


@dataclass(frozen=True, slots=True)
class DigitalMedium:
    """A medium of a specimen through time; `states` is never empty, the oldest first."""

    pid: str
    specimen: Specimen
    states: tuple[MediumVersion, ...]

    @property
    def number(self) -> int:
        """Its latest version."""
        return len(self.states)

    @property
    def is_gone(self) -> bool:
        """Whether its specimen shows it no longer."""
        return self.states[-1].medium is None

    @property
    def medium(self) -> Media:
        """What was last known of it."""
        return next(state.medium for state in reversed(self.states) if state.medium is not None)

    def at(self, number: int) -> DigitalMedium | None:
        """The medium as it was at version `number`; None when there is no such version."""
        return DigitalMedium(self.pid, self.specimen, self.states[:number]) if 1 <= number <= self.number else None


def digital_medium(specimen: Specimen, pid: str) -> DigitalMedium | None:
    """The medium that has this identifier among all that a specimen ever showed; None when it never showed such a one."""
    states: list[MediumVersion] = []
    for version in specimen.history:
        found = _shown(version, pid, specimen.pid)
        if found != (states[-1].medium if states else None):
            states.append(MediumVersion(found, version))
    return DigitalMedium(pid, specimen, tuple(states)) if states else None


def _shown(version: Version, pid: str, of: str) -> Media | None:
    if version.change is Change.GONE:
        return None
    found = media(version.verbatim, version.extensions)[0]
    return next((medium for medium in found if media_pid(of, medium.address) == pid), None)


def digital_media(specimen: Specimen) -> list[DigitalMedium]:
    """The media of a specimen as it is now, in their order."""
    content = specimen.content
    pids = [media_pid(specimen.pid, medium.address) for medium in media(content.verbatim, content.extensions)[0]]
    return [found for pid in pids if (found := digital_medium(specimen, pid))]


def media_document(known: DigitalMedium) -> Document:
    """The openDS document of a medium; one that is gone keeps its last description beside its tombstone."""
    medium, specimen = known.medium, known.specimen
    last = known.states[-1].version
    parts: Document = {
        "@id": identifier(known.pid),
        "@type": "ods:DigitalMedia",
        "dcterms:identifier": identifier(known.pid),
        "ods:fdoType": FDO_TYPE,
        "ods:version": known.number,
        "ods:status": "Tombstone" if known.is_gone else "Active",
        "dcterms:created": timestamp(known.states[0].version.modified),
        "dcterms:modified": timestamp(last.modified),
        "dcterms:type": medium.kind,
        "ac:accessURI": medium.address,
        "ods:sourceSystemID": source_handle(specimen.content.source),
        "ods:sourceSystemName": specimen.origin.source_name or specimen.content.source,
        "ods:organisationID": organisation_id(specimen),
        "ods:organisationName": specimen.origin.institution_name,
        "dcterms:format": medium.format,
        "dcterms:title": medium.title,
        "dcterms:rights": medium.license,
        "dcterms:source": medium.page,
        "ods:hasEntityRelationships": [_of_specimen(specimen)],
        "ods:hasAgents": [*agents(people(medium.creator), "creator"), *agents(people(medium.rights_holder), "rights owner")],
    }
    if known.is_gone:
        parts["ods:hasTombstoneMetadata"] = tombstone(last)
    return filled(parts)


def _of_specimen(specimen: Specimen) -> Document:
    return {
        "@type": "ods:EntityRelationship",
        "dwc:relationshipOfResource": "hasDigitalSpecimen",
        "dwc:relatedResourceID": identifier(specimen.pid),
        "ods:relatedResourceURI": uri(identifier(specimen.pid)),
    }
