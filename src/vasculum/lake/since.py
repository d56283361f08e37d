"""What happened to the specimens of a source since some moment, in the order of snapshots: for those who follow a node."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from vasculum.lake.directory import listed_files
from vasculum.lake.ledger import snapshot_of

_of_thread = threading.local()


@dataclass(frozen=True, slots=True)
class Happened:
    """One version of one specimen as it entered the ledger; `change` is `new`, `updated`, `returned` or `gone`."""

    source: str
    snapshot: int
    number: int
    pid: str
    version: int
    change: str
    modified: dt.datetime


def happened_after(lake: Path, source: str, snapshot: int, number: int, most: int) -> list[Happened]:
    """At most so many versions that entered the ledger after the one of `number` in `snapshot`, the oldest first."""
    files = [file for file in listed_files(lake / source) if snapshot_of(file.name) >= snapshot]
    for last in range(1, len(files) + 1):
        found = _asked(
            files[:last],
            "SELECT snapshot, number, pid, version, change, modified FROM read_parquet(?) "
            "WHERE snapshot > ? OR (snapshot = ? AND number > ?) ORDER BY snapshot, number LIMIT ?",
            [snapshot, snapshot, number, most],
        )
        complete = last == len(files) or snapshot_of(files[last].name) > snapshot_of(files[last - 1].name)
        if complete and (len(found) == most or last == len(files)):
            return [_happened(source, row) for row in found]
    return []


def last_touched(
    lake: Path, source: str, first: dt.datetime | None, last: dt.datetime | None, skip: int, most: int
) -> tuple[list[int], int]:
    """The numbers of specimens whose newest version is of that time, `most` of them after `skip`, and how many there are."""
    files = listed_files(lake / source)
    if not files:
        return [], 0
    span = [(first or dt.datetime.min).replace(tzinfo=None), (last or dt.datetime.max).replace(tzinfo=None)]
    newest = (
        "(SELECT number, max(date_trunc('second', modified)) AS touched FROM read_parquet(?) GROUP BY number) "
        "WHERE touched BETWEEN ? AND ?"
    )
    [(count,)] = _asked(files, f"SELECT count(*) FROM {newest}", span)
    numbers = _asked(files, f"SELECT number FROM {newest} ORDER BY number LIMIT ? OFFSET ?", [*span, most, skip])
    return [number for (number,) in numbers], count


def states(lake: Path, source: str, numbers: Sequence[int]) -> dict[int, Happened]:
    """The newest version of some specimens by their number."""
    files = listed_files(lake / source)
    if not files or not numbers:
        return {}
    rows = _asked(
        files,
        "SELECT arg_max(snapshot, version), number, any_value(pid), max(version), arg_max(change, version), "
        "arg_max(modified, version) FROM read_parquet(?) WHERE number BETWEEN ? AND ? GROUP BY number",
        [min(numbers), max(numbers)],
    )
    wanted = set(numbers)
    return {row[1]: _happened(source, row) for row in rows if row[1] in wanted}


def minted(lake: Path, source: str) -> int:
    """How many specimens a source was ever given, gone ones among them: their numbers begin with nought."""
    files = listed_files(lake / source)
    if not files:
        return 0
    [(most,)] = _asked(files, "SELECT coalesce(max(number), -1) + 1 FROM read_parquet(?)", [])
    return int(most)


def _happened(source: str, row: tuple[Any, ...]) -> Happened:
    snapshot, number, pid, version, change, modified = row
    return Happened(source, snapshot, number, pid, version, change, modified.replace(tzinfo=dt.UTC))


def _asked(files: Sequence[Path], sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    if not hasattr(_of_thread, "connection"):
        _of_thread.connection = duckdb.connect(config={"threads": 1, "memory_limit": "200MB"})
        _of_thread.connection.execute("SET parquet_metadata_cache = true")
    rows: list[tuple[Any, ...]] = _of_thread.connection.execute(sql, [[str(file) for file in files], *parameters]).fetchall()
    return rows
