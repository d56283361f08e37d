"""python-dwca-reader merely iterating the core rows: `python -m benchmarks.peers.dwca_reader ARCHIVE`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dwca.read import DwCAReader


def core_rows(path: Path) -> Iterator[Any]:
    """Yields the core rows of an archive.

    The library stops at the first row that lacks cells; such rows are filled up with empty cells, so that it gets to the end.
    """
    with DwCAReader(str(path)) as reader:
        width = reader.core_file.file_descriptor.field_plan.required_columns
        read_fields = reader.core_file._iter_field_lists
        reader.core_file._iter_field_lists = lambda: (
            fields if len(fields) >= width else fields + [""] * (width - len(fields)) for fields in read_fields()
        )
        yield from reader


if __name__ == "__main__":
    print(sum(1 for _ in core_rows(Path(sys.argv[1]))))
