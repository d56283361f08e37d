"""Write: the rows of the next snapshot, batch by batch, into Parquet files that no snapshot lists yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from vasculum.engine.distinct import Understanding
from vasculum.engine.kernel import Kernel, literal, quoted
from vasculum.lake.again import only_different
from vasculum.lake.columns import IDENTITY, column_beside, column_of_extension, column_of_term
from vasculum.lake.compare import CHANGES, GONE
from vasculum.lake.incoming import CORE, Incoming

CHANGED = "changed"
ROWS_PER_BATCH = 250_000
ROWS_PER_GROUP = 12_288
OURS = ("line", "core_id", "record_id", "number", "version", "change", "digest")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every row of a snapshot has in common."""

    snapshot: int
    modified: dt.datetime
    rules: str


@dataclass(frozen=True, slots=True)
class Expressions:
    """How the columns of a row come about: the PID over `number`, what is judged of all others, what is kept verbatim.

    `judged` gives type and expression of each column that is judged, in an order in which they may build on one another;
    `verbatim` gives the ledger's column for each term and row type of the source. With `only_different`, records that were
    merely read again are left out where nothing else was understood.
    """

    pid: str
    judged: Mapping[str, tuple[str, str]]
    verbatim: Mapping[str, str]
    only_different: bool = False


def verbatim_columns(coming: Incoming, known: Collection[str]) -> dict[str, str]:
    """The column for each term and each row type of a source, in a ledger that has the columns `known`."""
    terms = {term: column_beside(column_of_term(term), known) for term in coming.terms}
    return terms | {row_type: column_beside(column_of_extension(row_type), known) for row_type in coming.extensions}


def columns(verbatim: Mapping[str, str], understood: Mapping[str, str]) -> dict[str, str]:
    """The columns of a snapshot that keeps these terms and what was understood and judged, in order, with their types."""
    return {**IDENTITY, **understood, **dict.fromkeys(verbatim.values(), "VARCHAR")}


def batches(kernel: Kernel) -> list[tuple[int, ...]]:
    """The parts of the core that hold changed records, joined to batches of bounded size."""
    changed = kernel.rows(f"SELECT part, count(*) FROM {CHANGES} GROUP BY part ORDER BY part")
    joined: list[tuple[int, ...]] = []
    room = 0
    for part, count in changed:
        if joined and count <= room:
            joined[-1] = (*joined[-1], part)
            room -= count
        else:
            joined.append((part,))
            room = ROWS_PER_BATCH - count
    return joined


def open_batch(kernel: Kernel, coming: Incoming, parts: Collection[int], verbatim: Mapping[str, str]) -> None:
    """Makes the view `changed`: the records of some parts that need a new version, with all they say.

    The view `core` must read these parts; the extensions' tables must be those that `keep_changed` made. A term is called by
    its name, a heading of the museum's own by its column of the ledger: it may be the word for something of ours.
    """
    here = f"part IN ({', '.join(map(str, parts))})"
    terms = "".join(f", c.{quoted(term)} AS {quoted(_name_here(term, verbatim))}" for term in coming.terms)
    joins = ""
    for row_type, table in coming.extensions.items():
        terms += f", {table}.content AS {quoted(_name_here(row_type, verbatim))}"
        joins += f" LEFT JOIN (FROM {table} WHERE {here}) {table} ON {table}.line = c.line"
    kernel.run(
        f"CREATE OR REPLACE VIEW {CHANGED} AS SELECT c.line, c.id AS core_id, {coming.identifier} AS record_id{terms}, "
        f"h.number, h.version, h.change, h.digest FROM {CORE} c "
        f"JOIN (FROM {CHANGES} WHERE {here}) h ON h.line = c.line{joins}"
    )


def _name_here(name: str, verbatim: Mapping[str, str]) -> str:
    return name if ":" in name else verbatim[name]


def write_batch(
    kernel: Kernel,
    path: Path,
    stamp: Stamp,
    understanding: Understanding,
    expressions: Expressions,
    columns: Mapping[str, str],
) -> None:
    """Writes the records of the view `changed` to `path`."""
    understood = "".join(f", {column}" for column in understanding.columns)
    rows = (
        f"SELECT {expressions.pid} AS pid, r.number, r.record_id, nullif(r.core_id, r.record_id) AS core_id, r.version, "
        f"r.change, {_stamped(stamp)}, r.line, r.digest, {understanding.remarks} AS remarks"
        f"{understood}, r.* EXCLUDE ({', '.join(OURS)}) FROM {CHANGED} r {' '.join(understanding.joins)}"
    )
    for column, (kind, expression) in expressions.judged.items():
        rows = f"SELECT *, ({expression})::{kind} AS {quoted(column)} FROM ({rows})"
    named = {_name_here(name, expressions.verbatim): column for name, column in expressions.verbatim.items()}
    renamed = [f"{quoted(name)} AS {quoted(column)}" for name, column in named.items() if name != column]
    if renamed:
        rows = f"SELECT * RENAME ({', '.join(renamed)}) FROM ({rows})"
    if expressions.only_different:
        rows = only_different(rows, columns)
    _copy(kernel, f"SELECT {', '.join(map(quoted, columns))} FROM ({rows})", path)


def write_gone(kernel: Kernel, path: Path, stamp: Stamp, pid: str) -> None:
    """Writes the tombstones of the specimens that are gone to `path`; no file when there are none."""
    known = f"SELECT {pid} AS pid, number, record_id, version, 'gone' AS change, {_stamped(stamp)} FROM {GONE}"
    named = ("pid", "number", "record_id", "version", "change", "snapshot", "modified", "rules")
    empty = ", ".join(f"NULL::{kind} AS {quoted(name)}" for name, kind in IDENTITY.items() if name not in named)
    _copy(kernel, f"SELECT {', '.join(map(quoted, IDENTITY))} FROM (SELECT *, {empty} FROM ({known}))", path)


def _copy(kernel: Kernel, rows: str, path: Path) -> None:
    form = f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {ROWS_PER_GROUP}"
    written = kernel.one(f"COPY ({rows}) TO {literal(str(path))} ({form})")
    if written == 0:
        path.unlink()


def _stamped(stamp: Stamp) -> str:
    moment = stamp.modified.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return f"{stamp.snapshot}::INTEGER AS snapshot, TIMESTAMP '{moment}' AS modified, {literal(stamp.rules)} AS rules"
