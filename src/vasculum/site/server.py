"""The web process: gunicorn with threads."""

from __future__ import annotations

import gc
import os
import socket
import sys
from typing import Any, NoReturn

from gunicorn.app.base import BaseApplication

THREADS = 8
LONGEST_REQUEST_LINE = 8190


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from vasculum.site.wsgi import application

        if not os.environ.get("VASCULUM_SEPARATE_WORKER"):
            from vasculum.site.workers import work_beside_pages

            work_beside_pages()
        gc.collect()
        gc.freeze()
        return application


def require_free(host: str, port: int) -> None:
    """Raises OSError, told in one line, when nobody could listen at this address."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        socket.create_server(found[4][:2], family=found[0]).close()
    except OSError as error:
        raise OSError(error.errno, error.strerror, f"{host}:{port}") from error


def serve(host: str, port: int) -> NoReturn:
    """Serves the node until it is told to stop, in the place of this process.

    The web process begins afresh: its workers are forked, and what a harvest has opened in a process does not survive that.
    """
    os.execv(sys.executable, [sys.executable, "-m", "vasculum.site.server", host, str(port)])


def run(host: str, port: int) -> None:
    """Runs the web server in this process, which must not have opened a ledger."""
    _Server(
        {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "limit_request_line": LONGEST_REQUEST_LINE,
            "workers": 1,
            "threads": THREADS,
            "worker_class": "gthread",
            "control_socket_disable": True,
            "errorlog": "-",
            "loglevel": "warning",
            "timeout": 120,
        }
    ).run()


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]))
