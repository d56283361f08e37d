"""The registry's tables on disk: `institutions.csv` and `collections.csv`, read into typed rows and rejected rows."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vasculum.model.rejection import Rejection
from vasculum.registry.rules import COLLECTION, INSTITUTION, Cell, CellError, Row, language_map

INSTITUTIONS = "institutions.csv"
COLLECTIONS = "collections.csv"
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One usable row: where it stands, its typed fields, and the cells as they were."""

    file: str
    line: int
    fields: Mapping[str, Any]
    row: Row

    def rejected(self, reason: str, field: str) -> Rejection:
        """This row, refused for what `field` holds."""
        return Rejection(self.file, self.line, reason, field, (self.row.get(field) or "")[:SHOWN], str(self.fields["key"]))


def read_institutions(folder: Path) -> tuple[list[Entry], list[Rejection]]:
    """The rows of `institutions.csv`; every fault of a row is reported, and a row with a fault is left out."""
    return _read(folder, INSTITUTIONS, INSTITUTION, {"names": "name", "note": "note"})


def read_collections(folder: Path) -> tuple[list[Entry], list[Rejection]]:
    """The rows of `collections.csv`, likewise."""
    return _read(folder, COLLECTIONS, COLLECTION, {"names": "name"})


def _read(folder: Path, file: str, cells: Mapping[str, Cell], maps: Mapping[str, str]) -> tuple[list[Entry], list[Rejection]]:
    entries: list[Entry] = []
    rejections: list[Rejection] = []
    seen: set[str] = set()
    with folder.joinpath(file).open(encoding="utf-8-sig", newline="") as table:
        reader = csv.DictReader(table)
        for row in reader:
            entry, faults = _entry(file, reader.line_num, {name: text or "" for name, text in row.items() if name}, cells, maps)
            if not faults and entry.fields["key"] in seen:
                faults = [entry.rejected("DUPLICATE_IDENTIFIER", "key")]
            rejections += faults
            if not faults:
                seen.add(entry.fields["key"])
                entries.append(entry)
    return entries, rejections


def _entry(file: str, line: int, row: Row, cells: Mapping[str, Cell], maps: Mapping[str, str]) -> tuple[Entry, list[Rejection]]:
    fields: dict[str, Any] = {field: language_map(row, prefix) for field, prefix in maps.items()}
    faults = [] if fields["names"] else [Rejection(file, line, "VALUE_MISSING", "name_en", "", row.get("key", ""))]
    for field, read in cells.items():
        text = row.get(field, "").strip()
        try:
            fields[field] = read(text)
        except CellError as fault:
            faults.append(Rejection(file, line, str(fault), field, text[:SHOWN], row.get("key", "")))
    return Entry(file, line, fields, row), faults
