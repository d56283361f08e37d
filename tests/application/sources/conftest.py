"""An empty node with one collection, and a museum's web server on this computer."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from vasculum.harvest.address import ALLOWED_HOSTS
from vasculum.harvest.node import Node, make_node
from vasculum.registry.actions import register_collection
from vasculum.site.messages import compile_all


class Museum(http.server.ThreadingHTTPServer):
    """A server that gives one table, tells its state, and fails while `broken`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.rows, self.broken = 3, 0
        self.conditions: list[str | None] = []

    @property
    def address(self) -> str:
        """Where its table is."""
        return f"http://127.0.0.1:{self.server_port}/herbarium.csv"

    @property
    def feed(self) -> str:
        """Where its feed is."""
        return f"http://127.0.0.1:{self.server_port}/rss.do"


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Museum

    def do_GET(self) -> None:
        state = f'"edition-{self.server.rows}"'
        if self.server.broken:
            self.send_error(self.server.broken)
        elif self.path == "/rss.do":
            self._say(feed(self.server).encode(), "")
        elif self.headers["If-None-Match"] == state:
            self.server.conditions.append(state)
            self.send_response(304)
            self.end_headers()
        else:
            self.server.conditions.append(self.headers["If-None-Match"])
            self._say(table(self.server.rows).encode(), state)

    def _say(self, body: bytes, state: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Length", str(len(body)))
        if state:
            self.send_header("ETag", state)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def table(rows: int) -> str:
    """A table of that many sheets."""
    lines = [f"RM:{number},RM{number},Rosa canina L.,PreservedSpecimen" for number in range(rows)]
    return "\n".join(["occurrenceID,catalogNumber,scientificName,basisOfRecord", *lines, ""])


def feed(museum: Museum) -> str:
    """The feed of an IPT with two resources."""
    items = "".join(
        f"<item><title>{title}</title><guid>{name}/{museum.rows}</guid><pubDate>Mon, 23 Nov 2026</pubDate>"
        f"<ipt:dwca>{museum.address}?r={name}</ipt:dwca></item>"
        for name, title in (("herb", "Herbarium"), ("eggs", "Eggs"))
    )
    return f'<rss xmlns:ipt="http://ipt.gbif.org/"><channel>{items}</channel></rss>'


@pytest.fixture
def museum(monkeypatch: pytest.MonkeyPatch) -> Iterator[Museum]:
    """The server, which the keeper of the node allows."""
    monkeypatch.setenv(ALLOWED_HOSTS, "127.0.0.1")
    with Museum() as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield served
        served.shutdown()


@pytest.fixture
def node(tmp_path: Path, settings: LazySettings, db: None) -> Node:  # noqa: ARG001
    """The node this process serves, with the collection `herb`."""
    compile_all()
    made = make_node(tmp_path / "node", "10.5072")
    settings.NODE = made.root
    register_collection("herb", "rivermouth")
    return made
