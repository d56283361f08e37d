"""Event dates: what a record's date fields say, as an ISO 8601 date or interval that is as precise as the text and no more.

An ambiguous date is never settled silently: it has no value, a remark, and `readings` gives both of its readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vasculum.interpret.date_bounds import bounded
from vasculum.interpret.date_forms import points
from vasculum.interpret.date_grammar import Shape, is_known, meanings
from vasculum.interpret.date_text import DateText, Unreadable, taken_apart
from vasculum.interpret.date_words import WORDS, plain
from vasculum.interpret.interval import Interval, Point, days_in_month
from vasculum.interpret.reading import Interpreter, Reading
from vasculum.model.remark import stored

EARLIEST_LIKELY_YEAR = 1600
EVENT_DATE_TERM, VERBATIM_TERM = "dwc:eventDate", "dwc:verbatimEventDate"
_ISO_DAY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[123][0-9])")
_TWO_DIGIT_YEAR = frozenset({"nMn", "Mnn", "nnn"})


@dataclass(frozen=True, slots=True)
class Understood:
    """The readings of one text (one when it is clear, several when it is ambiguous) and the codes of its remarks."""

    readings: tuple[Interval, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def interval(self) -> Interval | None:
        """The date, None when there is none or more than one."""
        return self.readings[0] if len(self.readings) == 1 else None


_NOTHING = Understood()


def readings(text: str) -> tuple[Interval, ...]:
    """Every date that a text can mean: none, one, or the readings of an ambiguous one.

    >>> [reading.iso for reading in readings("11/8/1899")]
    ['1899-08-11', '1899-11-08']
    """
    return understood(text).readings


def read_date(text: str, term: str = EVENT_DATE_TERM) -> Reading:
    """One text as an ISO 8601 date or interval.

    >>> read_date("3-5 juli 1921").values, read_date("mai 1887").values
    (('1921-07-03/1921-07-05',), ('1887-05',))
    """
    found = understood(text)
    interval = found.interval
    return Reading((interval.iso if interval else None,), tuple(stored(code, term) for code in found.codes))


def understood(text: str) -> Understood:
    """What one text says; an empty one says nothing, without remark."""
    if not text or text.isspace():
        return _NOTHING
    return _of_most(text) or _of_form(text) or _of_grammar(text)


def _of_most(text: str) -> Understood | None:
    """The form that most records have, without the grammar; the grammar says the same."""
    match = _ISO_DAY.fullmatch(text)
    day = Point(int(match[1]), int(match[2]), int(match[3])) if match else None
    if day is None or not day.exists or day.year < EARLIEST_LIKELY_YEAR:
        return None
    return Understood((Interval(day, day),))


def _of_form(text: str) -> Understood | None:
    """A text of a plain form, without the grammar; the grammar says the same."""
    found = tuple(Interval(point, point) for point in points(text))
    if len(found) == 1:
        return Understood(found, tuple(_likelihood(found[0])))
    return Understood(found, ("EVENT_DATE_AMBIGUOUS",)) if found else None


def _of_grammar(text: str) -> Understood:
    try:
        parts = taken_apart(text)
    except Unreadable:
        return Understood(codes=("EVENT_DATE_UNREADABLE",))
    return _judged(parts)


def _judged(parts: DateText) -> Understood:
    shape = parts.shape
    meant = meanings(shape)
    found = bounded(meant, parts)
    if not found:
        return Understood(codes=("EVENT_DATE_UNREADABLE" if meant else _reason(shape),))
    if len(found) > 1:
        return Understood(tuple(found), ("EVENT_DATE_AMBIGUOUS",))
    return Understood(tuple(found), tuple(_notes(found[0], parts)))


def _reason(shape: Shape) -> str:
    """Why a shape is no date."""
    kinds = "".join(c for c in shape.key if c.isalpha())
    if is_known(shape.key):
        return "EVENT_DATE_IMPOSSIBLE"
    if "y" in kinds or not kinds or kinds == "n":
        return "EVENT_DATE_UNREADABLE"
    return "EVENT_DATE_TWO_DIGIT_YEAR" if "s" in kinds or kinds in _TWO_DIGIT_YEAR else "EVENT_DATE_INCOMPLETE"


def _notes(interval: Interval, parts: DateText) -> Iterable[str]:
    if "uncertain" in parts.said:
        yield "EVENT_DATE_UNCERTAIN"
    if parts.said & {"season", "part"}:
        yield "EVENT_DATE_COARSENED"
    if 0 in parts.values:
        yield "EVENT_DATE_ZEROS"
    yield from _likelihood(interval)


def _likelihood(interval: Interval) -> Iterable[str]:
    known = interval.first or interval.last
    if known and known.year < EARLIEST_LIKELY_YEAR:
        yield "EVENT_DATE_UNLIKELY"


def _number(text: str) -> int | None:
    """A whole number as spreadsheets write it; None when it is none."""
    digits = text if text.isdigit() else text.strip().removesuffix(".0")
    return int(digits) if len(digits) <= 4 and digits.isascii() and digits.isdigit() else None


def _month(text: str) -> int | None:
    number = _number(text)
    if number is not None:
        return number
    word = WORDS.get(plain(text).strip(" ."))
    return word.month or None if word else None


def _of_parts(year: str, month: str, day: str) -> Understood:
    """The date in the fields of year, month and day."""
    if not (year or month or day):
        return _NOTHING
    y, m, d = (read(text) if text.strip() else 0 for read, text in ((_number, year), (_month, month), (_number, day)))
    if y is None or m is None or d is None:
        return Understood(codes=("EVENT_DATE_UNREADABLE",))
    if not y:
        return Understood(codes=("EVENT_DATE_INCOMPLETE",)) if m or d else _NOTHING
    point = Point(y, m, d if m else 0)
    if not point.exists:
        return Understood(codes=("EVENT_DATE_IMPOSSIBLE" if y > 99 else "EVENT_DATE_TWO_DIGIT_YEAR",))
    interval = Interval(point, point)
    incomplete = ("EVENT_DATE_INCOMPLETE",) if d and not m else ()
    return Understood((interval,), (*incomplete, *_likelihood(interval)))


def _of_days(year: str, start: str, end: str) -> Understood:
    """The date in the fields of year, first and last day of the year."""
    if not start.strip():
        return _NOTHING
    y, first = _number(year), _number(start)
    last = _number(end) if end.strip() else first
    if not y:
        return _NOTHING
    points = [_day_of_year(y, number) for number in (first, last)]
    if None in points or (first or 0) > (last or 0):
        return Understood(codes=("EVENT_DATE_IMPOSSIBLE",))
    return Understood((Interval(*points),))


def _day_of_year(year: int, number: int | None) -> Point | None:
    month, left = 1, number or 0
    while month <= 12 and left > days_in_month(year, month):
        left -= days_in_month(year, month)
        month += 1
    point = Point(year, month, left)
    return point if left and point.exists else None


def _read(event_date: str, year: str, month: str, day: str, verbatim: str, start: str, end: str) -> Reading:
    """The narrowest date on which the fields agree, in the order of their authority."""
    return _of_one_day(event_date, year, month, day, verbatim, start) or _of_all(
        event_date, year, month, day, verbatim, start, end
    )


def _of_one_day(event_date: str, year: str, month: str, day: str, verbatim: str, start: str) -> Reading | None:
    """What most records say: a day, and wherever else a date stands, the same one; the fields held together say the same."""
    found = _of_most(event_date)
    if found is None or start or not _says_the_same(year, month, day, event_date):
        return None
    if verbatim and verbatim != event_date and not _is_among(found.readings[0], understood(verbatim).readings):
        return None
    only = found.readings[0].start
    return Reading((event_date, only, only))


def _is_among(day: Interval, options: tuple[Interval, ...]) -> bool:
    """Whether a day is one of the readings of a text, and none of the others can be meant."""
    return day in options and all(option == day or not option.meets(day) for option in options)


def _says_the_same(year: str, month: str, day: str, iso: str) -> bool:
    """Whether year, month and day are those of a date in ISO 8601, with a leading zero or without; or none is given."""
    if not (year or month or day):
        return True
    return year == iso[:4] and month in (iso[5:7], iso[5:7].lstrip("0")) and day in (iso[8:], iso[8:].lstrip("0"))


def _of_all(event_date: str, year: str, month: str, day: str, verbatim: str, start: str, end: str) -> Reading:
    said = (
        (EVENT_DATE_TERM, understood(event_date)),
        ("dwc:year", _of_parts(year, month, day)),
        ("dwc:startDayOfYear", _of_days(year, start, end)),
        (VERBATIM_TERM, understood(verbatim)),
    )
    chosen, remarks = _agreed([(term, found) for term, found in said if len(found.readings) < 2])
    for term, found in said:
        if len(found.readings) > 1:
            chosen, codes = _settled(chosen, found.readings)
            remarks += [stored(code, term) for code in codes]
    return _reading(chosen, tuple(remarks))


def _agreed(said: list[tuple[str, Understood]]) -> tuple[Interval | None, list[str]]:
    chosen: Interval | None = None
    remarks: list[str] = []
    for term, found in said:
        interval = found.interval
        if chosen is None:
            remarks += [stored(code, term) for code in found.codes]
            chosen = interval
        elif interval is None:
            remarks += [stored(code, term) for code in found.codes if code == "EVENT_DATE_IMPOSSIBLE"]
        elif interval == chosen:
            continue
        elif not chosen.meets(interval):
            remarks.append(stored("EVENT_DATE_MISMATCH", term))
        elif chosen.holds(interval):
            chosen = interval
    return chosen, remarks


def _settled(chosen: Interval | None, options: tuple[Interval, ...]) -> tuple[Interval | None, tuple[str, ...]]:
    """Which reading of an ambiguous text the other fields leave."""
    if chosen is None:
        return None, ("EVENT_DATE_AMBIGUOUS",)
    left = [option for option in options if option.meets(chosen)]
    if len(left) == 1:
        return (left[0] if chosen.holds(left[0]) else chosen), ()
    return chosen, ("EVENT_DATE_AMBIGUOUS",) if left else ("EVENT_DATE_MISMATCH",)


def _reading(chosen: Interval | None, remarks: tuple[str, ...]) -> Reading:
    if chosen is None:
        return Reading((None, None, None), remarks)
    return Reading((chosen.iso, chosen.start, chosen.end), remarks)


EVENT_DATE = Interpreter(
    "event date",
    (
        EVENT_DATE_TERM,
        "dwc:year",
        "dwc:month",
        "dwc:day",
        VERBATIM_TERM,
        "dwc:startDayOfYear",
        "dwc:endDayOfYear",
    ),
    {"event_date": "VARCHAR", "event_date_start": "DATE", "event_date_end": "DATE"},
    _read,
)
