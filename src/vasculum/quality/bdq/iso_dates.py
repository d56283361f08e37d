"""ISO 8601-1:2019 dates, times and intervals of them, as `dwc:eventDate` holds them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import IntEnum
from functools import lru_cache

_DAY = timedelta(days=1)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?|-?([0-9]{3})|([0-9]{2})([0-9]{2})|-W([0-9]{2})(?:-([1-7]))?)?")
_CLOCK = re.compile(
    r"([0-9]{2})(?::([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?|([0-9]{2})(?:([0-9]{2})(?:[.,][0-9]{1,9})?)?)?"
    r"(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_DURATION = re.compile(r"P(?:([0-9]{1,4})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,4})D)?")


class Precision(IntEnum):
    """How fine a date is."""

    YEAR = 1
    MONTH = 2
    WEEK = 3
    DAY = 4
    TIME = 5


@dataclass(frozen=True, slots=True)
class Moment:
    """One date, with or without a time: its first and last day, and the time with the seconds that its precision leaves open."""

    first: date
    last: date
    precision: Precision
    clock: datetime | None = None
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class IsoDate:
    """What an ISO 8601 text covers: its first and last day, its precision, and its length in seconds."""

    first: date
    last: date
    precision: Precision
    seconds: int

    @property
    def in_one_year(self) -> bool:
        """True when it does not leave one year."""
        return self.first.year == self.last.year

    @property
    def in_one_month(self) -> bool:
        """True when it is known to the month and does not leave it."""
        same = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        return self.precision >= Precision.MONTH and same

    @property
    def to_the_day(self) -> bool:
        """True when both ends are known to the day or finer."""
        return self.precision >= Precision.DAY

    @property
    def in_one_day(self) -> bool:
        """True when it is known to the day and does not leave it."""
        return self.to_the_day and self.first == self.last


@lru_cache(4096)
def iso_date(text: str) -> IsoDate | None:
    """What a valid ISO 8601 date or interval covers; None when the text is not valid, blanks around it included.

    >>> iso_date("1880-05-08/10").seconds
    259200
    >>> iso_date("1963-03-08T14:67-0600") is None, iso_date("63") is None
    (True, True)
    """
    if len(text) > 80:
        return None
    start, slash, end = text.partition("/")
    try:
        return _interval(start, end) if slash else _single(start)
    except (ValueError, OverflowError):
        return None


def _single(text: str) -> IsoDate | None:
    moment = _moment(text)
    if moment is None:
        return None
    days = (moment.last - moment.first + _DAY).days
    return IsoDate(moment.first, moment.last, moment.precision, moment.seconds if moment.clock else days * 86400)


def _interval(start: str, end: str) -> IsoDate | None:
    first = _moment(start)
    if first is None:
        return None
    last = _after(first, end) if end.startswith("P") else _moment(_completed(start, end))
    if last is None or last.last < first.first:
        return None
    if first.clock and last.clock and _elapsed(first.clock, last.clock) < 0:
        return None
    return IsoDate(first.first, last.last, min(first.precision, last.precision), _length(first, last))


def _length(first: Moment, last: Moment) -> int:
    """Seconds: between two times what passes from one to the other, else whole days, the last one included."""
    if first.clock and last.clock:
        return _elapsed(first.clock, last.clock)
    return (last.last - first.first + _DAY).days * 86400


def _elapsed(first: datetime, last: datetime) -> int:
    if (first.tzinfo is None) != (last.tzinfo is None):
        first, last = first.replace(tzinfo=None), last.replace(tzinfo=None)
    return int((last - first).total_seconds())


def _completed(start: str, end: str) -> str:
    """The end of an interval with the higher parts that it leaves out and shares with the start.

    >>> _completed("1880-05-08", "10"), _completed("1949-01-15T12:34", "17:00")
    ('1880-05-10', '1949-01-15T17:00')
    """
    start_date, _, _ = start.partition("T")
    if "T" in start and re.fullmatch(r"T?[0-9]{2}:[0-9:]{2,5}[0-9Z:+.-]{0,12}", end):
        return f"{start_date}T{end.removeprefix('T')}"
    shared = len(start_date) - len(end.partition("T")[0])
    if shared >= 5 and re.fullmatch(r"[0-9]{2}(?:-[0-9]{2})?(?:T.{1,30})?", end) and start_date[shared - 1] == "-":
        return start_date[:shared] + end
    return end


def _after(start: Moment, text: str) -> Moment | None:
    written = _DURATION.fullmatch(text)
    if written is None or text == "P":
        return None
    years, months, weeks, days = (int(part or 0) for part in written.groups())
    month = start.first.month - 1 + months
    moved = start.first.replace(year=start.first.year + years + month // 12, month=month % 12 + 1)
    last = moved + timedelta(days=7 * weeks + days) - _DAY
    return Moment(last, last, Precision.DAY)


def _moment(text: str) -> Moment | None:
    written, separator, clock = text.partition("T")
    day = _date(written)
    if day is None or not separator:
        return day
    return _timed(day, clock) if day.precision is Precision.DAY else None


def _date(text: str) -> Moment | None:
    written = _DATE.fullmatch(text)
    if written is None:
        return None
    year, month, day, ordinal, compact_month, compact_day, week, weekday = written.groups()
    number = int(year)
    if ordinal:
        return _of_day(_ordinal(number, int(ordinal)))
    if week:
        return _of_week(number, int(week), weekday)
    return _calendar(number, month or compact_month, day or compact_day)


def _ordinal(year: int, day: int) -> date:
    found = date(year, 1, 1) + timedelta(days=day - 1)
    if found.year != year:
        raise ValueError(f"year {year} has no day {day}")
    return found


def _of_day(day: date) -> Moment:
    return Moment(day, day, Precision.DAY)


def _of_week(year: int, week: int, weekday: str | None) -> Moment:
    if weekday:
        return _of_day(date.fromisocalendar(year, week, int(weekday)))
    return Moment(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7), Precision.WEEK)


def _calendar(year: int, month: str | None, day: str | None) -> Moment:
    if day:
        return _of_day(date(year, int(month or 0), int(day)))
    if month:
        first = date(year, int(month), 1)
        return Moment(first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - _DAY, Precision.MONTH)
    return Moment(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _timed(day: Moment, text: str) -> Moment | None:
    written = _CLOCK.fullmatch(text)
    if written is None:
        return None
    hour, minute, second, compact_minute, compact_second, zone = written.groups()
    minute, second = minute or compact_minute, second or compact_second
    clock = time(int(hour), int(minute or 0), int(second or 0), tzinfo=_zone(zone))
    moment = datetime.combine(day.first, clock)
    return Moment(day.first, day.last, Precision.TIME, moment, 1 if second else 60 if minute else 3600)


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    digits = text.strip("Z+-").replace(":", "").ljust(4, "0")
    if int(digits[2:]) > 59:
        raise ValueError(f"no such offset: {text}")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text.startswith("-") else offset)
