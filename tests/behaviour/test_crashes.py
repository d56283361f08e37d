"""A harvest killed with `kill -9` at any step: the previous state stays served, and a restart ends as if nothing had happened."""

from __future__ import annotations

import random
import shutil

import pytest

from tests.behaviour.stories import Story, check_served, check_whole

SEED = 20261123


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


@pytest.mark.slow
@pytest.mark.parametrize("which", ["first", "second"])
def test_a_harvest_killed_at_some_steps_ends_as_if_nothing_had_happened(stories: dict[str, Story], which: str) -> None:
    for moment in moments(which, 5):
        crash_and_restart(stories[which], "killed", step=1 + int(moment * stories[which].steps))


@pytest.mark.slow
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
