"""A fresh node for each test.

The database is the one of the settings: SQLite, or PostgreSQL when DATABASE_URL names one, with which the whole folder can
be run a second time.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from tests.behaviour.archives import Export
from tests.behaviour.crashing import Nursery
from tests.behaviour.stories import FIRST, SECOND, Story, story
from vasculum.harvest.actions import harvest
from vasculum.harvest.node import Node, make_node
from vasculum.harvest.progress import silent
from vasculum.harvest.report import Report


@dataclass(frozen=True)
class Museum:
    """A museum that hands its exports to a node, each as a file of another name."""

    node: Node
    folder: Path
    editions: count[int] = field(default_factory=count)

    def hand_over(self, export: Export, *, approved: bool = False, dry_run: bool = False, unpacked: bool = False) -> Report:
        """Harvests an export as the source `herbarium`."""
        name = f"edition-{next(self.editions)}"
        path = export.unpacked(self.folder / name) if unpacked else export.zipped(self.folder / f"{name}.zip")
        return harvest(self.node, path, "herbarium", silent, approved=approved, dry_run=dry_run)


@pytest.fixture
def node(tmp_path: Path, db: None) -> Node:  # noqa: ARG001
    """A node that holds nothing."""
    return make_node(tmp_path / "node")


@pytest.fixture
def museum(node: Node, tmp_path: Path) -> Museum:
    """A museum of that node."""
    return Museum(node, tmp_path / "exports")


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
