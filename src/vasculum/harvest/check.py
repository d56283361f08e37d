"""Invariants and fixity: what must always hold of a node, checked from the files themselves."""

from __future__ import annotations

from collections.abc import Iterator

from vasculum.engine.kernel import Kernel
from vasculum.harvest.models import Source
from vasculum.harvest.node import Node
from vasculum.lake.ledger import Ledger, LedgerDamaged, digest_of, snapshot_of
from vasculum.search.index import NoIndex, open_catalogue
from vasculum.search.query import Query


def faults(node: Node) -> Iterator[str]:
    """One line for every invariant that does not hold: fixity, one PID for one specimen, versions without gaps, the index.

    The ledgers of events are held to the same, but for PIDs, which events have not.
    """
    present, damaged = 0, list[str]()
    with Kernel(node.work / "_check") as kernel:
        for source in Source.objects.order_by("key"):
            ledger = Ledger(node.lake / source.key)
            found = list(_fixity(ledger, source.key))
            if not found:
                yield from _numbering(kernel, source.key, ledger, "specimen")
                yield from _pids(kernel, source.key)
                present += _present(kernel, ledger)
            damaged += found
            yield from _of_events(kernel, node, source.key)
    yield from damaged
    if not damaged:
        yield from _index(node, present)


def _of_events(kernel: Kernel, node: Node, source: str) -> Iterator[str]:
    ledger = Ledger(node.events / source)
    found = list(_fixity(ledger, f"the events of {source}"))
    yield from found or _numbering(kernel, source, ledger, "event")


def _fixity(ledger: Ledger, called: str) -> Iterator[str]:
    try:
        snapshots, files = {snapshot.number: snapshot for snapshot in ledger.snapshots()}, ledger.files()
    except LedgerDamaged as error:
        yield str(error)
        return
    for file in files:
        if not file.exists():
            yield f"{file.name} of {called} is missing"
        elif digest_of(file) != snapshots[snapshot_of(file.name)].digest_of(file):
            yield f"{file.name} of {called} is not what was committed: its SHA-256 differs"


def _numbering(kernel: Kernel, source: str, ledger: Ledger, what: str) -> Iterator[str]:
    files = [str(file) for file in ledger.files()]
    if not files:
        kernel.run("CREATE OR REPLACE TABLE versions (number BIGINT, pid VARCHAR, version INTEGER)")
        return
    kernel.run("CREATE OR REPLACE TABLE versions AS SELECT number, pid, version FROM read_parquet(?)", [files])
    uneven = "count(*) <> max(version) OR min(version) <> 1"
    for number, held in kernel.rows(f"SELECT number, count(*) - max(version) FROM versions GROUP BY number HAVING {uneven}"):
        yield f"{what} {number} of {source} has {held:+} versions beside those it should have"


def _pids(kernel: Kernel, source: str) -> Iterator[str]:
    """One PID for one specimen, among the versions that were counted last."""
    for pid, count in kernel.rows(
        "SELECT pid, count(DISTINCT number) FROM versions GROUP BY pid HAVING count(DISTINCT number) > 1"
    ):
        yield f"the PID {pid} of {source} names {count} specimens"


def _present(kernel: Kernel, ledger: Ledger) -> int:
    files = [str(file) for file in ledger.files()]
    if not files:
        return 0
    newest = "SELECT arg_max(change, version) AS change FROM read_parquet(?) GROUP BY number"
    count: int = kernel.one(f"SELECT count(*) FROM ({newest}) WHERE change <> 'gone'", [files])
    return count


def _index(node: Node, present: int) -> Iterator[str]:
    try:
        found = open_catalogue(node.search).search(Query(size=1)).total
    except NoIndex:
        found = 0
    if found != present:
        yield f"the search index holds {found:,} specimens, the ledgers {present:,}"
