"""A node served by a web process of its own, for as long as somebody looks at it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60


@contextmanager
def served(node: Path, surroundings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address at which the node in a folder is served meanwhile; `surroundings` are further environment variables.

    Raises RuntimeError when it does not answer within `PATIENCE` seconds.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from vasculum.cli import main; main()", "serve", "--port", str(port)]
    environment = {**os.environ, **(surroundings or {}), "VASCULUM_DATA": str(node)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(health: str, server: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last and server.poll() is None:
        try:
            with urllib.request.urlopen(health, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web process did not start")
