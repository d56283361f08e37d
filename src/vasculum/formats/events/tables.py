"""Tables that are looked at together: each is copied row by row judged, and then asked in SQL, in bounded memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from vasculum.formats.dwca.archive import Archive
from vasculum.formats.dwca.staged import select
from vasculum.formats.dwca.staging import stage
from vasculum.formats.dwca.table import Table
from vasculum.model.rejection import Rejection

Row = dict[str, str]
Reject = Callable[[Rejection], None]
_AT_ONCE = 2_000


def quoted(name: str) -> str:
    """A name as an SQL identifier.

    >>> quoted("dwc:eventID")
    '"dwc:eventID"'
    """
    return '"' + name.replace('"', '""') + '"'


class Tables:
    """The tables of a source as relations of texts with `line`, `id` and a column for each term; used as a context manager."""

    def __init__(self, archive: Archive, work: Path, reject: Reject) -> None:
        self._archive, self._work, self._reject = archive, work, reject
        work.mkdir(parents=True, exist_ok=True)
        self._connection = duckdb.connect(
            config={
                "memory_limit": "400MB",
                "threads": 2,
                "temp_directory": str(work / "spill"),
                "preserve_insertion_order": False,
            }
        )
        self.terms: dict[str, list[str]] = {}
        self.notices: list[str] = []
        self._places: dict[str, Callable[[int], tuple[str, int]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()

    def load(self, name: str, table: Table) -> None:
        """Makes a table of the source the relation `name`."""
        file = self._work / f"{re.sub(r'[^a-z0-9]+', '_', name.lower())}.txt"
        staged = stage(self._archive, table, file, self._reject, lambda _: None)
        self._connection.execute(f"CREATE TABLE {quoted(name)} AS {select(staged)}")
        self.terms[name] = [column for column in self._columns(name) if column not in {"line", "id"}]
        self._places[name] = staged.place
        self.notices += staged.notices
        for part in staged.parts:
            part.unlink()

    def complete(self, name: str, needed: Sequence[str]) -> None:
        """Gives a relation empty columns for those of `needed` that it lacks."""
        for column in needed:
            if column not in self.terms[name]:
                self._connection.execute(f"ALTER TABLE {quoted(name)} ADD COLUMN {quoted(column)} VARCHAR")

    def place(self, name: str, line: int) -> tuple[str, int]:
        """The file of the source, and the line in it, that a line of a relation came from."""
        return self._places[name](line)

    def reject_where(self, name: str, condition: str, reason: str, field: str) -> None:
        """Rejects the rows of a relation for which a condition (SQL over `r`) holds, because of what `field` says."""
        wrong = f"FROM {quoted(name)} r WHERE {condition}"
        for row in self.rows(f"SELECT line, {quoted(field)} AS said {wrong} ORDER BY line"):
            file, line = self.place(name, int(row["line"]))
            self._reject(Rejection(file, line, reason, field, row.get("said", "")[:100]))
        self._connection.execute(f"DELETE FROM {quoted(name)} WHERE line IN (SELECT line {wrong})")

    def _columns(self, name: str) -> list[str]:
        cursor = self._connection.execute(f"SELECT * FROM {quoted(name)} LIMIT 0")
        return [column for column, *_ in cursor.description or ()]

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of a query, each as its filled cells by column."""
        cursor = self._connection.cursor()
        cursor.execute(sql, parameters)
        names = [name for name, *_ in cursor.description or ()]
        while batch := cursor.fetchmany(_AT_ONCE):
            for cells in batch:
                yield {name: str(cell) for name, cell in zip(names, cells, strict=True) if cell not in (None, "")}

    def all_of(self, name: str) -> Iterator[Row]:
        """Every row of a relation in its order, its line left out."""
        columns = ", ".join(["id", *map(quoted, self.terms[name])])
        yield from self.rows(f"SELECT {columns} FROM {quoted(name)} ORDER BY line")

    def joined(self, name: str, key: str, other: str, other_key: str, prefix: str) -> Iterator[Row]:
        """Every row of a relation in its order, with the row of another that its key names; those cells begin with `prefix`."""
        own = ", ".join(["a.id", *(f"a.{quoted(term)}" for term in self.terms[name])])
        theirs = "".join(f", b.{quoted(term)} AS {quoted(prefix + term)}" for term in self.terms[other])
        first = f"(FROM {quoted(other)} QUALIFY row_number() OVER (PARTITION BY {quoted(other_key)} ORDER BY line) = 1)"
        yield from self.rows(
            f"SELECT {own}{theirs} FROM {quoted(name)} a LEFT JOIN {first} b ON b.{quoted(other_key)} = a.{quoted(key)} "
            "ORDER BY a.line"
        )


def split_prefix(row: Mapping[str, str], prefix: str) -> tuple[Row, Row]:
    """A joined row as its own cells and the other's.

    >>> split_prefix({"a": "1", "~b": "2"}, "~")
    ({'a': '1'}, {'b': '2'})
    """
    own = {name: text for name, text in row.items() if not name.startswith(prefix)}
    return own, {name.removeprefix(prefix): text for name, text in row.items() if name.startswith(prefix)}
