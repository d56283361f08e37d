"""A BioCASe provider on this computer that answers as PyWrapper does, and fails when a test tells it to."""

from __future__ import annotations

import http.server
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from tests.unit.formats.abcd_documents import NAMESPACE, keyed

PROTOCOL = "http://www.biocase.org/schemas/protocol/1.3"


class Provider(http.server.ThreadingHTTPServer):
    """A provider of `units` units; `fail` counts down: while it is above 0 the host is not available."""

    daemon_threads = True

    def __init__(self, units: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.units, self.fail, self.fails_at = units, 0, -1
        self.asked: list[tuple[str, int]] = []
        self.agents: set[str] = set()

    @property
    def address(self) -> str:
        """Its access point."""
        return f"http://127.0.0.1:{self.server_port}/biocase/pywrapper.cgi?dsa=Herbar"

    def answer(self, request: etree._Element) -> str:
        """The document that answers a request."""
        kind = request.findtext("{*}header/{*}type") or ""
        form = request.find("{*}search/{*}responseFormat")
        start = int(form.get("start", "0")) if form is not None else 0
        self.asked.append((kind, start))
        if kind == "capabilities":
            inner = f'<capabilities><SupportedSchemas namespace="{NAMESPACE}"/></capabilities>'
        elif kind == "scan":
            inner = "<scan><value>Herbarium of Rivermouth</value></scan>"
        else:
            assert form is not None
            numbers = range(start, min(start + int(form.get("limit", "0")), self.units))
            units = "".join(f"<Unit>{keyed(str(number))}</Unit>" for number in numbers)
            counts = f'recordStart="{start}" recordCount="{len(numbers)}" recordDropped="0" totalSearchHits="{self.units}"'
            return _wrapped(f'<DataSets xmlns="{NAMESPACE}"><DataSet><Units>{units}</Units></DataSet></DataSets>', counts)
        return _wrapped(inner, "")


def _wrapped(inner: str, counts: str) -> str:
    return f'<b:response xmlns:b="{PROTOCOL}" xmlns="{PROTOCOL}"><b:content {counts}>{inner}</b:content></b:response>'


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        request = etree.fromstring(query["query"][0])
        self.server.agents.add(self.headers["User-Agent"])
        form = request.find("{*}search/{*}responseFormat")
        at = int(form.get("start", "0")) if form is not None else 0
        if self.server.fail and at >= self.server.fails_at:
            self.server.fail -= 1
            self.send_error(503)
            return
        text = self.server.answer(request).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""
