"""SQLite with its full-text index FTS5: words and six facets of a question, over the rows that the node indexes."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Counts = Mapping[str, Mapping[str, int]]


class Sqlite:
    """The rows in a file: a table with an index for each condition, and their words in FTS5.

    A question is answered as fast as SQLite can: its hits are set aside once, then grouped six times.
    """

    def __init__(self, file: Path, facets: Sequence[str]) -> None:
        self._facets = facets
        self._connection = sqlite3.connect(file)
        self._connection.execute("PRAGMA cache_size = -1000000")
        self._connection.execute("PRAGMA temp_store = MEMORY")

    def build(self, rows: Iterable[tuple[object, ...]]) -> float:
        """Fills the file with rows of number, words, year and facets; processor seconds."""
        started = time.process_time()
        columns = ", ".join(f'"{name}"' for name in self._facets)
        run = self._connection.execute
        run(f"CREATE TABLE specimen (id INTEGER PRIMARY KEY, year INTEGER, {columns})")
        run("CREATE VIRTUAL TABLE words USING fts5(said, content='', tokenize='unicode61')")
        for row in rows:
            run("INSERT INTO words (rowid, said) VALUES (?, ?)", row[:2])
            run(f"INSERT INTO specimen VALUES (?, ?{', ?' * len(self._facets)})", (row[0], *row[2:]))
        for name in ("country", "family"):
            run(f"CREATE INDEX specimen_{name} ON specimen ({name}, year)")
        run("ANALYZE")
        self._connection.commit()
        return time.process_time() - started

    @property
    def cpu(self) -> float:
        """Milliseconds of processor time so far."""
        return time.process_time() * 1000

    def ask(self, words: str, conditions: Mapping[str, str], years: tuple[int, int] | None) -> Counts:
        """The counts of six facets."""
        where = [f'"{name}" = :{name}' for name in conditions] + (["year BETWEEN :first AND :last"] if years else [])
        source = "specimen"
        if words:
            source = "(SELECT rowid FROM words WHERE words MATCH :words) w JOIN specimen ON id = w.rowid"
        narrowed = f" WHERE {' AND '.join(where)}" if where else ""
        columns = ", ".join(f'"{name}"' for name in self._facets)
        counted = " UNION ALL ".join(
            f'SELECT \'{name}\', "{name}", count(*) FROM hits WHERE "{name}" IS NOT NULL GROUP BY 2' for name in self._facets
        )
        given = {**conditions, "words": words, **({"first": years[0], "last": years[1]} if years else {})}
        found = self._connection.execute(
            f"WITH hits AS MATERIALIZED (SELECT {columns} FROM {source}{narrowed}) {counted}", given
        ).fetchall()
        return {name: {str(value): count for facet, value, count in found if facet == name} for name in self._facets}
