"""A checklist opened for matching: an index on disk that processes and threads share."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import weakref
from collections.abc import Callable, Collection
from functools import lru_cache
from pathlib import Path
from typing import Any

from vasculum.names import schema
from vasculum.names.spelling import key
from vasculum.names.usages import Usage

MAPPED_BYTES = 1 << 30
BLOCKS = 4_096
CLASSIFICATIONS = 65_536
SYNONYM_STEPS = 5
_BY_NAME = f"{schema.SELECT} WHERE name = ? ORDER BY id"
_BY_KEY = f"{schema.SELECT} WHERE usage_key = ?"
_ALL_NAMED = f"{schema.SELECT_AMONG} ON name = j.value"
_ALL_KEYS = f"{schema.SELECT_AMONG} ON usage_key = j.value"
_ALL_WRITTEN = "SELECT written, name FROM json_each(?) j CROSS JOIN usage ON written = j.value"
_NAMES_WRITTEN = "SELECT DISTINCT name FROM usage WHERE written = ?"
_FROM_NAME = f"{schema.SELECT} WHERE name >= ? AND name < ? ORDER BY name, id LIMIT ?"


class BackboneUnusable(Exception):
    """The file is not a backbone of this edition; the message says why."""


def _forgetting(backbone: Backbone) -> Callable[[], None]:
    """What a forked process does with a backbone that is still in use."""
    still_used = weakref.ref(backbone)

    def forget() -> None:
        found = still_used()
        if found is not None:
            found.forget_connections()

    return forget


class Backbone:
    """A checklist on disk. It may be used from several threads and, after pickling or forking, from several processes."""

    def __init__(self, path: Path) -> None:
        """Opens the backbone at `path`; raises BackboneUnusable."""
        self.path = path
        self._local = threading.local()
        os.register_at_fork(after_in_child=_forgetting(self))
        self._check()
        self._above = lru_cache(CLASSIFICATIONS)(self._read_above)
        self.rests_in_genus = lru_cache(BLOCKS)(self._rests_in_genus)
        self.names_with_rest = lru_cache(BLOCKS)(self._names_with_rest)
        self.words_with_head = lru_cache(BLOCKS)(self._words_with_head)
        self.words_with_tail = lru_cache(BLOCKS)(self._words_with_tail)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Path]]:
        return Backbone, (self.path,)

    def _check(self) -> None:
        if not self.path.is_file():
            raise BackboneUnusable(f"There is no backbone at {self.path}.")
        try:
            marks = [self._connection.execute(f"PRAGMA {mark}").fetchone()[0] for mark in ("application_id", "user_version")]
        except sqlite3.Error as error:
            raise BackboneUnusable(f"{self.path.name} is not a backbone.") from error
        if marks != [schema.APPLICATION, schema.FORMAT]:
            raise BackboneUnusable(f"{self.path.name} is not a backbone of this edition; build it again.")

    @property
    def _connection(self) -> sqlite3.Connection:
        """The connection of this thread."""
        try:
            found: sqlite3.Connection = self._local.connection
        except AttributeError:
            found = self._local.connection = self._connected()
        return found

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
        connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
        return connection

    def forget_connections(self) -> None:
        """Opens the file anew when it is next needed: a forked process must not use the connections of its parent."""
        self._local = threading.local()

    def close(self) -> None:
        """Lets go of the file in this thread."""
        self._connection.close()
        self._local = threading.local()

    def _usages(self, query: str, *parameters: str | int) -> list[Usage]:
        rows = self._connection.execute(query, parameters)
        return [Usage._make((*row[:8], *self._above(row[9]), row[8])) for row in rows]

    def _read_above(self, classification: int) -> tuple[str, ...]:
        """The names above, kingdom to genus."""
        row: tuple[str, ...] = self._connection.execute(schema.ABOVE, (classification,)).fetchone()
        return row

    def _texts(self, query: str, *parameters: str) -> tuple[str, ...]:
        return tuple([text for (text,) in self._connection.execute(query, parameters)])

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM usage").fetchone()[0])

    def usage(self, usage_key: str) -> Usage | None:
        """The usage with this key."""
        return next(iter(self._usages(_BY_KEY, usage_key)), None)

    def named(self, name: str) -> list[Usage]:
        """All usages whose canonical name has this search key, in the order of the checklist."""
        return self._usages(_BY_NAME, name)

    def written(self, text: str) -> tuple[str, ...]:
        """The search keys of the canonical names in whole scientific names, authorship included, that have this search key."""
        return self._texts(_NAMES_WRITTEN, text)

    def accepted(self, usage: Usage) -> Usage | None:
        """The accepted usage behind a synonym; None when the checklist does not tell. An accepted usage is its own."""
        return accepted_of(usage, self.usage)

    def named_all(self, names: Collection[str]) -> dict[str, list[Usage]]:
        """What `named` gives for each of many names that have a usage."""
        found: dict[str, list[Usage]] = {}
        for usage, name in self._among(_ALL_NAMED, names):
            found.setdefault(name, []).append(usage)
        return found

    def usages_all(self, keys: Collection[str]) -> dict[str, Usage]:
        """What `usage` gives for each of many keys that are known."""
        return {usage.key: usage for usage, _ in self._among(_ALL_KEYS, keys)}

    def _among(self, query: str, texts: Collection[str]) -> list[tuple[Usage, str]]:
        rows = self._connection.execute(query, (json.dumps(sorted(texts)),))
        return [(Usage._make((*row[:8], *self._above(row[9]), row[8])), row[10]) for row in rows]

    def written_all(self, texts: Collection[str]) -> dict[str, list[str]]:
        """What `written` gives for each of many texts that are the name of a usage."""
        found: dict[str, list[str]] = {}
        for text, name in self._connection.execute(_ALL_WRITTEN, (json.dumps(sorted(texts)),)):
            names = found.setdefault(text, [])
            if name not in names:
                names.append(name)
        return found

    def _rests_in_genus(self, genus: str) -> tuple[str, ...]:
        """The search keys of the epithets below a genus; some may come twice."""
        return self._texts("SELECT rest FROM usage WHERE name > ? AND name < ?", f"{genus} ", f"{genus}!")

    def _names_with_rest(self, rest: str) -> tuple[str, ...]:
        """The search keys of all names with these epithets, whatever the genus."""
        return self._texts("SELECT DISTINCT name FROM usage WHERE rest = ? AND rest != ''", rest)

    def _words_with_head(self, head: str) -> tuple[str, ...]:
        """The first words of names that begin with these two letters."""
        return self._texts("SELECT word FROM word WHERE head = ?", head)

    def _words_with_tail(self, tail: str) -> tuple[str, ...]:
        """The first words of names that end in these three letters."""
        return self._texts("SELECT word FROM word WHERE tail = ?", tail)

    def has_word(self, word: str) -> bool:
        """Whether a name begins with this word."""
        return self._connection.execute("SELECT 1 FROM word WHERE word = ?", (word,)).fetchone() is not None

    def autocomplete(self, prefix: str, limit: int = 20) -> list[Usage]:
        """The first usages, by name, that begin with what was typed; none while nothing was."""
        begun = key(prefix) + (" " if prefix[-1:].isspace() else "")
        return self._usages(_FROM_NAME, begun, begun + "\U0010ffff", limit) if begun.strip() else []


def accepted_of(usage: Usage, find: Callable[[str], Usage | None]) -> Usage | None:
    """Follows a synonym to its accepted usage; a circle of synonyms has none."""
    found: Usage | None = usage
    for _ in range(SYNONYM_STEPS):
        if found is None or not found.accepted_key:
            break
        found = find(found.accepted_key)
    return None if found is None or found.accepted_key or found.is_synonym else found
