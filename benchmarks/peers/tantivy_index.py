"""Bare tantivy on ready-made documents: `… documents NODE FILE` writes them out, `… index FILE FOLDER` only indexes them."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import node


def write_documents(data: Path, file: Path) -> int:
    """Writes the documents of a node, one a line, and returns how many there are; the file appears when it is whole."""
    count, unfinished = 0, file.with_suffix(".unfinished")
    with unfinished.open("w", encoding="utf-8") as lines:
        for document in node.documents(data):
            lines.write(document + "\n")
            count += 1
    unfinished.rename(file)
    return count


def index(file: Path, folder: Path) -> int:
    """Adds every line as a document with the node's schema, memory and threads, commits once and returns how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    heap, threads = node.writer_settings()
    writer = node.empty_index(folder).writer(heap_size=heap, num_threads=threads)
    count = 0
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            writer.add_json(line)
            count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


if __name__ == "__main__":
    work = {"documents": write_documents, "index": index}[sys.argv[1]]
    print(work(Path(sys.argv[2]), Path(sys.argv[3])))
