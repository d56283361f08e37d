"""Reading again: when the rules of interpretation change, equal records are understood anew.

A record gets a new version only where the new rules understand something else of it; what the museum said has not changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from vasculum.engine.kernel import Kernel, quoted
from vasculum.lake.columns import IDENTITY, is_verbatim
from vasculum.lake.compare import CHANGES, HEADS
from vasculum.lake.incoming import SEEN

AGAIN = "again"
UNDERSTOOD_BEFORE = "understood_before"


def add_equal_records(kernel: Kernel) -> int:
    """Adds the records that say the same as before to `changes`, marked `again`, and gives their number."""
    kernel.run(
        f"INSERT INTO {CHANGES} BY NAME SELECT s.part, s.line, s.digest, h.number, h.version + 1 AS version, '{AGAIN}' AS change "
        f"FROM {SEEN} s JOIN {HEADS} h ON h.record_id = s.record_id WHERE NOT h.gone AND h.digest = s.digest"
    )
    count: int = kernel.one(f"SELECT count(*) FROM {CHANGES} WHERE change = '{AGAIN}'")
    return count


def remember_understanding(kernel: Kernel, files: Sequence[Path], columns: Mapping[str, str]) -> None:
    """Makes `understood_before(number, understood)`: a digest of what was understood of each specimen until now."""
    kernel.run(f"CREATE OR REPLACE TABLE {UNDERSTOOD_BEFORE} (number BIGINT, version INTEGER, understood VARCHAR)")
    for file in files:
        kernel.run("CREATE OR REPLACE TABLE held AS FROM read_parquet(?) LIMIT 0", [str(file)])
        understood = _digest(columns, kernel.columns("held"))
        kernel.run(f"INSERT INTO {UNDERSTOOD_BEFORE} SELECT number, version, {understood} FROM read_parquet(?)", [str(file)])
    kernel.run(
        f"CREATE OR REPLACE TABLE {UNDERSTOOD_BEFORE} AS "
        f"SELECT number, arg_max(understood, version) AS understood FROM {UNDERSTOOD_BEFORE} GROUP BY number"
    )


def only_different(rows: str, columns: Mapping[str, str]) -> str:
    """The rows that are not merely read again, and of those that are, the ones understood otherwise than before."""
    return (
        f"SELECT w.* REPLACE (CASE w.change WHEN '{AGAIN}' THEN 'updated' ELSE w.change END AS change) FROM ({rows}) w "
        f"LEFT JOIN {UNDERSTOOD_BEFORE} b ON b.number = w.number "
        f"WHERE w.change <> '{AGAIN}' OR b.understood IS DISTINCT FROM {_digest(columns, columns)}"
    )


def _digest(columns: Mapping[str, str], present: Mapping[str, str]) -> str:
    cells = ", ".join(
        f"{quoted(name)} := {quoted(name) if name in present else f'NULL::{kind}'}"
        for name, kind in columns.items()
        if name not in IDENTITY and not is_verbatim(name)
    )
    return f"md5(to_json(struct_pack({cells}, remarks := list_sort(remarks)))::VARCHAR)"
