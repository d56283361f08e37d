"""Several harvests at once: of one source, of two sources."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.behaviour.archives import Export, specimens
from tests.behaviour.conftest import Museum
from tests.behaviour.crashing import Nursery
from tests.behaviour.state import files, histories, hits
from tests.shared import ROOT
from vasculum.harvest.follow import follow_ledgers
from vasculum.harvest.node import open_node
from vasculum.harvest.progress import silent
from vasculum.lake.lock import Busy, in_turn, writing


def vasculum(node: Path, *arguments: str) -> subprocess.Popen[str]:
    """The command line, under way."""
    command = [sys.executable, "-m", "vasculum.cli", *arguments, "--data", str(node)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(running: Sequence[subprocess.Popen[str]]) -> list[tuple[int, str]]:
    told = [process.communicate()[1] for process in running]
    return [(process.returncode, error) for process, error in zip(running, told, strict=True)]


@pytest.mark.slow
def test_a_source_that_is_being_harvested_is_left_alone_at_once(museum: Museum) -> None:
    export = Export(specimens(3))
    with writing(museum.node.root / "locks" / "source-herbarium"), pytest.raises(Busy):
        museum.hand_over(export)
    assert files(museum.node) == {}
    assert museum.hand_over(export).new == 3


@pytest.mark.slow
def test_two_sources_harvested_at_once_both_end_well(tmp_path: Path) -> None:
    node = tmp_path / "node"
    with Nursery(tmp_path) as nursery:
        nursery.prepare(node)
    archives = {
        key: Export(specimens(40, occurrenceID=key + "{}")).zipped(tmp_path / f"{key}.zip") for key in ("herbarium", "fossils")
    }
    running = [vasculum(node, "harvest", str(archive), "--collection", key) for key, archive in archives.items()]
    assert ended(running) == [(0, ""), (0, "")]
    for key in archives:
        found = histories(open_node(node), key)
        assert {card["pid"] for card in hits(open_node(node), source=key)} == {history[0].pid for history in found}
        assert len(found) == 40
    assert len(list(hits(open_node(node)))) == 80


@pytest.mark.slow
def test_the_same_source_harvested_twice_at_once_is_harvested_once(tmp_path: Path) -> None:
    node, archive = tmp_path / "node", Export(specimens(300)).zipped(tmp_path / "herbarium.zip")
    with Nursery(tmp_path) as nursery:
        nursery.prepare(node)
    results = ended([vasculum(node, "harvest", str(archive), "--collection", "herbarium") for _ in range(2)])
    assert (0, "") in results
    assert all("being worked on by another process" in told for status, told in results if status)
    assert [len(history) for history in histories(open_node(node))] == [1] * 300


@pytest.mark.slow
def test_whoever_comes_second_to_the_index_waits_for_the_first(museum: Museum, tmp_path: Path) -> None:
    lock = museum.node.root / "locks" / "search"
    script = f"from pathlib import Path; from vasculum.lake.lock import in_turn\nwith in_turn(Path({str(lock)!r})): print('mine')"
    with in_turn(lock):
        waiting = subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(1)
    assert waiting.communicate()[0] == "mine\n"
    follow_ledgers(museum.node, silent)
