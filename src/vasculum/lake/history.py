"""History: every version of one specimen, read back from the ledger as it was."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import orjson

from vasculum.lake.columns import IDENTITY, is_extension, is_verbatim, name_of_column
from vasculum.lake.ledger import Ledger
from vasculum.model.remark import of_stored
from vasculum.model.specimen import Change, Row, Version

_of_thread = threading.local()


def versions(lake: Path, source: str, number: int) -> list[Version]:
    """All versions of the specimen that `source` gave a number, oldest first; empty when it was never minted."""
    files = [str(file) for file in Ledger(lake / source).files()]
    if not files:
        return []
    connection = _connection()
    holding = "SELECT DISTINCT filename FROM read_parquet(?, filename = true) WHERE number = ?"
    found: list[Version] = []
    for (file,) in connection.execute(holding, [files, number]).fetchall():
        cursor = connection.execute("SELECT * FROM read_parquet(?) WHERE number = ?", [file, number])
        names = [name for name, *_ in cursor.description or ()]
        found += [_version(source, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return sorted(found, key=lambda version: version.version)


def _connection() -> duckdb.DuckDBPyConnection:
    """This thread's connection; it remembers the footers of files, which never change once they are listed."""
    if not hasattr(_of_thread, "connection"):
        _of_thread.connection = duckdb.connect(config={"threads": 1, "memory_limit": "200MB"})
        _of_thread.connection.execute("SET parquet_metadata_cache = true")
    connection: duckdb.DuckDBPyConnection = _of_thread.connection
    return connection


def _version(source: str, row: Mapping[str, Any]) -> Version:
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
