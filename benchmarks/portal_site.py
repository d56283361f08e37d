"""The node as its visitors meet it: in this process, to count processor time, and as a real web server, for many at once."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from benchmarks.measure import descendants

HTML, JSON = "text/html", "application/json"
STARTS_WITHIN = 120
TICKS = os.sysconf("SC_CLK_TCK")


class Refused(Exception):
    """An address did not answer 200."""


class Site:
    """The WSGI application of a node in this process; no client is asked to wait."""

    def __init__(self, node: Path) -> None:
        os.environ |= {"VASCULUM_DATA": str(node), "VASCULUM_REQUESTS_PER_MINUTE": "0"}
        from vasculum.site.wsgi import application

        self._application: Any = application

    def ask(self, address: str, accept: str = JSON) -> bytes:
        """The body at an address; raises Refused."""
        path, _, query = address.partition("?")
        asked: dict[str, Any] = {
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT": accept,
            "REMOTE_ADDR": "127.0.0.1",
        }
        setup_testing_defaults(asked)
        told: list[str] = []
        answer = self._application(asked, lambda status, _headers, _error=None: told.append(status))
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        if not told[0].startswith("200"):
            raise Refused(f"{address} answers {told[0]}: {body[:300]!r}")
        return body

    def cost(self, address: str, accept: str = JSON) -> float:
        """Processor time of an answer in milliseconds."""
        return cost(lambda: self.ask(address, accept))


def cost(job: Any) -> float:
    """Processor time of a job in milliseconds, all threads together."""
    started = time.process_time()
    job()
    return (time.process_time() - started) * 1000


@dataclass(frozen=True, slots=True)
class Crowd:
    """What visitors who came at once met: milliseconds of waiting for each answer, and of processor time for an average one."""

    waits: list[float]
    cpu: float


@contextmanager
def serving(node: Path) -> Iterator[tuple[str, int]]:
    """A web server of the node while the block runs: its address and process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "VASCULUM_DATA": str(node), "VASCULUM_REQUESTS_PER_MINUTE": "0"}
    process = subprocess.Popen([sys.executable, "-m", "vasculum.site.server", "127.0.0.1", str(port)], env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            return _fetch(f"{address}/health")
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _fetch(address: str) -> None:
    with urllib.request.urlopen(address) as answer:
        answer.read()


def at_once(node: Path, addresses: Sequence[str], visitors: int) -> Crowd:
    """Lets so many visitors ask for some addresses at once, each for the next when the one before has come."""
    with serving(node) as (host, process), ThreadPoolExecutor(visitors) as crowd:
        _fetch(host + addresses[0])
        before = _cpu(process)

        def wait(address: str) -> float:
            started = time.perf_counter()
            _fetch(host + address)
            return (time.perf_counter() - started) * 1000

        waits = list(crowd.map(wait, addresses[1:]))
        return Crowd(waits, (_cpu(process) - before) / len(waits))


def _cpu(process: int) -> float:
    """Processor time so far of a process and those it started, in milliseconds."""
    return sum(cpu_of(each) for each in descendants(process))


def cpu_of(process: int) -> float:
    """Processor time so far of one process in milliseconds."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS
