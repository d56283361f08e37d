"""DuckDB on the unzipped text: `… scan FILE` merely reads every column, `… parquet FILE…` writes each to Parquet (zstd)."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

THREADS = 2
MEMORY = "400MB"
TEXT = (
    "read_csv('{file}', delim='\t', quote='', escape='', header=true, all_varchar=true, null_padding=true, "
    "strict_mode=false, max_line_size=262144, buffer_size=4194304)"
)


def connect(beside: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB of the size a harvest may have; what memory cannot hold it writes beside a file."""
    connection = duckdb.connect(config={"temp_directory": str(beside.with_name("spill"))})
    connection.execute(f"SET memory_limit='{MEMORY}'; SET threads={THREADS}; SET preserve_insertion_order=false")
    return connection


def scan(file: Path) -> int:
    """Reads every cell as text and returns the number of rows."""
    with connect(file) as connection:
        cells = connection.execute(f"SELECT count(*), max(length(COLUMNS(*))) FROM {TEXT.format(file=file)}").fetchone()
    return int(cells[0]) if cells else 0


def to_parquet(file: Path) -> int:
    """Writes every column as text to Parquet beside the file and returns the number of rows."""
    with connect(file) as connection:
        target = file.with_suffix(".parquet")
        done = connection.execute(
            f"COPY (FROM {TEXT.format(file=file)}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 12288)"
        ).fetchone()
    return int(done[0]) if done else 0


if __name__ == "__main__":
    work = {"scan": scan, "parquet": to_parquet}[sys.argv[1]]
    counts = [work(Path(file)) for file in sys.argv[2:]]
    print(counts[0])
