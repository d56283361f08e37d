"""Dates as precise as a label: a point that may lack its day or its month, and an interval between two of them."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

EARLIEST_YEAR, LATEST_YEAR = 1000, 2100
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Point(NamedTuple):
    """A year, a month or a day; 0 stands for a part that is not said."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def exists(self) -> bool:
        """Whether the calendar has it, in the years that a collection can be about."""
        if not EARLIEST_YEAR <= self.year <= LATEST_YEAR or not 0 <= self.month <= 12:
            return False
        return self.day == 0 or (self.month > 0 and 1 <= self.day <= days_in_month(self.year, self.month))

    @property
    def iso(self) -> str:
        """ISO 8601, as precise as the point."""
        if self.day:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"

    @property
    def first_day(self) -> dt.date:
        """The first day it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The last day it can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or days_in_month(self.year, month))

    @property
    def before(self) -> Point:
        """The point of the same precision just before it."""
        if self.day:
            day = self.first_day - dt.timedelta(days=1)
            return Point(day.year, day.month, day.day)
        if self.month > 1:
            return Point(self.year, self.month - 1)
        return Point(self.year - 1, 12) if self.month else Point(self.year - 1)

    @property
    def after(self) -> Point:
        """The point of the same precision just after it."""
        if self.day:
            day = self.first_day + dt.timedelta(days=1)
            return Point(day.year, day.month, day.day)
        if self.month:
            return Point(self.year, self.month + 1) if self.month < 12 else Point(self.year + 1, 1)
        return Point(self.year + 1)


class Interval(NamedTuple):
    """From one point to another, both included; None at a side that is open."""

    first: Point | None
    last: Point | None

    @property
    def iso(self) -> str:
        """ISO 8601: one date where both ends are the same, otherwise an interval; `..` marks an open side (ISO 8601-2).

        >>> Interval(Point(1921, 7, 3), Point(1921, 7, 5)).iso, Interval(None, Point(1899)).iso
        ('1921-07-03/1921-07-05', '../1899')
        """
        if self.first == self.last and self.first:
            return self.first.iso
        return f"{self.first.iso if self.first else '..'}/{self.last.iso if self.last else '..'}"

    @property
    def start(self) -> dt.date | None:
        """The first day, None when open."""
        return self.first.first_day if self.first else None

    @property
    def end(self) -> dt.date | None:
        """The last day, None when open."""
        return self.last.last_day if self.last else None

    def holds(self, other: Interval) -> bool:
        """Whether the other lies wholly inside."""
        return _at_least(other.start, self.start) and _at_least(self.end, other.end, open_end=True)

    def meets(self, other: Interval) -> bool:
        """Whether the two have a day in common."""
        after = self.start and other.end and self.start > other.end
        before = self.end and other.start and self.end < other.start
        return not after and not before


def _at_least(later: dt.date | None, earlier: dt.date | None, *, open_end: bool = False) -> bool:
    if later is None or earlier is None:
        return later is None if open_end else earlier is None
    return later >= earlier


def days_in_month(year: int, month: int) -> int:
    """The number of days, by the Gregorian calendar.

    >>> days_in_month(1900, 2), days_in_month(2000, 2)
    (28, 29)
    """
    if month == 2 and (year % 4 or (year % 100 == 0 and year % 400)):
        return 28
    return _DAYS[month - 1]
