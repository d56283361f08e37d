"""A node whose search index is lost while its ledgers are whole: nobody is told that nothing was found."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client

from tests.application.pages.conftest import _forget
from tests.small_node import SmallNode
from vasculum.harvest.follow import follow_ledgers
from vasculum.harvest.node import open_node
from vasculum.harvest.progress import silent

FINDING = (
    "/nl/search",
    "/en/search?view=map",
    "/fr/search?view=charts",
    "/api/search",
    "/api/digital-specimen/v1/search",
    "/feeds/search.atom",
)
BESIDE = ("/nl/", "/en/institutions", "/de/collections", "/api/institution", "/api")


@pytest.fixture
def without_index(small_node: SmallNode, tmp_path: Path, settings: LazySettings, db: None) -> Iterator[Path]:  # noqa: ARG001
    """A copy of the small node that lost its index."""
    settings.NODE = shutil.copytree(small_node.folder, tmp_path / "node")
    shutil.rmtree(settings.NODE / "search")
    call_command("loaddata", str(small_node.rows), verbosity=0)
    _forget()
    yield settings.NODE
    _forget()


@pytest.mark.parametrize("path", FINDING)
@pytest.mark.usefixtures("without_index")
def test_a_search_says_that_it_is_rebuilt_and_when_to_come_back(path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    if path.startswith("/api/"):
        assert json.loads(answer.content)["status"] == 503
    else:
        assert b'class="problem"' in answer.content


@pytest.mark.usefixtures("without_index")
def test_it_is_said_in_the_language_of_the_page() -> None:
    assert "opnieuw opgebouwd" in Client().get("/nl/search").content.decode()


@pytest.mark.parametrize("path", BESIDE)
@pytest.mark.usefixtures("without_index")
def test_what_is_about_something_else_stays_up(path: str) -> None:
    assert Client().get(path).status_code == 200


def test_a_specimen_is_shown_by_its_pid_and_found_again_once_the_index_is_there(without_index: Path, pid: str) -> None:
    assert Client().get(f"/{pid}", follow=True).status_code == 200
    follow_ledgers(open_node(without_index), silent)
    _forget()
    assert json.loads(Client().get("/api/search").content)["total"] > 0


@pytest.mark.usefixtures("empty")
def test_a_node_that_holds_nothing_finds_nothing() -> None:
    assert json.loads(Client().get("/api/search").content)["total"] == 0
