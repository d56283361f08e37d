"""The web process: gunicorn with threads, in this process's place."""

from __future__ import annotations

from typing import Any

from gunicorn.app.base import BaseApplication

THREADS = 8


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from vasculum.site.wsgi import application

        return application


def serve(host: str, port: int) -> None:
    """Serves the node until it is told to stop; never returns."""
    _Server(
        {
            "bind": f"{host}:{port}",
            "workers": 1,
            "threads": THREADS,
            "worker_class": "gthread",
            "control_socket_disable": True,
            "errorlog": "-",
            "loglevel": "warning",
            "timeout": 120,
        }
    ).run()
