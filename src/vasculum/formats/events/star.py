"""An event-core archive taken apart: events with what belongs to them, and occurrences with what belongs to those.

Source: Darwin Core text guide; OBIS manual on ExtendedMeasurementOrFact, in which a row with an occurrenceID belongs to the
occurrence and any other to the event (https://manual.obis.org).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from vasculum.formats.dwca import headings
from vasculum.formats.dwca.archive import Archive
from vasculum.formats.dwca.budget import Budget
from vasculum.formats.dwca.composing import Composing
from vasculum.formats.dwca.members import Container, is_debris
from vasculum.formats.dwca.metadata import Metadata
from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.table import Table
from vasculum.formats.events.found import Found
from vasculum.formats.events.tables import Reject, Tables, split_prefix

EVENT = "dwc:Event"
OCCURRENCE = "dwc:Occurrence"
MEASUREMENT = "obis:ExtendedMeasurementOrFact"
_CORES = (OCCURRENCE, "dwc:MaterialEntity", "dwc:MaterialSample")
_OF_EVENT = "event:"
_START = 256 * 1024
# What an event says of itself and not of what was found at it.
_ITS_OWN = frozenset(
    f"dwc:{name}" for name in ("eventID", "parentEventID", "eventType", "sampleSizeValue", "sampleSizeUnit", "samplingEffort")
) | {"dc:type", "dcterms:type", "dcterms:modified"}
_OF_OBIS = {name: f"obis:{name}" for name in ("measurementTypeID", "measurementValueID", "measurementUnitID")}

Told = Callable[[int], None]


def split_star(archive: Archive, work: Path, reject: Reject, told: Told = lambda _: None) -> Found:
    """The events and the occurrences of an archive whose core is dwc:Event, as two archives below `work`."""
    with Tables(archive, work / "tables", reject) as tables:
        tables.load(EVENT, archive.core)
        names = _load_extensions(tables, archive)
        splitting = _Splitting(tables, archive, work, told)
        splitting.tell_events()
        for name, row_type in names.items():
            if row_type in _CORES:
                splitting.tell_records(name)
        for name, row_type in names.items():
            if row_type not in _CORES:
                splitting.tell_extension(name, row_type)
        return splitting.found()


def _load_extensions(tables: Tables, archive: Archive) -> dict[str, str]:
    """Loads every extension; gives its row type by the name of its relation."""
    names: dict[str, str] = {}
    for position, table in enumerate(archive.extensions):
        name = f"{position} {table.row_type}"
        tables.load(name, table)
        names[name] = table.row_type
    return names


class _Splitting:
    def __init__(self, tables: Tables, archive: Archive, work: Path, told: Told) -> None:
        self._tables, self._archive, self._told = tables, archive, told
        records = [table for table in archive.extensions if table.row_type in _CORES]
        self._events = Composing(work / "events", EVENT, archive.budget, archive.core.members)
        self._origins = tuple(member for table in records for member in table.members)
        self._records = Composing(work / "records", OCCURRENCE, archive.budget, self._origins) if records else None
        self._inherited = self._count = 0

    def tell_events(self) -> None:
        for row in self._tables.all_of(EVENT):
            identifier = row.pop("id", "") or row.get("dwc:eventID", "")
            self._events.add(EVENT, identifier, {"dwc:eventID": identifier, **row})

    def tell_records(self, name: str) -> None:
        for joined in self._tables.joined(name, "id", EVENT, self._event_key, _OF_EVENT):
            row, event = split_prefix(joined, _OF_EVENT)
            at = row.pop("id", "")
            said = {"dwc:eventID": at, **row}
            inherited = {term: text for term, text in event.items() if term not in said and term not in _ITS_OWN}
            self._inherited += bool(inherited)
            if self._records:
                self._records.add(OCCURRENCE, said.get("dwc:occurrenceID", ""), said | inherited)
            self._count += 1
            self._told(self._count)

    @property
    def _event_key(self) -> str:
        return "dwc:eventID" if self._archive.core.id_index is None else "id"

    def tell_extension(self, name: str, row_type: str) -> None:
        for row in self._tables.all_of(name):
            at, record = row.pop("id", ""), row.get("dwc:occurrenceID", "")
            if record and self._records:
                self._records.add(row_type, record, row)
            else:
                self._events.add(row_type, at, row)

    def found(self) -> Found:
        told = [*self._archive.notices, *self._tables.notices]
        if self._inherited:
            told.append(f"{self._inherited:,} records were given what only their event says of time, place and rights.")
        name, metadata = self._archive.name, self._archive.metadata
        records = self._records.archive(name, told, metadata) if self._records else None
        return Found(records, self._events.archive(name, told, metadata))


def loose_star(container: Container, name: str, budget: Budget) -> Archive | None:
    """An event-core archive without a descriptor: tables of events, occurrences and measurements, told by their headings.

    None when the files are not one table of events with others that name its events.
    """
    names = [member for member in container.names if not is_debris(member) and member.lower().endswith((".csv", ".tsv", ".txt"))]
    if len(names) < 2 or any(member.rpartition("/")[2].lower() == "meta.xml" for member in container.names):
        return None
    notices: list[str] = []
    tables = [table for member in names if (table := _headed(container, member, notices.append))]
    events = [table for table in tables if table.row_type == EVENT]
    others = [table for table in tables if table.row_type != EVENT]
    if len(events) != 1 or len(tables) != len(names):
        return None
    return Archive(name, events[0], tuple(others), Metadata(), tuple(notices), budget, container)


def _headed(container: Container, member: str, notice: Callable[[str], None]) -> Table | None:
    with container.open(member) as stream:
        start = stream.read(_START)
    told: list[str] = []
    try:
        table = headings.table_of(start, member, told.append)
    except ArchiveRefused:
        return None
    columns: Mapping[str, int | None] = {column.term: column.index for column in table.columns}
    if "dwc:eventID" not in columns:
        return None
    row_type = _row_type(columns)
    notice(f"The archive has no meta.xml: {member} is read by its first line, as {row_type}.")
    named = tuple(replace(column, term=_OF_OBIS.get(column.term, column.term)) for column in table.columns)
    return Table(row_type, table.members, named, columns["dwc:eventID"], table.dialect)


def _row_type(columns: Mapping[str, int | None]) -> str:
    if "dwc:measurementType" in columns:
        return MEASUREMENT
    if columns.keys() & {"ac:accessURI", "dcterms:identifier"}:
        return "gbif:Multimedia"
    return OCCURRENCE if columns.keys() & {"dwc:occurrenceID", "dwc:basisOfRecord", "dwc:scientificName"} else EVENT
