"""How long a node waits for a provider: limits on bytes and time, and the pace that keeps a slow answer from holding it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vasculum.harvest.refusal import Refused

GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on one fetch: bytes, redirects, and seconds in all, of silence, and between two looks at the pace.

    An answer that brings fewer than `least_bytes` in `look_seconds` is too slow.
    """

    bytes: int = 16 * GIB
    redirects: int = 5
    seconds: float = 4 * 3600
    quiet_seconds: float = 60
    look_seconds: float = 60
    least_bytes: int = 64 * 1024


class Pace:
    """Watches one fetch, over all its redirects; raises Refused when it takes too long or comes in too slowly."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._limits, self._clock = limits, clock
        self._end = clock() + limits.seconds
        self._look: float | None = None
        self._since = 0

    def patience(self) -> float:
        """The seconds the next step may take."""
        left = self._end - self._clock()
        if left <= 0:
            raise Refused(f"fetching took longer than {self._limits.seconds:g} seconds")
        return min(left, self._limits.quiet_seconds)

    def received(self, count: int) -> None:
        """Counts what came in; the watch begins with the first bytes, however long the host thought before."""
        now = self._clock()
        if self._look is None:
            self._look = now + self._limits.look_seconds
        self._since += count
        if now >= self._look:
            if self._since < self._limits.least_bytes:
                raise Refused(f"the host sends too slowly: {self._since:,} bytes in {self._limits.look_seconds:g} seconds")
            self._look, self._since = now + self._limits.look_seconds, 0
