"""Who may write: an advisory lock on a file, released by the operating system even when the process is killed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):
    """Somebody else is writing here at this moment."""


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Holds the lock `file` for the length of the block; raises Busy at once when another process or thread holds it."""
    with _opened(file) as descriptor:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(file.stem) from None
        yield


@contextmanager
def in_turn(file: Path) -> Iterator[None]:
    """Holds the lock `file` for the length of the block, after whoever holds it now."""
    with _opened(file) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextmanager
def _opened(file: Path) -> Iterator[int]:
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
