"""A backbone made from the usages of a checklist: written aside, then put in place at once."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vasculum.model.rejection import Rejection
from vasculum.names import schema
from vasculum.names.cards import BETWEEN_FIELDS, append_cards
from vasculum.names.lineage import Lineage
from vasculum.names.spelling import key
from vasculum.names.usages import Usage


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
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;")
        connection.executescript(schema.TABLES + schema.STAGED)
        rejected: list[Rejection] = []
        _stage(usages, connection, rejected)
        connection.executescript(f"BEGIN; {schema.WRITE} COMMIT;")
        connection.executescript(f"PRAGMA application_id = {schema.APPLICATION}; PRAGMA user_version = {schema.FORMAT};")
        rows = connection.execute(schema.CARDS)
        append_cards(((row[0], row[1], *BETWEEN_FIELDS.join(row[2:]).split(BETWEEN_FIELDS)) for row in rows), file)
        (count,) = connection.execute("SELECT count(*) FROM staged").fetchone()
    finally:
        connection.close()
    return Built(count, tuple(rejected))


def _stage(usages: Iterable[Usage], connection: sqlite3.Connection, rejected: list[Rejection]) -> None:
    lineage = Lineage()
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO staged VALUES (?, ?, ?, ?, ?, ?, ?)", _rows(usages, lineage, rejected))
    connection.executemany("UPDATE staged SET classification = ? WHERE card = ?", lineage.resolved())
    above = ((number, BETWEEN_FIELDS.join(names)) for number, names in lineage.classifications())
    connection.executemany("INSERT INTO classification VALUES (?, ?)", above)
    connection.execute("COMMIT")


def _rows(usages: Iterable[Usage], lineage: Lineage, rejected: list[Rejection]) -> Iterator[tuple[int | str, ...]]:
    seen: set[str] = set()
    for line, each in enumerate(usages, 1):
        usage = _without_separators(each)
        name = key(usage.canonical_name)
        reason = _fault(usage, name, seen)
        if reason:
            rejected.append(Rejection("", line, reason, "", usage.scientific_name[:100], usage.key))
            continue
        seen.add(usage.key)
        written = key(usage.scientific_name)
        classification = lineage.add(usage)
        cells = BETWEEN_FIELDS.join(usage[:8])
        above = usage.accepted_key or usage.parent_key
        yield lineage.added - 1, name, written if written != name else "", cells, usage.species, classification, above


def _without_separators(usage: Usage) -> Usage:
    """The usage as it is, or, where a cell holds the character that separates fields, with a space in its place."""
    if not any(BETWEEN_FIELDS in cell for cell in usage):
        return usage
    return Usage._make(cell.replace(BETWEEN_FIELDS, " ") for cell in usage)


def _fault(usage: Usage, name: str, seen: set[str]) -> str:
    if not usage.key:
        return "NO_IDENTIFIER"
    if not name:
        return "VALUE_MISSING"
    return "DUPLICATE_IDENTIFIER" if usage.key in seen else ""
