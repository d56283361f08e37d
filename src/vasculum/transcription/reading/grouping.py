"""Answers gathered into classes, each member of which agrees with every other (complete linkage), whatever their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
MOST = 16


def classes(keys: Sequence[T], alike: Callable[[T, T], bool]) -> list[tuple[int, ...]]:
    """The largest sets of positions whose keys all agree; a key may stand in several, which is what makes it ambiguous.

    Beyond `MOST` keys each stands alone: so many answers agree on nothing.

    >>> classes([1.0, 1.4, 1.8], lambda a, b: abs(a - b) < 0.5)
    [(0, 1), (1, 2)]
    """
    if len(keys) > MOST:
        return [(at,) for at in range(len(keys))]
    near = [
        frozenset(other for other in range(len(keys)) if other != at and alike(keys[at], keys[other])) for at in range(len(keys))
    ]
    if not any(near):
        return [(at,) for at in range(len(keys))]
    found: list[tuple[int, ...]] = []
    _extend(frozenset(), frozenset(range(len(keys))), frozenset(), near, found)
    return sorted(found)


def _extend(
    chosen: frozenset[int], open_: frozenset[int], done: frozenset[int], near: list[frozenset[int]], found: list[tuple[int, ...]]
) -> None:
    """Bron and Kerbosch's search for maximal cliques (Communications of the ACM 16, 1973)."""
    if not open_ and not done:
        found.append(tuple(sorted(chosen)))
        return
    pivot = max(open_ | done, key=lambda at: (len(near[at] & open_), -at))
    for at in sorted(open_ - near[pivot]):
        _extend(chosen | {at}, open_ & near[at], done & near[at], near, found)
        open_, done = open_ - {at}, done | {at}
