"""History: every version of one specimen, read back from the ledger as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import orjson

from vasculum.lake.columns import IDENTITY, is_extension, is_verbatim, name_of_column
from vasculum.lake.ledger import Ledger
from vasculum.model.remark import of_stored
from vasculum.model.specimen import Change, Row, Version


def versions(lake: Path, source: str, number: int) -> list[Version]:
    """All versions of the specimen that `source` gave a number, oldest first; empty when it was never minted."""
    found: list[Version] = []
    with duckdb.connect(config={"threads": 1}) as connection:
        for file in Ledger(lake / source).files():
            cursor = connection.execute("SELECT * FROM read_parquet(?) WHERE number = ?", [str(file), number])
            names = [name for name, *_ in cursor.description or ()]
            found += [_version(source, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return sorted(found, key=lambda version: version.version)


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
