"""Events in the ledgers of their own: found, counted, with their children, their measurements, and what was found at them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from vasculum.engine.kernel import quoted
from vasculum.lake.directory import listed_files

MEASUREMENTS = ("obis:ExtendedMeasurementOrFact", "dwc:MeasurementOrFact")
_SEARCHED = ("record_id", "dwc:fieldNumber", "dwc:datasetName", "dwc:samplingProtocol", "dwc:eventRemarks")
_TYPES = ("dwc:eventType", "dc:type", "dcterms:type")
_KIND = {"event_date_start": "DATE", "country_code": "VARCHAR", "event_date": "VARCHAR"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events are wanted; an empty text asks for nothing. `parent` "-" asks for those that have none."""

    text: str = ""
    kind: str = ""
    measured: str = ""
    parent: str = ""
    begin: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An event in a list: `number` is its own in its source for good, `measurements` counts those that belong to it."""

    source: str
    number: int
    event: str
    kind: str
    parent: str
    date: str
    country: str
    measurements: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A number that was measured at an event, on a day."""

    date: dt.date
    value: float
    unit: str
    event: str


class Events:
    """The events of one source, as a view over the newest versions; it holds a connection until it is closed."""

    def __init__(self, folder: Path) -> None:
        self._source = folder.name
        self._connection = duckdb.connect(config={"threads": 1, "memory_limit": "300MB"})
        files = [str(file) for file in listed_files(folder)]
        self.exists = bool(files)
        if files:
            self._open(files)

    def _open(self, files: Sequence[str]) -> None:
        read = f"read_parquet([{', '.join(map(_text, files))}], union_by_name = true)"
        cursor = self._connection.execute(f"SELECT * FROM {read} LIMIT 0")
        present = [name for name, *_ in cursor.description or ()]
        wanted = [*_SEARCHED, *_TYPES, "dwc:parentEventID", *_KIND, *(f"{each}[]" for each in MEASUREMENTS)]
        cells = ", ".join(_cell(name, present) for name in wanted)
        self._connection.execute(
            f"CREATE VIEW events AS SELECT number, {cells} FROM {read} "
            "QUALIFY row_number() OVER (PARTITION BY number ORDER BY version DESC) = 1 AND change <> 'gone'"
        )

    def close(self) -> None:
        """Lets go of the connection."""
        self._connection.close()

    def find(self, asked: Asked, size: int, start: int = 0) -> tuple[int, list[Listed]]:
        """How many events answer, and some of them, the earliest first."""
        if not self.exists:
            return 0, []
        where, parameters = _where(asked)
        total = self._one(f"SELECT count(*) FROM events WHERE {where}", parameters)
        counted = " + ".join(f"coalesce(json_array_length({quoted(f'{each}[]')}), 0)" for each in MEASUREMENTS)
        rows = self._rows(
            f"SELECT number, record_id, {_kind()}, {quoted('dwc:parentEventID')}, event_date, country_code, {counted} "
            f"FROM events WHERE {where} ORDER BY event_date_start, record_id LIMIT {size} OFFSET {start}",
            parameters,
        )
        return total, [
            Listed(self._source, number, event, kind or "", parent or "", date or "", country or "", int(count or 0))
            for number, event, kind, parent, date, country, count in rows
        ]

    def number_of(self, event: str) -> int | None:
        """The number of the event with an identifier."""
        found = self._rows("SELECT number FROM events WHERE record_id = ?", [event]) if self.exists else []
        return found[0][0] if found else None

    def kinds(self) -> dict[str, int]:
        """How many events of each kind there are, the most frequent first."""
        return dict(
            self._rows(f"SELECT {_kind()} AS kind, count(*) AS n FROM events GROUP BY kind ORDER BY n DESC, kind LIMIT 50")
        )

    def measured(self) -> dict[str, int]:
        """How often each thing was measured, the most frequent first."""
        counted = f"SELECT type, count(*) AS n FROM ({_unnested('true')}) WHERE type <> '' GROUP BY type"
        return dict(self._rows(f"{counted} ORDER BY n DESC, type LIMIT 100"))

    def series(self, kind: str, below: str = "", most: int = 5_000) -> list[Measured]:
        """The numbers measured of one thing in the order of days: of all events, or of one event and its children."""
        if not self.exists:
            return []
        here = 'record_id = ? OR "dwc:parentEventID" = ?' if below else "true"
        rows = self._rows(
            f"SELECT day, try_cast(value AS DOUBLE) AS number, unit, record_id FROM ({_unnested(here)}) WHERE type = ? "
            f"AND day IS NOT NULL AND number IS NOT NULL AND isfinite(number) ORDER BY day, record_id LIMIT {most}",
            [*([below, below] if below else []), kind],
        )
        return [Measured(day, value, unit or "", event) for day, value, unit, event in rows]

    def _rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, parameters).fetchall()

    def _one(self, sql: str, parameters: Sequence[Any]) -> int:
        count: int = self._rows(sql, parameters)[0][0]
        return count


