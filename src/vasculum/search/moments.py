"""Spans of time as they are asked for: from a day, a month or a year to another, either end open."""

from __future__ import annotations

import calendar
import re

from vasculum.search.query import QueryError

FIRST, LAST = 0, 99_991_231
_END = r"(\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"


def read_span(text: str) -> tuple[int, int]:
    """The first and last day of a span as numbers yyyymmdd; raises QueryError.

    `1900-05..1901` begins on the first of May 1900 and ends with 1901; an interval of ISO 8601 (`1900-05/1901`) says the same.

    >>> read_span("1900-05..1901"), read_span("1904-02"), read_span("..1899")
    ((19000501, 19011231), (19040201, 19040229), (0, 18991231))
    """
    first, mark, last = re.sub(r"\s*(\.\.|/)\s*", "..", text.strip(), count=1).partition("..")
    if not mark:
        last = first
    if not (first or last) or not all(re.fullmatch(_END, end, re.ASCII) for end in (first, last) if end):
        raise QueryError(f"eventDate: {text[:40]!r} is neither a date nor a span such as 1900-05..1901")
    begin, end = _first_day(first) if first else FIRST, _last_day(last) if last else LAST
    if begin > end:
        raise QueryError("eventDate: the span ends before it begins")
    return begin, end


def _parts(date: str) -> tuple[int, int, int]:
    year, month, day = (int(part) if part else 0 for part in re.fullmatch(_END, date, re.ASCII).groups())  # type: ignore[union-attr]
    if month > 12 or (month == 0 and "-" in date):
        raise QueryError(f"eventDate: there is no month {month}")
    return year, month, day


def _first_day(date: str) -> int:
    year, month, day = _parts(date)
    _check_day(year, month, day, date)
    return year * 10_000 + (month or 1) * 100 + (day or 1)


def _last_day(date: str) -> int:
    year, month, day = _parts(date)
    _check_day(year, month, day, date)
    return year * 10_000 + (month or 12) * 100 + (day or _days(year, month or 12))


def _check_day(year: int, month: int, day: int, date: str) -> None:
    if date.count("-") == 2 and not 1 <= day <= _days(year, month):
        raise QueryError(f"eventDate: there is no day {date}")


def _days(year: int, month: int) -> int:
    return calendar.monthrange(max(year, 1), month)[1]
