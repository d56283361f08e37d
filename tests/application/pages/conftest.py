"""A small node, served by Django's test client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from tests.small_node import SmallNode, build
from vasculum.search.query import Query
from vasculum.site.messages import compile_all
from vasculum.specimens import queries


@pytest.fixture(scope="session")
def small_node(tmp_path_factory: pytest.TempPathFactory) -> SmallNode:
    """The node, built once."""
    compile_all()
    return build(tmp_path_factory.mktemp("small") / "node")


@pytest.fixture
def served(small_node: SmallNode, settings: LazySettings, db: None) -> Iterator[Path]:  # noqa: ARG001
    """The small node as the one this process serves."""
    settings.NODE = small_node.folder
    call_command("loaddata", str(small_node.rows), verbosity=0)
    _forget()
    yield small_node.folder
    _forget()


@pytest.fixture
def empty(tmp_path: Path, settings: LazySettings, db: None) -> Iterator[Path]:  # noqa: ARG001
    """A node that holds nothing."""
    settings.NODE = tmp_path
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    cache.clear()
    queries.node.cache_clear()
    queries.catalogue.cache_clear()


@pytest.fixture
def browser() -> Client:
    """A visitor who wants pages."""
    return Client(headers={"accept": "text/html"})


@pytest.fixture
def pid(served: Path) -> str:  # noqa: ARG001
    """The PID of the rose with an image."""
    return pid_of("GRD0001")


def pid_of(number: str) -> str:
    """The PID of the specimen with a catalogue number that still exists."""
    return queries.find(Query(number)).hits[0].pid
