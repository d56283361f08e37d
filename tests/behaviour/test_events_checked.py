"""Events are checked as specimens are: a file that is lost or altered is named, and so is an event with a version too many."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.formats.test_data_packages import package
from vasculum.harvest.actions import harvest
from vasculum.harvest.check import faults
from vasculum.harvest.node import Node
from vasculum.harvest.progress import silent
from vasculum.lake.ledger import Ledger


@pytest.fixture
def series(node: Node, tmp_path: Path) -> Ledger:
    """The ledger of the events of a monitoring series."""
    harvest(node, package(tmp_path / "dp"), "shrimps", silent)
    return Ledger(node.events / "shrimps")


def test_a_node_with_events_holds_every_invariant(node: Node, series: Ledger) -> None:
    assert series.files()
    assert list(faults(node)) == []


def test_a_file_of_events_that_was_altered_or_lost_is_named(node: Node, series: Ledger) -> None:
    [file] = series.files()
    content = file.read_bytes()
    file.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    assert list(faults(node)) == [f"{file.name} of the events of shrimps is not what was committed: its SHA-256 differs"]
    file.unlink()
    assert list(faults(node)) == [f"{file.name} of the events of shrimps is missing"]


def test_a_log_of_events_that_cannot_be_read_is_named(node: Node, series: Ledger) -> None:
    min((series.folder / "_delta_log").glob("*.json")).write_bytes(b"{torn")
    [fault] = faults(node)
    assert fault.startswith("the log of shrimps cannot be read")


def test_an_event_with_a_version_too_many_is_named(node: Node, series: Ledger) -> None:
    [file] = series.files()
    number = series.prepare({})
    shutil.copy(file, series.path_of(number, 0))
    series.commit(number, {})
    assert "event 0 of shrimps has +1 versions beside those it should have" in list(faults(node))
