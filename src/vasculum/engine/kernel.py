"""The column kernel: a DuckDB connection with bounded memory that spills into a folder of its own."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import orjson
from arro3.core import Array, DataType, Table

Parameters = Sequence[Any] | Mapping[str, Any]

_ARROW_TYPES = {
    "VARCHAR": DataType.string(),
    "DOUBLE": DataType.float64(),
    "INTEGER": DataType.int32(),
    "BIGINT": DataType.int64(),
    "BOOLEAN": DataType.bool(),
}


def quoted(name: str) -> str:
    """A name as an SQL identifier.

    >>> quoted('dwc:eventDate')
    '"dwc:eventDate"'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal.

    >>> literal("l'Escaut")
    "'l''Escaut'"
    """
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def _disk_trouble() -> Iterator[None]:
    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise OSError(errno.EIO, str(error).splitlines()[0]) from error


def _fetched(cursor: duckdb.DuckDBPyConnection, size: int) -> list[tuple[Any, ...]]:
    with _disk_trouble():
        return cursor.fetchmany(size)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a kernel may use: bytes of memory (DuckDB's own, the process needs some 150 MB more) and threads.

    With 550 MB the tables that a batch of records is joined to were written aside and read again: each batch cost twice.
    """

    memory: int = 680_000_000
    threads: int = 2


class Kernel:
    """One connection for one piece of work; used as a context manager, closed at the end.

    A join holds its right side in memory, as it is written: left to itself the optimiser held the million rows of a text
    file, whose number it cannot know, and not the thousand of the table beside it.
    """

    def __init__(self, spill: Path, limits: Limits | None = None) -> None:
        limits = limits or Limits()
        self._connection = duckdb.connect(
            config={
                "memory_limit": f"{limits.memory // 1_000_000}MB",
                "threads": limits.threads,
                "temp_directory": str(spill),
                "preserve_insertion_order": False,
                "disabled_optimizers": "join_order,build_side_probe_side",
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()

    def run(self, sql: str, parameters: Parameters = ()) -> None:
        """Executes a statement whose rows nobody needs."""
        with _disk_trouble():
            self._connection.execute(sql, parameters)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """All rows of a query that is known to be small."""
        with _disk_trouble():
            return self._connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Parameters = ()) -> Any:
        """The single value of a query with one row and one column."""
        return self.rows(sql, parameters)[0][0]

    def batches(self, sql: str, parameters: Parameters = (), size: int = 2048) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query in batches; memory stays bounded whatever the size of the answer."""
        cursor = self._connection.cursor()
        try:
            with _disk_trouble():
                cursor.execute(sql, parameters)
            while batch := _fetched(cursor, size):
                yield batch
        finally:
            cursor.close()

    def columns(self, relation: str) -> dict[str, str]:
        """The columns of a table or view, with their types, in order."""
        described = self.rows(f"DESCRIBE {quoted(relation)}")
        return {name: kind for name, kind, *_ in described}

    def create_table(self, name: str, columns: Mapping[str, tuple[str, Sequence[Any]]]) -> None:
        """A table from Python values: each column is its type and its values, None for an empty cell."""
        self._from_values(f"CREATE OR REPLACE TABLE {quoted(name)} AS", columns)

    def append(self, name: str, columns: Mapping[str, tuple[str, Sequence[Any]]]) -> None:
        """Adds rows from Python values to a table that has these columns."""
        self._from_values(f"INSERT INTO {quoted(name)} BY NAME", columns)

    def _from_values(self, into: str, columns: Mapping[str, tuple[str, Sequence[Any]]]) -> None:
        arrays: dict[str, Any] = {column: _array(kind, values) for column, (kind, values) in columns.items()}
        read = ", ".join(f"{_read_back(column, kind)} AS {quoted(column)}" for column, (kind, _) in columns.items())
        self._connection.register("python_values", Table.from_pydict(arrays))
        self.run(f"{into} SELECT {read} FROM python_values")
        self._connection.unregister("python_values")


def _array(kind: str, values: Sequence[Any]) -> Array:
    """The values as Arrow holds them; dates and lists, which it takes no Python values for, as text."""
    if kind == "DATE":
        values = [value and value.isoformat() for value in values]
    elif kind == "VARCHAR[]":
        values = [None if value is None else orjson.dumps(value).decode() for value in values]
    return Array(values, _ARROW_TYPES.get(kind, DataType.string()))


def _read_back(column: str, kind: str) -> str:
    return f"""from_json({quoted(column)}, '["VARCHAR"]')""" if kind == "VARCHAR[]" else f"{quoted(column)}::{kind}"
