"""The grace rule: a specimen is gone when it was absent from several harvests in a row, as many as its source says.

How often the absent ones were missed so far lies in a small file beside the snapshots, named in the notes of the latest one.
"""

from __future__ import annotations

from pathlib import Path

from vasculum.engine.kernel import Kernel, literal
from vasculum.lake.compare import GONE

ABSENT = "absent"


def spare(kernel: Kernel, grace: int, before: Path | None) -> int:
    """Takes specimens absent from fewer than `grace` harvests in a row out of `gone`; gives how many are absent and spared."""
    kernel.run("CREATE OR REPLACE TABLE absent_before (number BIGINT, absences INTEGER)")
    if before is not None:
        kernel.run("INSERT INTO absent_before FROM read_parquet(?)", [str(before)])
    kernel.run(
        f"CREATE OR REPLACE TABLE {ABSENT} AS SELECT g.number, (coalesce(b.absences, 0) + 1)::INTEGER AS absences "
        f"FROM {GONE} g LEFT JOIN absent_before b ON b.number = g.number"
    )
    kernel.run(f"DELETE FROM {ABSENT} WHERE absences >= {grace}")
    kernel.run(f"DELETE FROM {GONE} WHERE number IN (SELECT number FROM {ABSENT})")
    count: int = kernel.one(f"SELECT count(*) FROM {ABSENT}")
    return count


def write_absent(kernel: Kernel, path: Path) -> None:
    """Writes how often each absent specimen was missed so far."""
    kernel.run(f"COPY {ABSENT} TO {literal(str(path))} (FORMAT parquet)")
