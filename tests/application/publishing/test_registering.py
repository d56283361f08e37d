"""Registering elsewhere, against a registry of this machine that counts what it is told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from vasculum.harvest.node import Node
from vasculum.people.policy import SYSTEM
from vasculum.publishing.actions import describe, publish
from vasculum.publishing.describing import pid_of
from vasculum.publishing.models import Dataset, Registration
from vasculum.publishing.registering import register_next

LATER = dt.timedelta(days=2)


@dataclass
class StandIn:
    """A registry: what it was asked, what it holds, how often it still fails, and whether it answers after adding."""

    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    datasets: dict[str, dict[str, Any]] = field(default_factory=dict)
    endpoints: list[dict[str, Any]] = field(default_factory=list)
    failing: int = 0
    silent_after_adding: bool = False
    address: str = ""

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        """The status and the body of an answer."""
        self.asked.append((method, path, body))
        if self.failing:
            self.failing -= 1
            return 503, {}
        if path.startswith("/dataset/doi/"):
            return 200, {
                "results": [each for each in self.datasets.values() if each["doi"] == path.removeprefix("/dataset/doi/")]
            }
        if path.endswith("/endpoint"):
            if method == "POST":
                self.endpoints.append(body)
            return 200, self.endpoints if method == "GET" else 1
        if (method, path) == ("POST", "/dataset"):
            key = f"key-{len(self.datasets) + 1}"
            self.datasets[key] = {**body, "key": key}
            return (500, {}) if self.silent_after_adding else (201, key)
        return 200, {}


@pytest.fixture
def registry() -> Iterator[StandIn]:
    """The registry, listening."""
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            status, told = stand_in.answer(self.command, self.path, body)
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = _answer  # noqa: N815

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        stand_in.address = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield stand_in
        server.shutdown()


def test_nothing_is_registered_unless_a_registry_is_named(home: Node, roses: Dataset) -> None:  # noqa: ARG001
    assert not register_next(home, timezone.now())
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(("kind", "path"), [("datacite", "/dois/{pid}"), ("handle", "/api/handles/{pid}?overwrite=true")])
def test_an_identifier_is_registered_once_for_each_version(
    home: Node, roses: Dataset, registry: StandIn, settings: LazySettings, kind: str, path: str
) -> None:
    settings.REGISTRIES = {kind: (registry.address, "")}
    assert register_next(home, timezone.now())
    assert not register_next(home, timezone.now() + LATER)
    assert [(method, asked) for method, asked, _ in registry.asked] == [("PUT", path.format(pid=pid_of(home, roses)))]
    describe(SYSTEM, roses, {"title": {"en": "Roses again"}}, timezone.now())
    publish(home, roses, timezone.now())
    assert register_next(home, timezone.now() + LATER)
    assert not register_next(home, timezone.now() + 2 * LATER)
    assert len(registry.asked) == 2


def test_a_registry_that_fails_is_asked_again_later(
    home: Node, roses: Dataset, registry: StandIn, settings: LazySettings
) -> None:
    settings.REGISTRIES = {"datacite": (registry.address, "")}
    registry.failing = 1
    now = timezone.now()
    assert register_next(home, now)
    entry = Registration.objects.get(dataset=roses)
    assert (entry.version, entry.failures, "503" in entry.why) == (0, 1, True)
    assert not register_next(home, now)
    assert register_next(home, entry.due)
    entry.refresh_from_db()
    assert (entry.version > 0, entry.failures, entry.why) == (True, 0, "")


def test_a_data_set_is_added_to_gbif_once_even_when_the_answer_was_lost(
    home: Node, roses: Dataset, registry: StandIn, settings: LazySettings
) -> None:
    settings.REGISTRIES = {"gbif": (registry.address, "somebody:secret")}
    registry.silent_after_adding = True
    now = timezone.now()
    assert register_next(home, now)
    registry.silent_after_adding = False
    assert register_next(home, now + LATER)
    assert not register_next(home, now + 2 * LATER)
    assert list(registry.datasets) == [Registration.objects.get(dataset=roses).remote] == ["key-1"]
    assert [each["url"] for each in registry.endpoints] == ["http://testserver/archives/roses.zip"]
    describe(SYSTEM, roses, {"title": {"en": "Roses once more"}}, now)
    publish(home, roses, now)
    assert register_next(home, now + 2 * LATER)
    assert (len(registry.datasets), len(registry.endpoints)) == (1, 1)


def test_a_registry_that_is_not_there_is_told_in_one_line(home: Node, roses: Dataset, settings: LazySettings) -> None:
    settings.REGISTRIES = {"handle": ("http://127.0.0.1:9", "")}
    assert register_next(home, timezone.now())
    why = Registration.objects.get(dataset=roses).why
    assert why.startswith("handle does not answer")
    assert "\n" not in why
