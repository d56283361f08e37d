"""The taxa above each usage: as its row gives them, or climbed from parent to parent."""

from __future__ import annotations

from collections.abc import Iterator

from vasculum.names.ranks import HIGHER
from vasculum.names.usages import Usage

HIGHEST = 60
_RANKS = {rank.upper(): position for position, rank in enumerate(HIGHER)}
_Above = tuple[str, ...]


class Lineage:
    """Numbers every different classification, and the usages, from 0, in the order in which they are added."""

    def __init__(self) -> None:
        self._numbers: dict[_Above, int] = {}
        self.added: int = 0
        self._parents: dict[str, str] = {}
        self._named: dict[str, tuple[int, str]] = {}
        self._climbing: list[tuple[int, str]] = []

    def add(self, usage: Usage) -> int:
        """The number of the classification that the row of a usage gives; -1 when it must be climbed for."""
        number = self.added
        self.added += 1
        above = usage[8:14]
        if any(above):
            return self._number(above)
        self._parents[usage.key] = usage.accepted_key or usage.parent_key
        if usage.rank in _RANKS and not usage.is_synonym:
            self._named[usage.key] = (_RANKS[usage.rank], usage.canonical_name)
        self._climbing.append((number, usage.key))
        return -1

    def _number(self, above: _Above) -> int:
        return self._numbers.setdefault(above, len(self._numbers))

    def resolved(self) -> Iterator[tuple[int, int]]:
        """The classifications of those that had to be climbed for, as number of classification and of usage."""
        for number, key in self._climbing:
            yield self._number(self._above(key)), number

    def _above(self, key: str) -> _Above:
        """Climbs to the top; a circle of parents ends the climb."""
        above = [""] * len(HIGHER)
        for _ in range(HIGHEST):
            if key not in self._parents:
                break
            if key in self._named:
                rank, name = self._named[key]
                above[rank] = above[rank] or name
            key = self._parents[key]
        return tuple(above)

    def classifications(self) -> Iterator[tuple[int, _Above]]:
        """All classifications with their numbers."""
        return ((number, above) for above, number in self._numbers.items())
