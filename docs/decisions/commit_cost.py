"""`.venv/bin/python docs/decisions/commit_cost.py`: what one commit to the ledger costs, apart from writing its rows."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

import duckdb

from vasculum.lake.columns import IDENTITY
from vasculum.lake.ledger import Ledger

COMMITS = 50
ROWS = 1_000


def commit_once(ledger: Ledger) -> float:
    """Writes a small file and commits it; gives the seconds of preparing and committing alone."""
    began = time.perf_counter()
    number = ledger.prepare(IDENTITY)
    prepared = time.perf_counter() - began
    columns = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in IDENTITY.items())
    duckdb.sql(f"COPY (SELECT {columns} FROM range({ROWS})) TO '{ledger.path_of(number, 0)}' (FORMAT parquet)")
    began = time.perf_counter()
    ledger.commit(number, {})
    return prepared + time.perf_counter() - began


def main() -> None:
    """Commits again and again to one ledger, and prints the median and the slowest in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder) / "source")
        ledger.create(1)
        costs = [1000 * commit_once(ledger) for _ in range(COMMITS)]
    print(f"{COMMITS} commits: median {median(costs):.1f} ms, slowest {max(costs):.1f} ms")


if __name__ == "__main__":
    main()
