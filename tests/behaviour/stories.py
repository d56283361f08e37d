"""Harvests as stories: a node before, an archive that comes, and what the node holds when nothing disturbs it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.behaviour.archives import Export, Row, changed, specimens
from tests.behaviour.crashing import Nursery
from tests.behaviour.state import described, files
from vasculum.harvest.node import open_node
from vasculum.pids.issuer import Minted

SHEETS = specimens(12, locality="Meise {}", catalogNumber="BR{}")
OPINIONS: list[Row] = [{"id": "urn:sheet:2", "scientificName": "Salix"}, {"id": "urn:sheet:2", "scientificName": "Tilia"}]
FIRST = Export(SHEETS, {"dwc:Identification": OPINIONS}, broken=["urn:sheet:13,short"])
SECOND = Export(
    [*changed(SHEETS[2:], 5, locality="Gent"), *specimens(3, occurrenceID="urn:new:{}", habitat="wall")],
    {"dwc:Identification": [{"id": "urn:sheet:9", "scientificName": "Tilia"}]},
)


@dataclass(frozen=True)
class Story:
    """A node before a harvest, the archive that comes, what the node holds before and after it, and how long it takes."""

    nursery: Nursery
    before: Path
    archive: Path
    held: Sequence[dict[str, Any]]
    files: frozenset[str]
    steps: int
    seconds: float

    def fresh(self, name: str) -> Path:
        """The node as it was before the harvest."""
        node = self.before.with_name(name)
        shutil.rmtree(node, ignore_errors=True)
        return shutil.copytree(self.before, node)


def told(node: Path) -> dict[str, Any]:
    return described(open_node(node))


def story(nursery: Nursery, before: Path, export: Export) -> Story:
    """A harvest that nothing disturbs."""
    node = shutil.copytree(before, before.with_name(f"{before.name}-undisturbed"))
    archive = export.zipped(before.with_name(f"{before.name}.zip"))
    ended = nursery.harvest(node, archive)
    assert (ended.signal, ended.status, ended.told) == (0, 0, "")
    kept = frozenset(files(open_node(node)))
    return Story(nursery, before, archive, [told(before), told(node)], kept, ended.steps, ended.seconds)


def check_served(node: Path, known: Story) -> None:
    """What is served is the state before or the state after, never something between; the index may be behind the ledger."""
    now, (before, after) = told(node), known.held
    assert now["versions"] in (before["versions"], after["versions"])
    assert now["hits"] in (before["hits"], after["hits"])
    assert now["versions"] == after["versions"] or now["hits"] == before["hits"]


def check_whole(node: Path, known: Story) -> None:
    """The node is what it would be had nothing happened, and nothing is left over."""
    opened, now = open_node(node), told(node)
    assert now == known.held[1]
    assert frozenset(files(opened)) == known.files
    assert not list(opened.work.iterdir())
    assert [history[0][0] for history in now["versions"]] == [opened.mint.pid(Minted(1, at)) for at in range(now["minted"])]
