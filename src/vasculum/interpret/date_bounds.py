"""What words around a date do to it: *before*, *since*, *the 1880s*, *19th century*, *summer*."""

from __future__ import annotations

from vasculum.interpret.date_text import DateText
from vasculum.interpret.interval import Interval, Point


def bounded(found: list[Interval], parts: DateText) -> list[Interval]:
    """The dates changed by words such as *before*, *since* and *the 1880s*."""
    said = parts.said
    if not said - {"uncertain", "part", "between"}:
        return found
    if "century" in said:
        found = _century(parts)
    if "season" in said:
        found = [interval for interval in found if interval.first and not interval.first.month]
    if "from" in said:
        found = [interval for interval in found if interval.first != interval.last]
    if said & {"decade", "hundred"}:
        found = [span for interval in found for span in _span(interval, said)]
    return [_opened(interval, said) for interval in found]


def _opened(interval: Interval, said: set[str]) -> Interval:
    """The interval with a side left open, as *before*, *until*, *after* and *since* ask."""
    first, last = interval
    if first and "before" in said:
        return Interval(None, first.before)
    if last and "after" in said:
        return Interval(last.after, None)
    if "until" in said:
        return Interval(None, last)
    return Interval(first, None) if "since" in said else interval


def _span(interval: Interval, said: set[str]) -> list[Interval]:
    year = interval.first.year if interval.first else 0
    if interval != Interval(Point(year), Point(year)) or year % 10:
        return []
    decade, hundred = Interval(Point(year), Point(year + 9)), Interval(Point(year), Point(year + 99))
    if "hundred" in said:
        return [hundred]
    return [decade, hundred] if year % 100 == 0 else [decade]


def _century(parts: DateText) -> list[Interval]:
    """The 19th century runs from 1801 to 1900."""
    number = parts.values[0] if parts.key == "n" else 0
    return [Interval(Point(number * 100 - 99), Point(number * 100))] if 11 <= number <= 21 else []
