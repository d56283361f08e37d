"""Authorships compared: whether two spellings may name the same authors in the same year."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from vasculum.names.spelling import key

YEARS_APART = 2
_YEAR = re.compile(r"\b1[5-9]\d\d|\b20\d\d")
_LINKS = frozenset(
    {"al", "and", "da", "de", "den", "der", "di", "do", "dos", "du", "e", "et", "ex", "f", "fil", "filius", "in", "la", "le"}
    | {"nec", "non", "und", "van", "von", "y"}
)
_CANDOLLE = re.compile(r"\bA?DC\b\.?")


class Agreement(Enum):
    """How two authorships stand to each other."""

    SAME = "same"
    ALIKE = "alike"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


def agreement(one: str, other: str) -> Agreement:
    """Compares two authorships; an abbreviation agrees with what it may stand for.

    >>> [agreement("Linnaeus, 1758", text).value for text in ("L.", "(Linnaeus, 1758)", "Fabricius, 1775", "")]
    ['alike', 'same', 'different', 'unknown']
    """
    mine = _names_and_year(one)
    yours = mine if one == other else _names_and_year(other)
    if mine == yours and mine[0]:
        return Agreement.SAME
    return _compared(mine, yours)


_Cited = tuple[frozenset[str], int | None]


def _compared(mine: _Cited, yours: _Cited) -> Agreement:
    if mine[1] and yours[1] and abs(mine[1] - yours[1]) > YEARS_APART:
        return Agreement.DIFFERENT
    if not mine[0] or not yours[0]:
        return Agreement.ALIKE if mine[1] and yours[1] else Agreement.UNKNOWN
    shared = any(_may_be(a, b) for a in mine[0] for b in yours[0])
    return Agreement.ALIKE if shared else Agreement.DIFFERENT


@lru_cache(8_192)
def _names_and_year(text: str) -> _Cited:
    """The surnames, folded, and the first year; of a text with initials only, the initials."""
    year = _YEAR.search(text)
    words = [word for word in key(_CANDOLLE.sub("Candolle", text)).split() if not word.isdigit() and word not in _LINKS]
    names = frozenset(word for word in words if len(word) > 1) or frozenset(words)
    return names, int(year[0]) if year else None


def _may_be(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
