"""A monitoring series: events as the core of the archive, with what was found at them and what was measured.

An event at which something protected was found keeps its date and its methods and loses its place.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from vasculum.downloads.archive import Rows, write_sheets
from vasculum.engine.kernel import literal, quoted
from vasculum.formats.dwca.writing import Sheet, file_names
from vasculum.formats.eml import Resource
from vasculum.harvest.node import Node
from vasculum.lake.columns import column_of_extension, is_extension, name_of_column
from vasculum.lake.directory import listed_files
from vasculum.lake.together import filled_columns, open_together
from vasculum.publishing.figures import PROTECTED

EVENTS = "events_together"
EVENT_ID, OCCURRENCE_ID = "dwc:eventID", "dwc:occurrenceID"
MEASUREMENTS = ("obis:ExtendedMeasurementOrFact", "dwc:MeasurementOrFact")
PLACELESS = frozenset(
    f"dwc:{name}"
    for name in (
        "eventID", "parentEventID", "eventType", "eventDate", "year", "month", "day", "samplingProtocol", "samplingEffort",
        "sampleSizeValue", "sampleSizeUnit", "continent", "country", "countryCode", "institutionCode", "datasetName",
    )
)  # fmt: skip
"""What an event may still say when its place is protected."""


def write_events(node: Node, sources: list[str]) -> Callable[[Rows, Path, Path, Resource], dict[str, int]]:
    """The writer of an archive whose core are the events of these sources."""

    def write(rows: Rows, work: Path, target: Path, resource: Resource) -> dict[str, int]:
        ledgers = {source: listed_files(node.events / source) for source in sources}
        columns = open_together(rows.kernel, ledgers, name=EVENTS)
        if not rows.kernel.one(f"SELECT count(*) FROM {EVENTS}"):
            raise ValueError("the sources have no events")
        return write_sheets(rows.kernel, event_sheets(Rows(rows.kernel, EVENTS, columns), rows), work, target, resource)

    return write


def event_sheets(events: Rows, found: Rows) -> list[Sheet]:
    """The tables: events, what was found at each, what was measured of either, and whatever else the events have."""
    said = filled_columns(events.kernel, events.relation, events.columns)
    core = [column for column in said if not is_extension(column)]
    measured = [column_of_extension(row_type) for row_type in MEASUREMENTS]
    others = [column for column in said if is_extension(column) and column not in measured]
    sheets = [_core(events, found, core), _occurrences(found)]
    for column, name in zip(others, file_names(["event", "occurrence", *map(name_of_column, others)])[2:], strict=True):
        sheets.append(_sheet(events, name, name_of_column(column), _rows(events, column, "record_id", "NULL")))
    told = [_rows(events, column, "record_id", "NULL") for column in measured if column in events.columns]
    if EVENT_ID in found.columns:
        told += [_rows(found, column, quoted(EVENT_ID), "record_id") for column in measured if column in found.columns]
    return [*sheets, _sheet(events, "measurement", MEASUREMENTS[0], " UNION ALL ".join(told))] if told else sheets


def _core(events: Rows, found: Rows, columns: list[str]) -> Sheet:
    hidden = f"record_id IN ({_protected(found)})"
    cells = [quoted(each) if each in PLACELESS else f"CASE WHEN {hidden} THEN NULL ELSE {quoted(each)} END" for each in columns]
    rows = f"SELECT {', '.join(['record_id', *cells])} FROM {events.relation}"
    return Sheet("event", "dwc:Event", [name_of_column(each) for each in columns], rows)


def _protected(found: Rows) -> str:
    marks = [f"{quoted(term)} IS NOT NULL" for term in PROTECTED if term in found.columns]
    if not marks or EVENT_ID not in found.columns:
        return "SELECT NULL WHERE false"
    return f"SELECT {quoted(EVENT_ID)} FROM {found.relation} WHERE ({' OR '.join(marks)}) AND {quoted(EVENT_ID)} IS NOT NULL"


def _occurrences(found: Rows) -> Sheet:
    core = [each for each in filled_columns(found.kernel, found.relation, found.columns) if not is_extension(each)]
    if EVENT_ID not in core:
        return Sheet("occurrence", "dwc:Occurrence", [], "SELECT NULL WHERE false")
    cells = ", ".join(map(quoted, [EVENT_ID, *core]))
    rows = f"SELECT {cells} FROM {found.relation} WHERE {quoted(EVENT_ID)} IN (SELECT record_id FROM {EVENTS})"
    return Sheet("occurrence", "dwc:Occurrence", [name_of_column(each) for each in core], rows)


def _rows(rows: Rows, column: str, event: str, occurrence: str) -> str:
    """The rows of an extension: the event they belong to, the occurrence if any, and what each says."""
    each = f"""unnest(from_json({quoted(column)}, '["JSON"]'))"""
    told = f"SELECT {event} AS id, {occurrence} AS occurrence, {each} AS said FROM {rows.relation}"
    return f"SELECT * FROM ({told}) WHERE id IN (SELECT record_id FROM {EVENTS})"


def _sheet(rows: Rows, name: str, row_type: str, told: str) -> Sheet:
    terms = [term for (term,) in rows.kernel.rows(f"SELECT DISTINCT unnest(json_keys(said)) AS term FROM ({told}) ORDER BY term")]
    cells = []
    for term in dict.fromkeys([OCCURRENCE_ID, *terms] if name == "measurement" else terms):
        pointer = literal("/" + term.replace("~", "~0").replace("/", "~1"))
        text = f"json_extract_string(said, {pointer})"
        cells.append((term, f"coalesce({text}, occurrence)" if term == OCCURRENCE_ID else text))
    selected = "".join(f", {cell}" for _, cell in cells)
    return Sheet(name, row_type, [term for term, _ in cells], f"SELECT id{selected} FROM ({told})")
