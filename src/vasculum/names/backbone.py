"""A checklist opened for matching: an index on disk that processes and threads share."""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from vasculum.names import schema
from vasculum.names.cards import Cards, CardsUnusable
from vasculum.names.spelling import key
from vasculum.names.usages import Usage

MAPPED_BYTES = 1 << 30
BLOCKS = 4_096
SYNONYM_STEPS = 5
LOOKED_AT_PER_SUGGESTION = 10
_BEGINNING = "SELECT card FROM usage WHERE name >= ? AND name < ? ORDER BY name, card LIMIT ?"


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
        self._cards = self._opened()
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

    def _opened(self) -> Cards:
        try:
            return Cards(self.path)
        except CardsUnusable as error:
            raise BackboneUnusable(f"{self.path.name} is not a whole backbone; build it again.") from error

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
        """Lets go of the file."""
        self._connection.close()
        self._cards.close()
        self._local = threading.local()

    def _texts(self, query: str, *parameters: str) -> tuple[str, ...]:
        return tuple([text for (text,) in self._connection.execute(query, parameters)])

    def __len__(self) -> int:
        return len(self._cards)

    def usage(self, usage_key: str) -> Usage | None:
        """The usage with this key."""
        found = self._cards.spelled(schema.KEY, usage_key)
        return _usage(found[0]) if found else None

    def named(self, name: str) -> list[Usage]:
        """All usages whose canonical name has this search key, in the order of the checklist."""
        return [_usage(card) for card in self._cards.spelled(schema.NAME, name)]

    def written(self, text: str) -> tuple[str, ...]:
        """The search keys of the canonical names in whole scientific names, authorship included, that have this search key."""
        return tuple(dict.fromkeys(card[schema.NAME] for card in self._cards.spelled(schema.WRITTEN, text)))

    def bearers(self, text: str) -> list[Usage]:
        """All usages that share the canonical name of those whose whole scientific name has this search key.

        Empty where the whole name stands for several canonical names, and where no usage has it.
        """
        found = self._cards.spelled(schema.WRITTEN, text)
        if not found or (len(found) > 1 and len({card[schema.NAME] for card in found}) > 1):
            return []
        name = found[0][schema.NAME]
        alone = len(self._cards.alike(schema.NAME, name)) == 1
        return [_usage(found[0])] if alone else self.named(name)

    def accepted(self, usage: Usage) -> Usage | None:
        """The accepted usage behind a synonym; None when the checklist does not tell. An accepted usage is its own."""
        found: Usage | None = usage
        for _ in range(SYNONYM_STEPS):
            if found is None or not found.accepted_key:
                break
            found = self.usage(found.accepted_key)
        return None if found is None or found.accepted_key or found.is_synonym else found

    def synonyms(self, usage: Usage, most: int = 100) -> list[Usage]:
        """The names that are synonyms of an accepted usage, in the order of the checklist; synonyms of synonyms are left out."""
        return [each for each in self._below(usage, most) if each.accepted_key == usage.key]

    def children(self, usage: Usage, most: int = 1000) -> list[Usage]:
        """The accepted taxa directly below one, in the order of the checklist; none where it does not name parents."""
        return [each for each in self._below(usage, most) if not each.accepted_key and not each.is_synonym]

    def _below(self, usage: Usage, most: int) -> list[Usage]:
        if not usage.key:
            return []
        cards = self._connection.execute("SELECT card FROM below WHERE above = ? ORDER BY card LIMIT ?", (usage.key, most))
        return [_usage(self._cards[card]) for (card,) in cards]

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
        """Usages whose name begins with what was typed, by name, the accepted ones first; none while nothing was."""
        begun = key(prefix) + (" " if prefix[-1:].isspace() else "")
        if not begun.strip():
            return []
        cards = self._connection.execute(_BEGINNING, (begun, begun + "\U0010ffff", limit * LOOKED_AT_PER_SUGGESTION))
        usages = [_usage(self._cards[card]) for (card,) in cards]
        return sorted(usages, key=lambda usage: usage.is_synonym)[:limit]


def _usage(card: list[str]) -> Usage:
    return Usage._make(card[schema.KEY :])
