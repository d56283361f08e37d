"""Gathering: several lines of one specimen, wherever they stand in the sheet, become one; what differs is kept beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import orjson

OTHERS = " (other rows)"
LONGEST = 100_000
"""How many signs of differing texts are kept beside one column of one specimen."""

_BETWEEN = " | "


class Gathering:
    """The specimens of a sheet of which each may have several lines; they wait on disk, so that memory stays flat.

    `differing` counts the cells that say another thing than an earlier line of the specimen, `left_out` those of them that no
    longer fitted beside it.
    """

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        self._path = path
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("CREATE TABLE specimen (id TEXT PRIMARY KEY, at INTEGER, said BLOB) WITHOUT ROWID")
        self._base.execute("BEGIN")
        self._open: tuple[str, int, dict[str, str]] | None = None
        self.count = self.differing = self.left_out = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._base.close()
        self._path.unlink(missing_ok=True)

    def add(self, identifier: str, said: dict[str, str]) -> None:
        """Adds what a line says of a specimen."""
        if self._open and self._open[0] == identifier:
            self._join(self._open[2], said)
            return
        self._put()
        known = self._base.execute("SELECT at, said FROM specimen WHERE id = ?", [identifier]).fetchone()
        if known is None:
            self.count += 1
            self._open = identifier, self.count, said
            return
        before: dict[str, str] = orjson.loads(known[1])
        self._join(before, said)
        self._open = identifier, known[0], before

    def specimens(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Each specimen with all its lines say of it, in the order of their first lines."""
        self._put()
        self._base.execute("CREATE INDEX in_order ON specimen (at)")
        for identifier, said in self._base.execute("SELECT id, said FROM specimen ORDER BY at"):
            yield identifier, orjson.loads(said)

    def _put(self) -> None:
        if self._open:
            identifier, at, said = self._open
            self._base.execute("REPLACE INTO specimen VALUES (?, ?, ?)", [identifier, at, orjson.dumps(said)])

    def _join(self, before: dict[str, str], said: dict[str, str]) -> None:
        """Fills what was empty; another text for what is filled is kept under its name with a note that it is another row's."""
        for name, text in said.items():
            if name not in before:
                before[name] = text
            elif before[name] != text:
                self._beside(before, name.rpartition(":")[2] + OTHERS, text)

    def _beside(self, before: dict[str, str], beside: str, text: str) -> None:
        known = before.get(beside, "")
        self.differing += 1
        if f"{_BETWEEN}{text}{_BETWEEN}" in f"{_BETWEEN}{known}{_BETWEEN}":
            return
        if len(known) + len(_BETWEEN) + len(text) > LONGEST:
            self.left_out += 1
        else:
            before[beside] = f"{known}{_BETWEEN}{text}" if known else text
