"""The how-to of the Python client, run block by block like a notebook against a node that is served."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connections
from pytest_django.live_server_helper import LiveServer

from tests.application.pages.conftest import empty, served, small_node
from tests.shared import ROOT
from vasculum.client import Node, NodeError
from vasculum.downloads.worker import ERRAND
from vasculum.specimens import queries
from vasculum.web.working import work

__all__ = ["empty", "served", "small_node"]
PAGE = ROOT / "docs" / "how-to" / "use-the-python-client.md"


@pytest.fixture
def address(transactional_db: None, served: Path, live_server: LiveServer) -> Any:  # noqa: ARG001
    """A served node with a worker beside it."""
    stop = Event()

    def until_told() -> None:
        work(ERRAND, stop)
        connections.close_all()

    worker = Thread(target=until_told)
    worker.start()
    yield live_server.url
    stop.set()
    worker.join()


def test_the_how_to_runs_as_it_stands(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told: dict[str, Any] = {"address": address}
    for block in re.findall(r"```py\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        exec(block, told)
    assert told["counts"]["country"] == {"BE": 3}
    assert told["rows"][0]["scientificName"] == "Rosa canina L."
    assert len(told["table"]["pid"]) == 10
    assert told["genera"] == {"Carex"}
    assert told["document"]["ods:specimenName"] == "Rosa canina L."
    assert "40 digital specimens" in told["taken"].citation
    assert len((tmp_path / "carex.csv").read_text(encoding="utf-8-sig").splitlines()) == 41


def test_what_a_node_refuses_is_told(address: str) -> None:
    node = Node(address)
    with pytest.raises(NodeError, match="year"):
        node.search(year="soon")
    with pytest.raises(NodeError) as refused:
        node.specimen("10.5072/000-000-000")
    assert refused.value.status == 404


def test_the_last_words_on_a_specimen_that_is_gone_are_given(address: str) -> None:
    gone = next(pid for pid in all_pids() if (found := queries.specimen(pid)) and found.is_gone)
    assert Node(address).specimen(f"https://doi.org/{gone}")["ods:status"] == "Tombstone"
    assert Node(address).specimen(gone, version=1)["ods:status"] == "Active"


def all_pids() -> list[str]:
    from vasculum.harvest.models import Source
    from vasculum.pids.issuer import Minted

    node = queries.node()
    assert node is not None
    return [node.mint.pid(Minted(Source.objects.get(key="herbarium").issuer, number)) for number in range(60)]
