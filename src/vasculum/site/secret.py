"""The secret key of a node: made once, kept in the node's folder, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

FILE = "secret"


def secret_key_of(node: Path) -> str:
    """The key kept in `node`, or one for this process alone where there is no node yet."""
    file = node / FILE
    return file.read_text(encoding="ascii") if file.is_file() else secrets.token_urlsafe(50)


def make_secret_key(node: Path) -> None:
    """Writes a new key into `node`; an existing one is kept."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        descriptor = os.open(node / FILE, flags, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
