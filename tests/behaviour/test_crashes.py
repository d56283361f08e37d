"""A harvest killed with `kill -9` at any step: the previous state stays served, and a restart ends as if nothing had happened."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.behaviour.archives import Export, Row, changed, specimens
from tests.behaviour.crashing import Nursery
from tests.behaviour.state import described, files
from vasculum.harvest.node import open_node
from vasculum.pids.issuer import Minted

SEED = 20261123
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


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Story]]:
    """A first harvest, and a second one with changed, new and gone records."""
    folder = tmp_path_factory.mktemp("crashes")
    with Nursery(folder) as nursery:
        empty = folder / "empty"
        nursery.prepare(empty)
        first = story(nursery, empty, FIRST)
        known = shutil.copytree(folder / "empty-undisturbed", folder / "known")
        yield {"first": first, "second": story(nursery, known, SECOND)}


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


def crash_and_restart(known: Story, name: str, *, step: int = 0, seconds: float = 0, again: int = 0) -> None:
    node = known.fresh(name)
    ended = known.nursery.harvest(node, known.archive, die_at_step=step, die_after=seconds)
    assert ended.signal == (9 if step else ended.signal), ended.told
    check_served(node, known)
    if again:
        known.nursery.harvest(node, known.archive, die_at_step=again)
        check_served(node, known)
    restarted = known.nursery.harvest(node, known.archive)
    assert (restarted.signal, restarted.status, restarted.told) == (0, 0, "")
    check_whole(node, known)
    shutil.rmtree(node)


def moments(which: str, count: int) -> list[float]:
    """Parts of the way through a harvest, chosen by the seed, spread over all of it."""
    chance = random.Random(f"{SEED} {which}")
    return [(at + chance.random()) / count for at in range(count)]


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_harvest_killed_at_some_steps_ends_as_if_nothing_had_happened(stories: dict[str, Story], which: str) -> None:
    for moment in moments(which, 5):
        crash_and_restart(stories[which], "killed", step=1 + int(moment * stories[which].steps))


def test_a_harvest_killed_while_native_code_runs_ends_as_if_nothing_had_happened(stories: dict[str, Story]) -> None:
    for which in stories:
        crash_and_restart(stories[which], "killed", seconds=moments(f"native {which}", 1)[0] * stories[which].seconds)


@pytest.mark.slow
@pytest.mark.parametrize("which", ["first", "second"])
def test_a_harvest_killed_anywhere_ends_as_if_nothing_had_happened(stories: dict[str, Story], which: str) -> None:
    known = stories[which]
    for moment in moments(f"many {which}", 50):
        crash_and_restart(known, "killed", step=1 + int(moment * known.steps))
    for moment in moments(f"native many {which}", 15):
        crash_and_restart(known, "killed", seconds=moment * known.seconds)


@pytest.mark.slow
def test_a_restart_that_is_killed_too_changes_nothing(stories: dict[str, Story]) -> None:
    for which, known in stories.items():
        for moment, second in zip(moments(f"twice {which}", 12), reversed(moments(f"again {which}", 12)), strict=True):
            crash_and_restart(known, "killed", step=1 + int(moment * known.steps), again=1 + int(second * known.steps / 2))