def found_at(folder: Path, event: str, most: int) -> tuple[int, list[str]]:
    """How many specimens of a source name an event, and the PIDs of the first, in the order of their numbers."""
    files = [str(file) for file in listed_files(folder)]
    if not files:
        return 0, []
    with duckdb.connect(config={"threads": 1, "memory_limit": "300MB"}) as connection:
        read = f"read_parquet([{', '.join(map(_text, files))}], union_by_name = true)"
        names = [name for name, *_ in connection.execute(f"SELECT * FROM {read} LIMIT 0").description or ()]
        if "dwc:eventID" not in names:
            return 0, []
        newest = (
            f'SELECT number, pid, "dwc:eventID" AS event FROM {read} '
            "QUALIFY row_number() OVER (PARTITION BY number ORDER BY version DESC) = 1 AND change <> 'gone'"
        )
        rows = connection.execute(f"SELECT pid FROM ({newest}) WHERE event = ? ORDER BY number", [event]).fetchall()
    return len(rows), [pid for (pid,) in rows[:most]]


def _where(asked: Asked) -> tuple[str, list[Any]]:
    conditions: list[tuple[str, list[Any]]] = []
    if asked.text:
        said = " OR ".join(f"contains(lower({quoted(name)}), lower(?))" for name in _SEARCHED)
        conditions.append((f"({said})", [asked.text] * len(_SEARCHED)))
    if asked.kind:
        conditions.append((f"{_kind()} = ?", [asked.kind]))
    if asked.measured:
        held = " OR ".join(f"""list_contains({_list(each, "measurementType")}, ?)""" for each in MEASUREMENTS)
        conditions.append((f"({held})", [asked.measured] * len(MEASUREMENTS)))
    if asked.parent:
        parent = quoted("dwc:parentEventID")
        conditions.append((f"{parent} IS NULL", []) if asked.parent == "-" else (f"{parent} = ?", [asked.parent]))
    if asked.begin:
        conditions.append(("event_date_start >= ?", [asked.begin]))
    if asked.end:
        conditions.append(("event_date_start <= ?", [asked.end]))
    return " AND ".join(["true", *(sql for sql, _ in conditions)]), [value for _, values in conditions for value in values]


def _kind() -> str:
    return f"coalesce({', '.join(map(quoted, _TYPES))}, '')"


def _list(row_type: str, field: str) -> str:
    return f"""json_extract_string({quoted(f"{row_type}[]")}, '$[*]."dwc:{field}"')"""


def _unnested(where: str) -> str:
    """Every measurement of some events, a row each."""
    each = " UNION ALL ".join(
        f"SELECT record_id, event_date_start, \"dwc:parentEventID\", unnest(json_extract({quoted(f'{name}[]')}, '$[*]')) AS row "
        f"FROM events WHERE {quoted(f'{name}[]')} IS NOT NULL"
        for name in MEASUREMENTS
    )
    cells = ", ".join(
        f"""coalesce(json_extract_string(row, '$."dwc:measurement{field}"'), '') AS {name}"""
        for field, name in (("Type", "type"), ("Value", "value"), ("Unit", "unit"))
    )
    return f"SELECT record_id, event_date_start AS day, {cells} FROM ({each}) WHERE {where}"


def _cell(name: str, present: Sequence[str]) -> str:
    return quoted(name) if name in present else f"NULL::{_KIND.get(name, 'VARCHAR')} AS {quoted(name)}"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
