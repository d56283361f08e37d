"""What changed from one published version to the next: records by their PID and version."""

from __future__ import annotations

from pathlib import Path

from vasculum.downloads.archive import Rows
from vasculum.engine.kernel import literal

RECORDS = "records.parquet"


def write_records(rows: Rows, file: Path) -> None:
    """Keeps which version of which record is published."""
    rows.kernel.run(f"COPY (SELECT pid, version FROM {rows.relation}) TO {literal(str(file))} (FORMAT parquet, COMPRESSION zstd)")


def changes_since(rows: Rows, file: Path, before: Path | None) -> dict[str, int]:
    """How many records are new, changed, equal and gone against those kept before; all are new when there is no before."""
    now = f"read_parquet({literal(str(file))})"
    if before is None or not before.exists():
        return {"new": rows.kernel.one(f"SELECT count(*) FROM {now}"), "changed": 0, "equal": 0, "gone": 0}
    kind = (
        "CASE WHEN o.pid IS NULL THEN 'new' WHEN n.pid IS NULL THEN 'gone' "
        "WHEN o.version = n.version THEN 'equal' ELSE 'changed' END"
    )
    joined = f"{now} n FULL JOIN read_parquet({literal(str(before))}) o ON n.pid = o.pid"
    counted = dict(rows.kernel.rows(f"SELECT {kind} AS kind, count(*) FROM {joined} GROUP BY kind"))
    return {name: counted.get(name, 0) for name in ("new", "changed", "equal", "gone")}
