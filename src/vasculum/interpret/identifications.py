"""The history of identifications of a record: the rows of the extension, and the identification of the core row itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Row = Mapping[str, str]
EXTENSIONS = ("dwc:Identification",)


@dataclass(frozen=True, slots=True)
class Identification:
    """One opinion on what the specimen is; `accepted` marks the one its keeper holds now. `row` are its cells as received."""

    name: str
    authorship: str
    identified_by: str
    date: str
    type_status: str
    qualifier: str
    remarks: str
    accepted: bool
    row: Row


def identifications(verbatim: Row, extensions: Mapping[str, Sequence[Row]]) -> list[Identification]:
    """The accepted identification first, then the others, the latest first; rows without a name are left out.

    The core row is the accepted one; an extension row with the same name, person and date is not repeated.

    >>> [i.name for i in identifications({"dwc:scientificName": "Rosa canina"}, {})]
    ['Rosa canina']
    """
    current = _of_row(verbatim, accepted=True)
    rows = [_of_row(row, accepted=_says_current(row)) for extension in EXTENSIONS for row in extensions.get(extension, ())]
    others = [found for found in rows if found.name and not _same(found, current)]
    history = sorted(others, key=lambda found: found.date, reverse=True)
    return [*([current] if current.name else []), *history]


def _of_row(row: Row, accepted: bool) -> Identification:
    return Identification(
        name=row.get("dwc:scientificName", "") or _composed(row),
        authorship=row.get("dwc:scientificNameAuthorship", ""),
        identified_by=row.get("dwc:identifiedBy", ""),
        date=row.get("dwc:dateIdentified", ""),
        type_status=row.get("dwc:typeStatus", ""),
        qualifier=row.get("dwc:identificationQualifier", ""),
        remarks=row.get("dwc:identificationRemarks", ""),
        accepted=accepted,
        row=row,
    )


def _composed(row: Row) -> str:
    parts = (row.get("dwc:genus", ""), row.get("dwc:specificEpithet", ""), row.get("dwc:infraspecificEpithet", ""))
    return " ".join(part for part in parts if part)


def _says_current(row: Row) -> bool:
    return row.get("dwc:isAcceptedIdentification", "").strip().lower() in {"1", "true", "yes", "y"}


def _same(one: Identification, other: Identification) -> bool:
    return (one.name, one.identified_by, one.date) == (other.name, other.identified_by, other.date)
