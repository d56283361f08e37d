"""Write: the rows of the next snapshot, from what changed, into one Parquet file that no snapshot lists yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vasculum.engine.distinct import Interpreted
from vasculum.engine.kernel import Kernel, literal, quoted
from vasculum.interpret.reading import ColumnInterpreter, Interpreter
from vasculum.lake.columns import IDENTITY, MIDS, column_of_extension, column_of_term
from vasculum.lake.compare import CHANGES, GONE
from vasculum.lake.incoming import RECORDS, Incoming

CHANGED = "changed"
ROWS_PER_GROUP = 30_720
OURS = ("line", "core_id", "record_id", "number", "version", "change", "digest")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every row of a snapshot has in common."""

    snapshot: int
    modified: dt.datetime
    rules: str


def define_changed(kernel: Kernel, coming: Incoming) -> dict[str, str]:
    """Makes the view `changed`, the records that need a new version; gives the ledger's column for each of its terms."""
    kernel.run(
        f"CREATE OR REPLACE VIEW {CHANGED} AS SELECT r.*, c.number, c.version, c.change, c.digest "
        f"FROM {RECORDS} r JOIN {CHANGES} c ON c.line = r.line AND c.record_id = r.record_id"
    )
    terms = {term: column_of_term(term) for term in coming.terms}
    return terms | {row_type: column_of_extension(row_type) for row_type in coming.extensions}


@dataclass(frozen=True, slots=True)
class Expressions:
    """How the columns of a row come about: the PID over `number`, what was understood and judged, what is kept verbatim."""

    pid: str
    understood: Interpreted
    assessed: Mapping[str, str]
    verbatim: Mapping[str, str]


def columns(verbatim: Mapping[str, str], interpreters: Sequence[Interpreter | ColumnInterpreter]) -> dict[str, str]:
    """The columns of a snapshot with these verbatim columns (by the name they have in `changed`), in order, with their types."""
    understood = {name: kind for interpreter in interpreters for name, kind in interpreter.columns.items()}
    return {**IDENTITY, **understood, **MIDS, **dict.fromkeys(verbatim.values(), "VARCHAR")}


def write_rows(kernel: Kernel, path: Path, stamp: Stamp, expressions: Expressions, columns: Mapping[str, str]) -> int:
    """Writes the changed and the gone specimens to `path` and gives their number."""
    ordered = ", ".join(quoted(column) for column in columns)
    gone = f"SELECT {expressions.pid} AS pid, number, record_id, version, 'gone' AS change, {_stamped(stamp)} FROM {GONE}"
    kernel.run(
        f"COPY (SELECT {ordered} FROM ({_changed(stamp, expressions)}) UNION ALL BY NAME {gone}) "
        f"TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_PER_GROUP})"
    )
    count: int = kernel.one(f"SELECT (SELECT count(*) FROM {CHANGES}) + (SELECT count(*) FROM {GONE})")
    return count


def _changed(stamp: Stamp, expressions: Expressions) -> str:
    verbatim = expressions.verbatim
    understood = expressions.understood
    rows = (
        f"SELECT {expressions.pid} AS pid, r.number, r.record_id, nullif(r.core_id, r.record_id) AS core_id, r.version, "
        f"r.change, {_stamped(stamp)}, r.line, r.digest, list_concat({', '.join(understood.remarks)}) AS remarks, "
        f"{', '.join(understood.columns)}, r.* EXCLUDE ({', '.join(OURS)}) FROM {CHANGED} r {' '.join(understood.joins)}"
    )
    for column, expression in expressions.assessed.items():
        rows = f"SELECT *, ({expression})::INTEGER AS {quoted(column)} FROM ({rows})"
    renamed = ", ".join(f"{quoted(name)} AS {quoted(column)}" for name, column in verbatim.items() if name != column)
    return f"SELECT * RENAME ({renamed}) FROM ({rows})" if renamed else rows


def _stamped(stamp: Stamp) -> str:
    moment = stamp.modified.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return f"{stamp.snapshot}::INTEGER AS snapshot, TIMESTAMP '{moment}' AS modified, {literal(stamp.rules)} AS rules"
