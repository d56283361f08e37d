"""Forms of dates: a text with every digit as 1. What it means is worked out once, for all texts that differ in digits alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from vasculum.interpret.date_grammar import Meaning, meanings_of
from vasculum.interpret.date_text import LONGEST, DateText, Unreadable, taken_apart
from vasculum.interpret.date_words import plain
from vasculum.interpret.interval import Point

REMEMBERED = 4096
_AS_ONE = str.maketrans("023456789", "111111111")
_NUMBER = re.compile("[0-9]+")
_NUMBERED_WORD = re.compile("[0-9]b")
_LARGEST = {1: 9, 2: 31, 4: 9999}
"""The largest number of so many digits that is taken alike: beyond it two digits are no day and no month."""

Places = tuple[int, int, int, int]
"""Where among the numbers of a text year, month and day stand, -1 where one is not said; and the month of a word, or 0."""


def points(text: str) -> tuple[Point, ...]:
    """Every year, month or day that a text of a plain form can mean; none where the grammar has to be asked.

    >>> points("12.VI.1904"), points("before 1904")
    ((Point(year=1904, month=6, day=12),), ())
    """
    places = _places(text.translate(_AS_ONE)) if len(text) <= LONGEST else ()
    if not places:
        return ()
    written = _NUMBER.findall(text)
    numbers = [int(digits) for digits in written]
    if not all(0 < number <= _LARGEST[len(digits)] for number, digits in zip(numbers, written, strict=True)):
        return ()
    found = [_point(numbers, where) for where in places]
    return tuple(dict.fromkeys(point for point in found if point.exists))


def _point(numbers: Sequence[int], where: Places) -> Point:
    year, month, day, named = where
    return Point(numbers[year], named or (numbers[month] if month >= 0 else 0), numbers[day] if day >= 0 else 0)


@lru_cache(REMEMBERED)
def _places(form: str) -> tuple[Places, ...]:
    """What a form can mean; nothing where words change it, where it is an interval, or where not every number is a part."""
    folded = plain(form)
    written = _NUMBER.findall(form)
    if written != _NUMBER.findall(folded) or _NUMBERED_WORD.search(folded) or any(c.isdigit() and c > "9" for c in folded):
        return ()
    try:
        parts = taken_apart(form)
    except Unreadable:
        return ()
    meant = meanings_of(parts.shape.key)
    if parts.said or not _is_all_of(parts, written) or any(meaning[:3] != meaning[3:] for meaning in meant):
        return ()
    return tuple(_among_numbers(meaning, parts) for meaning in meant)


def _is_all_of(parts: DateText, written: Sequence[str]) -> bool:
    """Whether the numbers of a form are its values, but for months in letters, each of a length that says what it is."""
    values = [(kind, value) for kind, value in zip(_kinds(parts), parts.values, strict=True) if kind != "M"]
    lengths = {1: "n", 2: "n", 4: "y"}
    return values == [(lengths.get(len(digits), ""), int(digits)) for digits in written]


def _among_numbers(meaning: Meaning, parts: DateText) -> Places:
    kinds = _kinds(parts)
    year, month, day = (at if at < 0 else at - kinds[:at].count("M") for at in meaning[:3])
    in_letters = meaning[1] >= 0 and kinds[meaning[1]] == "M"
    return year, month, day, parts.values[meaning[1]] if in_letters else 0


def _kinds(parts: DateText) -> str:
    return "".join(sign for sign in parts.key if sign.isalpha())
