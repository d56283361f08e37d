"""The relational database of a node: SQLite in its folder, or PostgreSQL by `DATABASE_URL`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_of(url: str, node: Path) -> dict[str, Any]:
    """Django's settings for the database at `url`; an empty `url` means SQLite in the node's folder.

    What stands behind a `?` is handed on: the folder of a socket as `host`, `sslmode` and the like.

    Raises ValueError for an address that is neither PostgreSQL nor empty.
    """
    return _postgresql(url) if url else _sqlite(node)


def _sqlite(node: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": node / "node.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must begin with postgresql://, not {parts.scheme}://")
    asked = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": asked.pop("host", parts.hostname or ""),
        "PORT": asked.pop("port", str(parts.port or "")),
        "OPTIONS": asked,
        "CONN_MAX_AGE": 60,
    }
