"""The follower: it adds to the index what the ledger has committed since it last looked, snapshot by snapshot.

The index holds nothing of its own. When it is lost, damaged or of an older schema, it is rebuilt beside the one that is
served and takes its place in one step.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from inspect import getsource
from pathlib import Path

import tantivy

from vasculum.engine.kernel import Kernel
from vasculum.search import cells, schema, summary, vocabulary
from vasculum.search import documents as document_columns
from vasculum.search.documents import Public, documents
from vasculum.search.state import State, read_state, write_state

Progress = Callable[[int], None]
SCHEMA = hashlib.sha256("".join(map(getsource, (schema, document_columns, cells))).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Followed:
    """A source to follow: the files of its snapshots by number, the issuer of its PIDs, the fields its documents share.

    `public` gives the relation with what the public may see of the rows of another.
    """

    source: str
    files: Mapping[int, Sequence[Path]]
    issuer: int
    constants: Mapping[str, str]
    public: Public


def follow(root: Path, kernel: Kernel, sources: Sequence[Followed], rules: str, progress: Progress) -> None:
    """Brings the index in `root` up to the newest snapshot of every source.

    `rules` names what decides what is public: an index that was made under another name is made anew.
    """
    root.mkdir(parents=True, exist_ok=True)
    state = read_state(root)
    if not _is_usable(root, state, rules):
        state = _begin_anew(root, state, rules)
    with _disk_trouble():
        index = open_index(root / state.folder)
        for source in sources:
            for number in sorted(source.files):
                if number > state.followed.get(source.source, 0):
                    state = _add_snapshot(root, index, kernel, state, source, number, progress)
    _serve(root, state)
    _work_out_once(root, state, index)


def _work_out_once(root: Path, state: State, index: tantivy.Index) -> None:
    """What every visitor asks for is ready before the first one comes."""
    index.reload()
    summary.summary_of(root, state, index)
    vocabulary.open_vocabulary(root, state, index.searcher())


def forget(root: Path) -> None:
    """Marks the index as of no schema, so that the next `follow` builds it anew; it is served until then."""
    state = read_state(root)
    if state.folder:
        write_state(root, replace(state, schema=""))


@contextmanager
def _disk_trouble() -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise OSError(errno.EIO, f"the search index could not be written: {error}") from error


def _is_usable(root: Path, state: State, rules: str) -> bool:
    if not state.folder or (state.schema, state.rules) != (SCHEMA, rules):
        return False
    try:
        tantivy.Index.open(str(root / state.folder)).searcher()
    except (ValueError, OSError):
        return False
    return True


def _begin_anew(root: Path, state: State, rules: str) -> State:
    generation = int(state.folder.rpartition("-")[2] or 0) + 1 if state.folder else 1
    while (root / f"index-{generation}").exists():
        shutil.rmtree(root / f"index-{generation}")
    (root / f"index-{generation}").mkdir(parents=True)
    return State(folder=f"index-{generation}", schema=SCHEMA, rules=rules)


def open_index(folder: Path) -> tantivy.Index:
    """The index in `folder`, made empty where there is none, with its analysers."""
    index = tantivy.Index(schema.build_schema(), path=str(folder))
    schema.register_analysers(index)
    return index


def _add_snapshot(
    root: Path,
    index: tantivy.Index,
    kernel: Kernel,
    state: State,
    source: Followed,
    number: int,
    progress: Progress,
) -> State:
    served = read_state(root).folder == state.folder
    in_doubt = number <= state.under_way.get(source.source, 0)
    if served:
        write_state(root, state.begun(source.source, number))
    writer = index.writer(heap_size=schema.WRITER_HEAP, num_threads=schema.WRITER_THREADS)
    _add_files(writer, kernel, source, number, in_doubt, progress)
    writer.commit()
    writer.wait_merging_threads()
    state = state.ended(source.source, number)
    if served:
        write_state(root, state)
    return state


def _add_files(
    writer: tantivy.IndexWriter,
    kernel: Kernel,
    source: Followed,
    number: int,
    in_doubt: bool,
    progress: Progress,
) -> None:
    added = 0
    for file in source.files[number]:
        for batch in documents(kernel, file, source.issuer, source.constants, source.public):
            for pid, may_be_known, document in batch:
                if may_be_known or in_doubt:
                    writer.delete_documents_by_term("pid", pid)
                if document is not None:
                    writer.add_json(document)
            added += len(batch)
            progress(added)


def _serve(root: Path, state: State) -> None:
    before = read_state(root)
    if before != state:
        write_state(root, state)
    for folder in root.glob("index-*"):
        if folder.name not in {state.folder, before.folder}:
            shutil.rmtree(folder)
