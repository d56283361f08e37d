"""What a data set is made of: the ledgers of its sources and, of a search, the specimens that it finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.http import QueryDict

from vasculum.downloads.archive import Rows
from vasculum.engine.kernel import Kernel
from vasculum.harvest.gate import public_rows
from vasculum.harvest.models import Source
from vasculum.harvest.node import Node
from vasculum.lake.directory import listed_files
from vasculum.lake.ledger import Ledger
from vasculum.lake.together import TOGETHER, open_together, want
from vasculum.publishing.models import Dataset
from vasculum.search.query import Query
from vasculum.search.state import read_state
from vasculum.specimens import queries
from vasculum.specimens.asking import query_of

PIDS_AT_ONCE = 5_000


def sources_of(dataset: Dataset) -> list[str]:
    """The keys of the sources that the records of a data set may be of."""
    if dataset.scope == Dataset.Scope.SOURCE:
        return list(Source.objects.filter(key=dataset.of).values_list("key", flat=True))
    if dataset.scope == Dataset.Scope.COLLECTION:
        return list(Source.objects.filter(collection__key=dataset.of).order_by("key").values_list("key", flat=True))
    found = queries.find(query_of_dataset(dataset), ("source",)).facets["source"]
    return sorted(bucket.value for bucket in found)


def state_of(node: Node, dataset: Dataset) -> dict[str, int]:
    """What the records of a data set were when it is made now: the snapshot of each source, or what the index has followed."""
    if dataset.scope == Dataset.Scope.SEARCH:
        return dict(read_state(node.search).followed)
    latest = {source: Ledger(node.lake / source).latest() for source in sources_of(dataset)}
    return {source: snapshot.number for source, snapshot in latest.items() if snapshot}


@contextmanager
def records(node: Node, dataset: Dataset, work: Path) -> Iterator[Rows]:
    """The records of a data set as the public may see them, as long as the block lasts."""
    with all_records(node, dataset, work) as rows:
        public = public_rows(rows.kernel, rows.relation)
        yield Rows(rows.kernel, public, rows.columns if public == rows.relation else rows.kernel.columns(public))


@contextmanager
def all_records(node: Node, dataset: Dataset, work: Path) -> Iterator[Rows]:
    """The records of a data set as the ledgers hold them: for counting what the public does not see."""
    ledgers: Mapping[str, tuple[Path, ...]] = {key: listed_files(node.lake / key) for key in sources_of(dataset)}
    is_search = dataset.scope == Dataset.Scope.SEARCH
    with Kernel(work / "spill") as kernel:
        if is_search:
            _want_found(kernel, dataset)
        yield Rows(kernel, TOGETHER, open_together(kernel, ledgers, only_wanted=is_search))


def _want_found(kernel: Kernel, dataset: Dataset) -> None:
    want(kernel, ())
    hits = queries.all_hits(query_of_dataset(dataset))
    while some := [hit.pid for hit in islice(hits, PIDS_AT_ONCE)]:
        want(kernel, some)


def query_of_dataset(dataset: Dataset) -> Query:
    """The question that finds the specimens of a data set; raises ParameterError for a saved search that cannot be asked."""
    if dataset.scope == Dataset.Scope.SEARCH:
        asked = QueryDict(dataset.of)
        return query_of({name: asked.getlist(name) for name in asked})
    return query_of({dataset.scope: [dataset.of]})
