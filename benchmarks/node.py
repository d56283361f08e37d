"""The node that is measured: its command line, and the two things the floor borrows from its search engine.

Everything the benchmarks know about the product stands here. The imports stand inside the functions, so that the floor does not
pay for loading what it does not use.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

COLLECTION = "bench"


def init_command(data: Path) -> list[str]:
    """The command that makes an empty node."""
    return [sys.executable, "-m", "vasculum.cli", "init", str(data)]


def harvest_command(data: Path, archive: Path) -> list[str]:
    """The command that harvests an archive and prints the report as one JSON document."""
    return [
        sys.executable,
        "-m",
        "vasculum.cli",
        "--data",
        str(data),
        "harvest",
        str(archive),
        "--collection",
        COLLECTION,
        "--json",
    ]


def documents(data: Path) -> Iterator[str]:
    """The very documents, as JSON, that the node adds to its index for the current snapshot."""
    from vasculum.search.follower import documents as documents_of

    return documents_of(data)


def schema() -> Any:
    """The schema of the node's index."""
    from vasculum.search.schema import build_schema

    return build_schema()


def writer_settings() -> tuple[int, int]:
    """Memory in bytes and number of threads of the node's index writer."""
    from vasculum.search.schema import WRITER_HEAP, WRITER_THREADS

    return WRITER_HEAP, WRITER_THREADS
