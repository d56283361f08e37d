"""When somebody is written to about a saved search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

MOST_SEARCHES = 100
MOST_LISTED = 20
PAUSES: Mapping[str, dt.timedelta] = {"daily": dt.timedelta(hours=23), "weekly": dt.timedelta(days=6, hours=23)}
"""How long nobody is written to again; an hour short, so that a command run at the same time each day is never too early."""


def is_due(digest: str, seen: dt.datetime, now: dt.datetime) -> bool:
    """Whether it is time to look again.

    >>> monday = dt.datetime(2026, 11, 23, 6)
    >>> is_due("daily", monday, monday + dt.timedelta(days=1)), is_due("weekly", monday, monday + dt.timedelta(days=1))
    (True, False)
    >>> is_due("never", monday, monday + dt.timedelta(days=30))
    False
    """
    pause = PAUSES.get(digest)
    return pause is not None and now - seen >= pause
