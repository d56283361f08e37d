"""Keeping the search index up with the ledgers."""

from __future__ import annotations

import shutil
from functools import partial
from itertools import groupby
from pathlib import Path

from vasculum.engine.kernel import Kernel
from vasculum.harvest.gate import public_rows, rules_state
from vasculum.harvest.models import Source
from vasculum.harvest.node import Node
from vasculum.harvest.progress import Progress
from vasculum.lake.ledger import Ledger, snapshot_of
from vasculum.lake.lock import in_turn
from vasculum.protection.current import look_again
from vasculum.search.follower import Followed, follow, forget


def follow_ledgers(node: Node, progress: Progress) -> None:
    """Adds to the search index whatever the ledgers committed since, after any other process that is at it."""
    with in_turn(node.root / "locks" / "search"):
        spill = node.work / "_search"
        with Kernel(spill) as kernel:
            look_again()
            follow(node.search, kernel, _followed(node), rules_state(), lambda done: progress("search", done, 0))
        shutil.rmtree(spill, ignore_errors=True)


def rebuild_index(node: Node, progress: Progress) -> None:
    """Builds the index anew beside the one that is served, which it replaces in one step at the end."""
    with in_turn(node.root / "locks" / "search"):
        forget(node.search)
    follow_ledgers(node, progress)


def _followed(node: Node) -> list[Followed]:
    sources = Source.objects.select_related("collection__institution").order_by("key")
    return [
        Followed(
            source.key,
            _by_snapshot(Ledger(node.lake / source.key).files()),
            source.issuer,
            {
                "source": source.key,
                "collection": source.collection.key,
                "institution": source.collection.institution.key,
            },
            partial(public_rows, source=source.key),
        )
        for source in sources
    ]


def _by_snapshot(files: list[Path]) -> dict[int, list[Path]]:
    return {number: list(group) for number, group in groupby(files, key=lambda file: snapshot_of(file.name))}
