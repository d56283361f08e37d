"""Harvesting a BioCASe provider: every page once, politely, and going on where the provider left us."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.harvest.biocase_provider import Provider
from vasculum.formats.dwca import ArchiveRefused
from vasculum.harvest.address import ALLOWED_HOSTS
from vasculum.harvest.biocase import Endpoint, Manners, capabilities, pages, scan
from vasculum.harvest.opening import opened
from vasculum.harvest.progress import silent
from vasculum.harvest.refusal import Refused, Unavailable
from vasculum.model.rejection import Rejection


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """A provider of 25 units."""
    monkeypatch.setenv(ALLOWED_HOSTS, "127.0.0.1")
    with Provider(25) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield served
        served.shutdown()


def endpoint(provider: Provider, waits: list[float], page: int = 10) -> Endpoint:
    """The provider, asked with manners that note how long they would have waited."""
    return Endpoint(provider.address, manners=Manners(page, 1.0, (5.0, 30.0), waits.append))


def test_a_provider_says_what_it_has(provider: Provider, tmp_path: Path) -> None:
    asked = endpoint(provider, [])
    assert capabilities(asked, tmp_path) == ["http://www.tdwg.org/schemas/abcd/2.06"]
    assert scan(asked, tmp_path) == ["Herbarium of Rivermouth"]
    assert provider.agents == {"Vasculum"}


def test_all_pages_come_in_with_a_pause_between_them(provider: Provider, tmp_path: Path) -> None:
    waits: list[float] = []
    folder = pages(endpoint(provider, waits), tmp_path / "coming", silent)
    assert provider.asked == [("search", 0), ("search", 10), ("search", 20)]
    assert waits == [1.0, 1.0]
    with opened(folder, tmp_path / "work", list[Rejection]().append) as found:
        assert found.specimens is not None
        with found.specimens.open("occurrence.txt") as rows:
            assert rows.read(1 << 20).count(b"\n") == 25


def test_a_host_that_does_not_answer_is_asked_again_after_longer_and_longer(provider: Provider, tmp_path: Path) -> None:
    provider.fail = 2
    waits: list[float] = []
    pages(endpoint(provider, waits), tmp_path / "coming", silent)
    assert waits[:2] == [5.0, 30.0]


def test_what_was_brought_in_is_not_asked_for_again(provider: Provider, tmp_path: Path) -> None:
    provider.fail, provider.fails_at = 3, 20
    with pytest.raises(Unavailable, match="503"):
        pages(endpoint(provider, []), tmp_path / "coming", silent)
    provider.asked.clear()
    pages(endpoint(provider, []), tmp_path / "coming", silent)
    assert provider.asked == [("search", 20)]


def test_pages_of_another_request_are_not_mistaken_for_ours(provider: Provider, tmp_path: Path) -> None:
    pages(endpoint(provider, []), tmp_path / "coming", silent)
    provider.asked.clear()
    pages(endpoint(provider, [], page=25), tmp_path / "coming", silent)
    assert provider.asked == [("search", 0)]


def test_a_provider_in_the_nodes_own_network_is_not_asked(
    provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ALLOWED_HOSTS)
    with pytest.raises(Refused, match="not on the public internet"):
        pages(endpoint(provider, []), tmp_path / "coming", silent)
    assert provider.asked == []


def test_an_answer_that_is_an_error_is_refused_in_the_providers_words(
    provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "<response><diagnostics><diagnostic severity='ERROR'>No such data source</diagnostic></diagnostics></response>"
    monkeypatch.setattr(provider, "answer", lambda _request: told)
    with pytest.raises(ArchiveRefused, match="No such data source"):
        pages(endpoint(provider, []), tmp_path / "coming", silent)


def test_a_provider_is_a_source_like_any_other(provider: Provider, tmp_path: Path, db: None) -> None:  # noqa: ARG001
    from vasculum.harvest.actions import harvest
    from vasculum.harvest.node import make_node

    node = make_node(tmp_path / "node")
    report = harvest(node, provider.address, "herbar", silent)
    assert (report.state, report.new) == ("committed", 25)
    assert not (node.coming / "herbar").exists()
    assert harvest(node, provider.address, "herbar", silent).state == "unchanged"
