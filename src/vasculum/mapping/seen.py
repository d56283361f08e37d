"""Which identifiers were seen before, of any number of rows in bounded memory."""

from __future__ import annotations

import sqlite3

_CACHE_KIB = 8 * 1024


class Seen:
    """Identifiers seen; call it with one to hear whether it was seen before.

    >>> seen = Seen()
    >>> seen("HAL-1"), seen("HAL-2"), seen("HAL-1")
    (False, False, True)
    """

    def __init__(self) -> None:
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._kept.execute("PRAGMA journal_mode = OFF")
        self._kept.execute("CREATE TABLE seen (hash INTEGER PRIMARY KEY)")
        self._kept.execute("BEGIN")

    def __call__(self, identifier: str) -> bool:
        return self._kept.execute("INSERT OR IGNORE INTO seen VALUES (?)", (hash(identifier),)).rowcount == 0

    def __del__(self) -> None:
        self._kept.close()
