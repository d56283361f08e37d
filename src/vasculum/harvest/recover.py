"""Recovery: what a crash left is finished where it was committed, and removed where it was not."""

from __future__ import annotations

import shutil

import orjson
from django.utils import timezone

from vasculum.harvest.models import Harvest, Source
from vasculum.harvest.node import Node
from vasculum.lake.ledger import Ledger, Snapshot


def recover(node: Node, source: Source) -> None:
    """Brings a source to rest; call it only while holding the source's lock."""
    shutil.rmtree(node.work / source.key, ignore_errors=True)
    ledger = Ledger(node.lake / source.key)
    ledger.clean_up()
    Ledger(node.events / source.key).clean_up()
    interrupted = list(source.harvests.filter(state=Harvest.State.RUNNING))
    committed = {snapshot.notes.get("harvest"): snapshot for snapshot in ledger.snapshots()} if interrupted else {}
    for harvest in interrupted:
        _settle(node, harvest, committed.get(str(harvest.pk)))


def _settle(node: Node, harvest: Harvest, snapshot: Snapshot | None) -> None:
    harvest.finished = timezone.now()
    if snapshot:
        harvest.state, harvest.snapshot = Harvest.State.COMMITTED, snapshot.number
        harvest.report = orjson.loads(snapshot.notes["report"])
    else:
        harvest.state = Harvest.State.FAILED
        harvest.why = "interrupted: the computer or the program stopped; the previous state is served"
        node.rejected_rows(harvest.pk).unlink(missing_ok=True)
    harvest.save()
