"""What a source holds now, counted over the newest version of each specimen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vasculum.engine.kernel import Kernel


def count_remarks(kernel: Kernel, files: Sequence[Path]) -> dict[str, int]:
    """How many present specimens have each remark, by code, the most frequent first."""
    newest = "SELECT unnest(remarks) AS remark FROM read_parquet($files)"
    if len(files) > 1:
        newest = (
            "SELECT unnest(remarks) AS remark FROM (SELECT arg_max_null(remarks, version) AS remarks "
            "FROM (SELECT number, version, remarks FROM read_parquet($files)) GROUP BY number)"
        )
    counted = kernel.rows(
        f"SELECT split_part(remark, ' ', 1) AS code, count(*) AS found FROM ({newest}) GROUP BY code ORDER BY found DESC, code",
        {"files": [str(file) for file in files]},
    )
    return dict(counted)


def count_updated(kernel: Kernel, files: Sequence[Path]) -> int:
    """How many rows of these files are new versions of specimens known before."""
    if not files:
        return 0
    changed = "change IN ('updated', 'returned')"
    count: int = kernel.one(f"SELECT count(*) FROM read_parquet(?) WHERE {changed}", [[str(file) for file in files]])
    return count
