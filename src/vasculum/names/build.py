"""A backbone made from the usages of a checklist: written aside, then put in place at once."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from vasculum.model.rejection import Rejection
from vasculum.names import schema
from vasculum.names.lineage import Lineage
from vasculum.names.spelling import key
from vasculum.names.usages import Usage

AT_ONCE = 10_000
_INSERT = f"INSERT INTO staged VALUES ({', '.join('?' * 14)})"


@dataclass(frozen=True, slots=True)
class Built:
    """How many usages a backbone holds, and the rows that could not be used; `line` counts the rows from 1."""

    usages: int
    rejected: tuple[Rejection, ...]


def build(usages: Iterable[Usage], target: Path) -> Built:
    """Writes a backbone to `target`, replacing one that is there only when everything is written.

    A usage without key or name, or with the key of an earlier one, is left out and told. Raises OSError or sqlite3.Error when
    the disk fails; `target` is then as it was.
    """
    aside = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        built = _write(usages, aside)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    return built


def _write(usages: Iterable[Usage], file: Path) -> Built:
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;" + schema.TABLES)
        connection.execute("BEGIN")
        connection.execute(schema.STAGED)
        rejected: list[Rejection] = []
        lineage = Lineage()
        rows = _rows(usages, lineage, rejected)
        count = 0
        while batch := list(islice(rows, AT_ONCE)):
            connection.executemany(_INSERT, batch)
            count += len(batch)
        connection.executemany("UPDATE staged SET classification = ? WHERE id = ?", lineage.resolved())
        connection.executemany("INSERT INTO classification VALUES (?, ?, ?, ?, ?, ?, ?)", lineage.classifications())
        connection.execute("INSERT INTO usage SELECT * FROM staged ORDER BY name, id")
        connection.execute("DROP TABLE staged")
        connection.execute("COMMIT")
        connection.executescript(schema.INDEXES)
        connection.executescript(f"PRAGMA application_id = {schema.APPLICATION}; PRAGMA user_version = {schema.FORMAT};")
    finally:
        connection.close()
    return Built(count, tuple(rejected))


def _rows(usages: Iterable[Usage], lineage: Lineage, rejected: list[Rejection]) -> Iterator[tuple[str | int | None, ...]]:
    seen: set[str] = set()
    for line, usage in enumerate(usages, 1):
        name = key(usage.canonical_name)
        reason = _fault(usage, name, seen)
        if reason:
            rejected.append(Rejection("", line, reason, "", usage.scientific_name[:100], usage.key))
            continue
        seen.add(usage.key)
        written = key(usage.scientific_name)
        classification = lineage.add(usage)
        rest = name.partition(" ")[2]
        yield (name, lineage.added, *usage[:8], usage.species, classification, rest, written if written != name else None)


def _fault(usage: Usage, name: str, seen: set[str]) -> str:
    if not usage.key:
        return "NO_IDENTIFIER"
    if not name:
        return "VALUE_MISSING"
    return "DUPLICATE_IDENTIFIER" if usage.key in seen else ""
