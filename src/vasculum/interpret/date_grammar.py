"""The grammar of dates on labels: the shape of a text (numbers, months, years, what stands between) and what each shape means.

A rule is a shape written with `d` day, `m` month as a number, `M` month as a word or Roman numeral, `y` year of four digits, `e`
the last two digits of the second year of a span; after a year, a single digit is `f`, the month, or `u`, the last digit of the
second year. `1` and `2` mark the two ends of an interval; what has no mark belongs to both.
`_` stands for a space, point, comma, hyphen or slash; `=` for what joins the ends of an interval: hyphen, slash or a word such
as *to*. Where two rules have the same shape, both readings are tried: a text for which more than one is a date is ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from vasculum.interpret.interval import Interval, Point

WORDED = (
    "d_M_y",
    "M_d_y",
    "y_M_d",
    "y_d_M",
    "M_y",
    "y_M",
    "d1=d2_M_y",
    "M_d1=d2_y",
    "y_M_d1=d2",
    "d1_M1=d2_M2_y",
    "M1_d1=M2_d2_y",
    "M1=M2_y",
    "M1_y1=M2_y2",
    "d1_M1_y1=d2_M2_y2",
    "M1_d1_y1=M2_d2_y2",
    "y1_M1_d1=y2_M2_d2",
)
# What stands inside a date, and what between two dates so that they keep apart.
_APART = (*product("./", "-~"), ("-", "~"), ("-", "/"))
_DOUBTFUL = frozenset({"- ", "-,", " ,"})
NUMERIC = (
    *(f"{a}{left}{b}{right}y" for a, b in ("dm", "md") for left in " ./-" for right in " ,./-" if left + right not in _DOUBTFUL),
    *(f"y{between}m{between}d" for between in " ./-"),
    *(f"m{between}y" for between in "./-"),
    "y",
    "y-m",
    "y.m",
    *(f"y{between}{what}" for between in "-/" for what in "fu"),
    "y/m",
    "y/e",
    "y1=y2",
    *(f"d1=d2{between}m{between}y" for between in "./"),
    *(f"{a}1{between}{b}1-{a}2{between}{b}2{between}y" for a, b in ("dm", "md") for between in "./"),
    *(f"{a}1{between}{b}1~{a}2{between}{b}2{between}y" for a, b in ("dm", "md") for between in "./-"),
    *(f"{a}1{x}{b}1{x}y1{to}{a}2{x}{b}2{x}y2" for a, b in ("dm", "md") for x, to in _APART),
    *(f"y1{x}m1{x}d1{to}y2{x}m2{x}d2" for x, to in (*product("./", "-~"), *product("-", "/~-"))),
    *(f"y1-m1{to}y2-m2" for to in "/~"),
    *(f"m1{x}y1{to}m2{x}y2" for x, to in _APART),
    "y-m1/m2",
    "y-m-d1/d2",
    "y-m1-d1/m2-d2",
)
# Two dates joined by *and* are an interval only when nothing lies between them.
NEIGHBOURS = ("d1&d2_M_y", "M_d1&d2_y", "y_M_d1&d2", "M1&M2_y", "y_M1&M2", "y1&y2", "d1_M1&d2_M2_y", "M1_d1&M2_d2_y")
# Tried only where no rule above gives a date: 1913-14 is a span of years, for there is no month 14.
LAST = ("y-e",)

_SLOT = re.compile(r"([dmMyefu])([12]?)")
_KINDS = {"d": "n", "m": "n", "M": "M", "y": "y", "e": "n", "f": "u", "u": "u"}
_PARTS = {"y": 0, "e": 0, "u": 0, "m": 1, "M": 1, "f": 1, "d": 2}
_END_OF_SPAN = frozenset("eu")
Meaning = tuple[int, int, int, int, int, int]


class Shape(NamedTuple):
    """A text taken apart: the shape of its values and separators, and the values."""

    key: str
    values: tuple[int, ...]


def meanings(shape: Shape) -> list[Interval]:
    """Every date that a shape can mean; none when it has no rule or the calendar has no such date.

    >>> [found.iso for found in meanings(Shape("n/n/y", (11, 8, 1899)))]
    ['1899-08-11', '1899-11-08']
    """
    for tier in (_FIRST, _THEN):
        found = [interval for meaning in tier.get(shape.key, ()) if (interval := _interval(meaning, shape))]
        if found:
            return list(dict.fromkeys(found))
    pairs = (_interval(meaning, shape) for meaning in _JOINED.get(shape.key, ()))
    return [pair for pair in pairs if pair and pair.first and pair.first.after == pair.last]


def meanings_of(key: str) -> tuple[Meaning, ...]:
    """The rules that have this shape and are tried first: where year, month and day of both ends stand among the values."""
    return _FIRST.get(key, ())


def is_known(key: str) -> bool:
    """Whether any rule has this shape."""
    return key in _FIRST or key in _THEN


def _interval(meaning: Meaning, shape: Shape) -> Interval | None:
    y1, m1, d1, y2, m2, d2 = (shape.values[position] if position >= 0 else 0 for position in meaning)
    if y2 < 100:
        y2 += y1 - y1 % (10 if shape.key.endswith("u") else 100)
    first, last = Point(y1, m1, d1 if m1 else 0), Point(y2, m2, d2 if m2 else 0)
    if not first.exists:
        return None
    if first == last:
        return Interval(first, first)
    return Interval(first, last) if last.exists and last.last_day > first.last_day else None


def _table(rules: Sequence[str], worded: Sequence[str]) -> Mapping[str, tuple[Meaning, ...]]:
    table: dict[str, list[Meaning]] = {}
    for rule, loose in (*((rule, " ./-,") for rule in rules), *((rule, " /-") for rule in worded)):
        for key in _keys(rule, loose):
            table.setdefault(key, []).append(_meaning(rule))
    return {key: tuple(found) for key, found in table.items()}


def _keys(rule: str, loose: str) -> Iterator[str]:
    spelled = _SLOT.sub(lambda slot: _KINDS[slot[1]], rule)
    choices = [{"_": loose, "=": "-~/"}.get(c, c) for c in spelled]
    for key in product(*choices):
        yield "".join(key)
    if rule.endswith("e"):
        yield spelled[:-1] + "s"


def _meaning(rule: str) -> Meaning:
    first, last = [-1, -1, -1], [-1, -1, -1]
    for position, slot in enumerate(_SLOT.finditer(rule)):
        part = _PARTS[slot[1]]
        if slot[2] != "2" and slot[1] not in _END_OF_SPAN:
            first[part] = position
        if slot[2] != "1":
            last[part] = position
    return (first[0], first[1], first[2], last[0], last[1], last[2])


_FIRST = _table(NUMERIC, WORDED)
_JOINED = _table((), NEIGHBOURS)
_THEN = _table(LAST, ())
