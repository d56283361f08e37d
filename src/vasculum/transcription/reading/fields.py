"""The kinds of field on a label, and which kind a Darwin Core term or a heading is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How answers for a field are compared."""

    CLOSED = "closed list"
    SHORT = "short text"
    VERBATIM = "verbatim text"
    PEOPLE = "person list"
    NAME = "scientific name"
    NUMBER = "record number"
    DATE = "date interval"
    MEASURE = "number with unit"
    POINT = "coordinates"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Field:
    """A field to be decided: its name, how it is compared, and how many votes settle it.

    `quorum` is the least number of votes, `lead` how many more than the next answer; `reach` in metres is how far points may lie
    apart and still be one place. `codes` maps what a picklist shows and what it stores to one concept. A required field that
    nobody attempted is not settled.
    """

    name: str
    kind: Kind = Kind.SHORT
    quorum: int = 2
    lead: int = 1
    reach: float = 1_000.0
    required: bool = False
    codes: Mapping[str, str] | None = None


_CLOSED = (
    "continent country countryCode stateProvince county municipality month day year endDay endMonth endYear sex lifeStage "
    "typeStatus basisOfRecord kingdom phylum class order family preparations waterBody island islandGroup"
)
_VERBATIM = (
    "locality verbatimLocality localityDescription habitat occurrenceRemarks eventRemarks fieldNotes locationRemarks "
    "identificationRemarks verbatimLabel associatedTaxa transcription text"
)
_KNOWN: Mapping[str, Kind] = {
    **dict.fromkeys(_CLOSED.casefold().split(), Kind.CLOSED),
    **dict.fromkeys(_VERBATIM.casefold().split(), Kind.VERBATIM),
    **dict.fromkeys(("recordedby", "identifiedby", "collector", "collectors", "georeferencedby"), Kind.PEOPLE),
    **dict.fromkeys(("scientificname", "verbatimidentification", "acceptednameusage", "taxon"), Kind.NAME),
    **dict.fromkeys(("recordnumber", "fieldnumber", "collectornumber", "catalognumber"), Kind.NUMBER),
    **dict.fromkeys(("eventdate", "verbatimeventdate", "dateidentified", "date", "collectiondate"), Kind.DATE),
    **dict.fromkeys(("verbatimelevation", "verbatimdepth", "elevation", "depth"), Kind.MEASURE),
    **dict.fromkeys(("minimumelevationinmeters", "maximumelevationinmeters", "individualcount"), Kind.MEASURE),
    **dict.fromkeys(("verbatimcoordinates", "coordinates", "latlong"), Kind.POINT),
}
_NO_WORD = re.compile(r"[\W_]+")


def kind_of(heading: str) -> Kind:
    """The kind of field that a heading names, with or without prefix; short text where it is not known.

    >>> kind_of("dwc:recordedBy").value, kind_of("Record number").value, kind_of("Host plant").value
    ('person list', 'record number', 'short text')
    """
    bare = _NO_WORD.sub("", heading.rpartition(":")[2]).casefold()
    return _KNOWN.get(bare) or _KNOWN.get(bare.rstrip("0123456789"), Kind.SHORT)
