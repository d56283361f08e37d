"""Dates as people write them, read only when they can mean one thing; the answer is an ISO 8601 date or interval."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vasculum.quality.bdq.iso_dates import iso_date
from vasculum.quality.bdq.responses import stripped

_TOKEN = re.compile(r"([0-9]{1,4})(?:st|nd|rd|th|ste|er|e|º|\.º)?(?![^\W\d_]|[0-9])|([^\W\d_]+)|([^\w\s]|_)", re.IGNORECASE)
_EAST_ASIAN = re.compile(r"([0-9]{4})\s?年\s?([0-9]{1,2})\s?月(?:\s?([0-9]{1,2})\s?日)?")
_SPACED_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}.{0,20})")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_LINKS = frozenset({"of", "de", "du", "den", "der", "the", "le", "am", "op", "on"})
_TO = frozenset({"to", "bis", "tot", "au", "until", "-", "–", "—"})
_MARKS = frozenset(".,/_-–—")
_UNKNOWN_DAY = frozenset({"xx"})
_EARLIEST, _LATEST = 1582, 2999


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a date: Y a year, M a named month, d a small number, x a day left open; and what stands before it."""

    sort: str
    value: int
    before: str
    padded: bool = False


def iso_from_verbatim(text: str) -> str | None:
    """The ISO 8601 date that a label date means, or None when it means none or more than one.

    Years before the Gregorian calendar (1582) are not read: their calendar is not known.

    >>> iso_from_verbatim("Friday 29th Oct. 2021"), iso_from_verbatim("9.ii-10.iii.2000")
    ('2021-10-29', '2000-02-09/2000-03-10')
    >>> iso_from_verbatim("03/04/2020") is None, iso_from_verbatim("10-28") is None
    (True, True)
    """
    written = stripped(text)
    if not written or len(written) > 60:
        return None
    return _valid(_from_standard(written) or _from_east_asian(written) or _from_parts(written))


def month_number(text: str) -> int | None:
    """The month that a name, an unambiguous abbreviation of three letters or more, or a Roman numeral means.

    >>> month_number("Aug."), month_number("iv"), month_number("Ma")
    (8, 4, None)
    """
    name = stripped(text).rstrip(".").casefold()
    if name in _ROMAN:
        return _ROMAN.index(name) + 1
    if name in _months():
        return _months()[name]
    found = {number for month, number in _months().items() if month.startswith(name)} if len(name) >= 3 else set()
    return found.pop() if len(found) == 1 else None


@cache
def _months() -> dict[str, int]:
    return {row["name"]: int(row["month"]) for row in _table("months.csv")}


@cache
def _weekdays() -> tuple[str, ...]:
    return tuple(row["name"] for row in _table("weekdays.csv"))


def _table(name: str) -> list[dict[str, str]]:
    with files("vasculum.terms").joinpath("bdq", name).open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


def _valid(text: str | None) -> str | None:
    read = iso_date(text) if text else None
    return text if read and read.first.year >= _EARLIEST else None


def _from_standard(text: str) -> str | None:
    spaced = _SPACED_TIME.fullmatch(text)
    candidate = "T".join(spaced.groups()) if spaced else text
    return candidate if len(candidate) >= 10 and candidate[4] == "-" and iso_date(candidate) else None


def _from_east_asian(text: str) -> str | None:
    written = _EAST_ASIAN.fullmatch(text)
    return _iso(*(int(part) for part in written.groups() if part)) if written else None


def _from_parts(text: str) -> str | None:
    parts = _parts(text)
    if not parts:
        return None
    sorts = "".join(part.sort for part in parts)
    if sorts == "Yd" and _may_be_years(*parts):
        return None
    return _single(sorts, [part.value for part in parts]) or _range(sorts, parts)


def _parts(text: str) -> list[_Part] | None:
    """The parts of a date, or None when a word is not understood."""
    parts: list[_Part] = []
    before = ""
    for number, word, mark in _TOKEN.findall(text):
        name = (word or mark).casefold()
        if number:
            parts.append(_number(number, before))
        elif name in _UNKNOWN_DAY:
            parts.append(_Part("x", 0, before))
        elif name in _MARKS or name in _TO or name in _LINKS or _is_weekday(name, parts):
            before += name if name in _TO or mark else " "
            continue
        else:
            month = month_number(name)
            if month is None:
                return None
            parts.append(_Part("M", month, before))
        before = ""
    return parts if _TOKEN.sub("", text).strip() == "" else None


def _number(digits: str, before: str) -> _Part:
    value = int(digits)
    if len(digits) == 4 and _EARLIEST <= value <= _LATEST:
        return _Part("Y", value, before)
    return _Part("d" if len(digits) <= 2 and 1 <= value <= 31 else "?", value, before, digits.startswith("0"))


def _is_weekday(name: str, parts: list[_Part]) -> bool:
    return not parts and len(name) >= 2 and month_number(name) is None and any(day.startswith(name) for day in _weekdays())


def _single(sorts: str, values: list[int]) -> str | None:
    """One date: the order is known where the month is named, the year is first, or only one order is possible."""
    places = {"Y": (0,), "MY": (1, 0), "YM": (0, 1), "xMY": (2, 1), "dMY": (2, 1, 0), "YMd": (0, 1, 2), "MdY": (2, 0, 1)}
    if sorts in places:
        return _iso(*(values[place] for place in places[sorts]))
    if sorts in ("Yd", "dY"):
        return _iso(max(values), min(values))
    if sorts == "Ydd":
        year, second, third = values
        return _iso(year, second, third) if second <= 12 else _iso(year, third, second)
    return _numeric(*values) if sorts == "ddY" else None


def _may_be_years(year: _Part, second: _Part) -> bool:
    """True when a year and a number, such as 1854-5 or 1905-06, may be a range of years as well as a month."""
    short = year.value % (10 if second.value < 10 and not second.padded else 100)
    return second.value > short and any(mark in second.before for mark in ("/", "-", "–", "—"))


def _numeric(first: int, second: int, year: int) -> str | None:
    readings = {_iso(year, month, day) for day, month in ((first, second), (second, first)) if month <= 12}
    return readings.pop() if len(readings) == 1 else None


# Where the second date of a range begins, and where the parts of both dates stand (year, month, day).
_RANGES: dict[str, tuple[int, tuple[int, ...], tuple[int, ...]]] = {
    "YY": (1, (0,), (1,)),
    "MMY": (1, (2, 0), (2, 1)),
    "MYMY": (2, (1, 0), (3, 2)),
    "ddMY": (1, (3, 2, 0), (3, 2, 1)),
    "MddY": (2, (3, 0, 1), (3, 0, 2)),
    "dMdMY": (2, (4, 1, 0), (4, 3, 2)),
    "MdMdY": (2, (4, 0, 1), (4, 2, 3)),
    "dMYdMY": (3, (2, 1, 0), (5, 4, 3)),
    "MdYMdY": (3, (2, 0, 1), (5, 3, 4)),
    "YMdYMd": (3, (0, 1, 2), (3, 4, 5)),
    "YddYdd": (3, (0, 1, 2), (3, 4, 5)),
}


def _range(sorts: str, parts: list[_Part]) -> str | None:
    if sorts not in _RANGES:
        return None
    second, first_places, last_places = _RANGES[sorts]
    if not any(mark in parts[second].before for mark in _TO):
        return None
    values = [part.value for part in parts]
    first, last = (_iso(*(values[place] for place in places)) for places in (first_places, last_places))
    return f"{first}/{last}" if first and last and first < last else None


def _iso(*parts: int) -> str | None:
    text = "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])
    return text if iso_date(text) else None
