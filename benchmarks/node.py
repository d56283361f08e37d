"""The node that is measured: its command line, and what the floor borrows from its search engine.

Everything the benchmarks know about the product stands here. The imports stand inside the functions, so that the floor does not
pay for loading what it does not use.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import tantivy

COLLECTION = "bench"
VASCULUM = str(Path(sys.executable).with_name("vasculum"))


def init_command(data: Path) -> list[str]:
    """The command that makes an empty node."""
    return [VASCULUM, "init", str(data)]


def environment(data: Path) -> dict[str, str]:
    """What tells a command which node it works on."""
    return {"VASCULUM_DATA": str(data)}


def harvest_command(archive: Path) -> list[str]:
    """The command that harvests an archive into the node of the environment and prints the report as one JSON document."""
    return [VASCULUM, "harvest", str(archive), "--collection", COLLECTION, "--json"]


def documents(data: Path) -> Iterator[str]:
    """The very documents, as JSON, that the node adds to its index after the first harvest of its one source.

    The shared fields stand in for those that the node takes from its register; they are as many and as short.
    """
    from vasculum.engine.kernel import Kernel
    from vasculum.harvest.node import open_node
    from vasculum.lake.ledger import Ledger, snapshot_of
    from vasculum.search.documents import all_is_public
    from vasculum.search.documents import documents as documents_of

    (ledger,) = (folder for folder in open_node(data).lake.iterdir() if folder.is_dir())
    shared = dict.fromkeys(("institution", "collection", "source"), COLLECTION)
    with tempfile.TemporaryDirectory() as spill, Kernel(Path(spill)) as kernel:
        files = Ledger(ledger).files()
        for file in files:
            if snapshot_of(file.name) > snapshot_of(files[0].name):
                break
            for batch in documents_of(kernel, file, 1, shared, all_is_public):
                yield from (document for _, _, document in batch if document is not None)


def empty_index(folder: Path) -> tantivy.Index:
    """An empty index with the node's schema and analysers."""
    from vasculum.search.schema import build_schema, register_analysers

    index = tantivy.Index(build_schema(), path=str(folder))
    register_analysers(index)
    return index


def writer_settings() -> tuple[int, int]:
    """Memory in bytes and number of threads of the node's index writer."""
    from vasculum.search.schema import WRITER_HEAP, WRITER_THREADS

    return WRITER_HEAP, WRITER_THREADS
