"""What is asked of the database once a second at most, however often it is needed."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

LASTS = 1.0
"""Seconds after which another process has noticed a change."""
Value = TypeVar("Value")


class Lasting(Generic[Value]):
    """An answer that is used for a second; safe to share between threads."""

    def __init__(self, ask: Callable[[], Value]) -> None:
        self._ask, self._lock = ask, Lock()
        self._known: tuple[Value, float] | None = None

    def __call__(self) -> Value:
        """The answer, at most a second old."""
        with self._lock:
            if self._known is None or time.monotonic() >= self._known[1]:
                self._known = self._ask(), time.monotonic() + LASTS
            return self._known[0]

    def look_again(self) -> None:
        """Makes this process notice what was just changed."""
        with self._lock:
            self._known = None
