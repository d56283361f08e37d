"""The registry's tables on disk: typed rows, and the rows that cannot be used."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vasculum.model.rejection import Rejection
from vasculum.registry.rules import Cell, CellError, Row, language_map

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One usable row: where it stands, its typed fields, and the cells as they were."""

    file: str
    line: int
    fields: Mapping[str, Any]
    row: Row


@dataclass(frozen=True, slots=True)
class Table:
    """The usable rows of a file, those refused, and how many there were."""

    entries: tuple[Entry, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    rows: int = 0


def read_table(file: Path, cells: Mapping[str, Cell], *, is_named: bool = True) -> Table:
    """The rows of a file whose cells can be read; every fault of a row is reported, and a row with a fault is left out.

    A row of a named thing needs a name in some language, and a key of its own. Raises FileNotFoundError without the file.
    """
    entries: list[Entry] = []
    rejections: list[Rejection] = []
    keys: set[str] = set()
    with file.open(encoding="utf-8-sig", newline="") as table:
        reader = csv.DictReader(table)
        rows = [(reader.line_num, {name: text or "" for name, text in row.items() if name}) for row in reader]
    for line, row in rows:
        entry, faults = _entry(file.name, line, row, cells)
        faults = [*_name_faults(entry, keys), *faults] if is_named else faults
        rejections += faults
        if not faults:
            keys.add(entry.fields.get("key", ""))
            entries.append(entry)
    return Table(tuple(entries), tuple(rejections), len(rows))


class TableUnusable(ValueError):
    """A file that lacks columns without which its rows mean nothing; its text says which."""


class Cells(dict[str, str]):
    """The cells of a row by column; a column that the file lacks is empty."""

    def __missing__(self, column: str) -> str:
        return ""


def rows_of(file: Path, needed: Iterable[str] = ()) -> list[tuple[int, Cells]]:
    """The rows of somebody's CSV file with the number of the line each ends on, blanks around cells taken off.

    Raises FileNotFoundError without the file, TableUnusable without the columns `needed`.
    """
    with file.open(encoding="utf-8-sig", newline="") as table:
        reader = csv.DictReader(table)
        lacking = [column for column in needed if column not in (reader.fieldnames or ())]
        if lacking:
            raise TableUnusable(f"{file.name} has no column {', '.join(lacking)}")
        return [(reader.line_num, _cells(row)) for row in reader]


def _cells(row: Mapping[str | None, Any]) -> Cells:
    return Cells({name: (text or "").strip() for name, text in row.items() if name})


def _entry(file: str, line: int, row: Row, cells: Mapping[str, Cell]) -> tuple[Entry, list[Rejection]]:
    fields: dict[str, Any] = {}
    faults = []
    for field, read in cells.items():
        text = row.get(field, "").strip()
        try:
            fields[field] = read(text)
        except CellError as fault:
            faults.append(Rejection(file, line, str(fault), field, text[:SHOWN], row.get("key", "")))
    return Entry(file, line, fields, row), faults


def _name_faults(entry: Entry, keys: set[str]) -> list[Rejection]:
    key = entry.row.get("key", "")
    unnamed = [] if language_map(entry.row, "name") else [Rejection(entry.file, entry.line, "VALUE_MISSING", "name_en", "", key)]
    twice = [Rejection(entry.file, entry.line, "DUPLICATE_IDENTIFIER", "key", key, key)] if key and key in keys else []
    return [*unnamed, *twice]
