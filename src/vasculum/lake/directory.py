"""Which files of a ledger may hold a specimen: listed once per state of the log, pruned by the numbers their row groups span.

Files never change once they are listed, so what was read of them stays true for as long as the process lives.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from vasculum.lake.ledger import LOG, Ledger

FEW_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Extent:
    """The numbers of one file: the first and last of each row group, and all of them where they are few."""

    spans: tuple[tuple[int, int], ...]
    numbers: frozenset[int] | None

    def may_hold(self, number: int) -> bool:
        """Whether the file has to be asked."""
        if self.numbers is not None:
            return number in self.numbers
        return any(first <= number <= last for first, last in self.spans)


class Directory:
    """The extents of the files that this process has met; one for each connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._known: dict[Path, Extent] = {}

    def holding(self, files: Sequence[Path], number: int) -> list[Path]:
        """The files among `files` that may hold the specimen of this number, in their order."""
        return self.holding_any(files, (number,))

    def holding_any(self, files: Sequence[Path], numbers: Collection[int]) -> list[Path]:
        """The files among `files` that may hold one of these specimens, in their order."""
        unknown = [file for file in files if file not in self._known]
        if unknown:
            self._learn(unknown)
        return [file for file in files if any(map(self._known[file].may_hold, numbers))]

    def _learn(self, files: Sequence[Path]) -> None:
        spans = self._spans(files)
        few = [file for file in files if sum(rows for rows, _, _ in spans[file]) <= FEW_ROWS]
        numbers = self._numbers(few)
        for file in files:
            self._known[file] = Extent(tuple((first, last) for _, first, last in spans[file]), numbers.get(file))

    def _spans(self, files: Sequence[Path]) -> dict[Path, list[tuple[int, int, int]]]:
        sql = (
            "SELECT file_name, row_group_num_rows, stats_min_value::BIGINT, stats_max_value::BIGINT "
            "FROM parquet_metadata(?) WHERE path_in_schema = 'number'"
        )
        found: dict[Path, list[tuple[int, int, int]]] = {file: [] for file in files}
        for name, rows, first, last in self._connection.execute(sql, [[str(file) for file in files]]).fetchall():
            found[Path(name)].append((rows, first, last))
        return found

    def _numbers(self, files: Sequence[Path]) -> dict[Path, frozenset[int]]:
        sql = "SELECT list(number) FROM read_parquet(?)"
        read = ((file, self._connection.execute(sql, [str(file)]).fetchone()) for file in files)
        return {file: frozenset(row[0] or ()) for file, row in read if row}


def listed_files(folder: Path) -> tuple[Path, ...]:
    """The data files of the ledger in `folder`, the oldest first; read again only when its log has changed."""
    log = folder / LOG
    try:
        newest = max(log.glob("*.json"))
        return _listed(folder, log.stat().st_mtime_ns, newest.name, newest.stat().st_size)
    except (ValueError, FileNotFoundError):
        return ()


@lru_cache(maxsize=1024)
def _listed(folder: Path, _changed: int, _newest: str, _size: int) -> tuple[Path, ...]:
    return tuple(Ledger(folder).files())
