"""History: every version of one specimen, read back from the ledger as it was."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import orjson

from vasculum.lake.columns import IDENTITY, is_extension, is_verbatim, name_of_column
from vasculum.lake.directory import Directory, listed_files
from vasculum.model.remark import of_stored
from vasculum.model.specimen import Change, Row, Version

_of_thread = threading.local()
_ROWS = "SELECT * FROM read_parquet(?)"


@dataclass(frozen=True, slots=True)
class _Reader:
    connection: duckdb.DuckDBPyConnection
    directory: Directory


def versions(lake: Path, source: str, number: int) -> list[Version]:
    """All versions of the specimen that `source` gave a number, oldest first; empty when it was never minted."""
    return list(_versions(source, listed_files(lake / source), number))


@lru_cache(maxsize=512)
def _versions(source: str, files: tuple[Path, ...], number: int) -> tuple[Version, ...]:
    reader = _reader()
    found: list[Version] = []
    for file in reader.directory.holding(files, number):
        found += _rows_of(source, reader.connection.execute(f"{_ROWS} WHERE number = ?", [str(file), number]))
    return tuple(sorted(found, key=lambda version: version.version))


def histories(lake: Path, source: str, numbers: Collection[int]) -> dict[int, list[Version]]:
    """The versions of many specimens of a source by their numbers, in one pass over the files that may hold them."""
    files, reader = listed_files(lake / source), _reader()
    lowest, highest = min(numbers, default=0), max(numbers, default=-1)
    found: dict[int, list[Version]] = {number: [] for number in numbers}
    for file in reader.directory.holding_any(files, numbers):
        among = f"{_ROWS} WHERE number BETWEEN ? AND ? AND number IN (SELECT unnest(?::BIGINT[]))"
        cursor = reader.connection.execute(among, [str(file), lowest, highest, list(numbers)])
        at = [name for name, *_ in cursor.description or ()].index("number")
        for row, version in _numbered(source, cursor, at):
            found[row].append(version)
    return {number: sorted(known, key=lambda version: version.version) for number, known in found.items()}


def _numbered(source: str, cursor: duckdb.DuckDBPyConnection, at: int) -> Iterator[tuple[int, Version]]:
    names = [name for name, *_ in cursor.description or ()]
    while rows := cursor.fetchmany(500):
        yield from ((row[at], version_of(source, dict(zip(names, row, strict=True)))) for row in rows)


def _rows_of(source: str, cursor: duckdb.DuckDBPyConnection) -> list[Version]:
    names = [name for name, *_ in cursor.description or ()]
    return [version_of(source, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _reader() -> _Reader:
    """This thread's connection; it remembers the footers of files, which never change once they are listed."""
    if not hasattr(_of_thread, "reader"):
        connection = duckdb.connect(config={"threads": 1, "memory_limit": "200MB"})
        connection.execute("SET parquet_metadata_cache = true")
        _of_thread.reader = _Reader(connection, Directory(connection))
    reader: _Reader = _of_thread.reader
    return reader


def version_of(source: str, row: Mapping[str, Any]) -> Version:
    """The version that a row of the ledger of `source` holds, given by column."""
    said = {column: text for column, text in row.items() if is_verbatim(column) and text is not None}
    verbatim = {name_of_column(column): text for column, text in said.items() if not is_extension(column)}
    extensions = {name_of_column(column): _rows(text) for column, text in said.items() if is_extension(column)}
    return Version(
        pid=row["pid"],
        source=source,
        record_id=row["record_id"],
        version=row["version"],
        change=Change(row["change"]),
        snapshot=row["snapshot"],
        modified=row["modified"].replace(tzinfo=dt.UTC),
        line=row["line"] or 0,
        rules=row["rules"],
        verbatim=verbatim,
        extensions=extensions,
        interpreted={name: value for name, value in row.items() if name not in IDENTITY and not is_verbatim(name)},
        remarks=tuple(of_stored(text, verbatim) for text in row["remarks"] or ()),
    )


def _rows(text: str) -> tuple[Row, ...]:
    return tuple(orjson.loads(text))
