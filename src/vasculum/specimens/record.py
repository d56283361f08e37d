"""The record as a table: what the museum said beside what was understood, grouped by the classes of Darwin Core."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vasculum.model.remark import Remark
from vasculum.model.specimen import Version
from vasculum.specimens.differences import as_text

CLASSES = ("Occurrence", "MaterialEntity", "Organism", "Event", "Location", "GeologicalContext", "Identification", "Taxon")
RECORD, OTHER = "Record", "Other"

COLUMN_OF: Mapping[str, str] = {
    "dwc:basisOfRecord": "basis_of_record",
    "dwc:eventDate": "event_date",
    "dwc:countryCode": "country_code",
    "dwc:decimalLatitude": "decimal_latitude",
    "dwc:decimalLongitude": "decimal_longitude",
    "dwc:coordinateUncertaintyInMeters": "coordinate_uncertainty",
    "dwc:typeStatus": "type_status",
    "dcterms:license": "license",
    "dwc:recordedBy": "recorded_by",
    "dwc:identifiedBy": "identified_by",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One term: the museum's text, our reading of it, and the remarks about it; "" where there is none.

    A line is `inferred` when we read something for a term of which the museum said nothing.
    """

    term: str
    verbatim: str
    understood: str
    remarks: tuple[Remark, ...] = ()

    @property
    def inferred(self) -> bool:
        """Whether the value was concluded from other terms."""
        return bool(self.understood and not self.verbatim)

    @property
    def changed(self) -> bool:
        """Whether our reading differs from the text."""
        return bool(self.understood and self.verbatim and self.understood != self.verbatim)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one class of Darwin Core."""

    name: str
    lines: tuple[Line, ...]


def groups(version: Version) -> list[Group]:
    """The record of a version by class, in the order of the standard; classes without a line are left out."""
    lines = [_line(version, term) for term in _terms(version)]
    found: dict[str, list[Line]] = {name: [] for name in (*CLASSES, RECORD, OTHER)}
    for line in lines:
        found[class_of(line.term)].append(line)
    return [Group(name, tuple(members)) for name, members in found.items() if members]


def class_of(term: str) -> str:
    """The class a term is organised in.

    >>> class_of("dwc:country"), class_of("dcterms:license"), class_of("Doos")
    ('Location', 'Record', 'Other')
    """
    organised = _organisation().get(term)
    if organised is None:
        return RECORD if term.startswith(("dcterms:", "dc:")) else OTHER
    if organised in CLASSES:
        return organised
    return OTHER if organised else RECORD


@cache
def _organisation() -> Mapping[str, str]:
    with files("vasculum.terms").joinpath("darwin_core.csv").open(encoding="utf-8") as table:
        return {row["term"]: row["organized_in"] for row in csv.DictReader(table)}


def _terms(version: Version) -> list[str]:
    inferred = [term for term, column in COLUMN_OF.items() if as_text(version.interpreted.get(column))]
    remarked = [remark.term for remark in version.remarks]
    return list(dict.fromkeys((*version.verbatim, *inferred, *remarked)))


def _line(version: Version, term: str) -> Line:
    understood = as_text(version.interpreted.get(COLUMN_OF.get(term, "")))
    about = tuple(remark for remark in version.remarks if remark.term == term)
    said = version.verbatim.get(term) or next((remark.value for remark in about if remark.value), "")
    return Line(term, said, understood, about)
