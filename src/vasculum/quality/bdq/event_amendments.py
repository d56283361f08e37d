"""The date of the event and its parts, proposed from what else the record says."""

from __future__ import annotations

import re
from datetime import date, timedelta

from vasculum.quality.bdq.event_validations import EVENT_DATE, PARTS, expected_parts
from vasculum.quality.bdq.framework import bdq_test
from vasculum.quality.bdq.iso_dates import iso_date
from vasculum.quality.bdq.numerals import integer, is_leap
from vasculum.quality.bdq.responses import (
    Response,
    amended,
    empty,
    filled_in,
    internal_prerequisites_not_met,
    is_empty,
    not_amended,
    stripped,
)
from vasculum.quality.bdq.verbatim_dates import iso_from_verbatim

# The day on which Russia gave up the Julian calendar, among the last: earlier dates may be written in it.
GREGORIAN_EVERYWHERE = date(1918, 2, 14)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


@bdq_test("718dfc3c-cb52-4fca-b8e2-0e722f375da7", "AMENDMENT_EVENTDATE_STANDARDIZED", acts_on=(EVENT_DATE,))
def amendment_eventdate_standardized(event_date: str) -> Response:
    """The date of the event as an ISO 8601 date, where it can mean one date only."""
    return standardized_date(EVENT_DATE, event_date)


@bdq_test(
    "6d0a0c10-5e4a-4759-b448-88932f399812",
    "AMENDMENT_EVENTDATE_FROM_VERBATIM",
    acts_on=(EVENT_DATE,),
    consults=("dwc:verbatimEventDate",),
)
def amendment_eventdate_from_verbatim(event_date: str, verbatim: str) -> Response:
    """The date of the event from the verbatim one, where that can mean one date only; its precision is kept."""
    if not is_empty(event_date) or is_empty(verbatim):
        return internal_prerequisites_not_met(f"{EVENT_DATE} is bdqval:NotEmpty or dwc:verbatimEventDate is bdqval:Empty")
    proposed = iso_from_verbatim(verbatim)
    if proposed is None:
        return not_amended("dwc:verbatimEventDate cannot be interpreted as one date")
    return filled_in({EVENT_DATE: proposed}, f"interpreted from dwc:verbatimEventDate{_calendar_note(proposed)}")


@bdq_test(
    "3892f432-ddd0-4a0a-b713-f2e2ecbd879d",
    "AMENDMENT_EVENTDATE_FROM_YEARMONTHDAY",
    acts_on=(EVENT_DATE,),
    consults=("dwc:year", "dwc:month", "dwc:day"),
)
def amendment_eventdate_from_yearmonthday(event_date: str, year: str, month: str, day: str) -> Response:
    """The date of the event from year, month and day, as far as they are given; only the year when the month is missing."""
    if not is_empty(event_date) or integer(year) is None:
        return internal_prerequisites_not_met(f"{EVENT_DATE} is bdqval:NotEmpty or dwc:year is not an integer")
    of_month, of_day = integer(month), integer(day)
    parts = [stripped(year)] + [f"{part:02}" for part in _leading(of_month, of_day)]
    proposed = "-".join(parts)
    if not _YEAR.fullmatch(parts[0]) or iso_date(proposed) is None:
        return not_amended("dwc:year, dwc:month and dwc:day make no valid date")
    return filled_in({EVENT_DATE: proposed}, "interpreted from dwc:year, dwc:month and dwc:day")


@bdq_test(
    "eb0a44fa-241c-4d64-98df-ad4aa837307b",
    "AMENDMENT_EVENTDATE_FROM_YEARSTARTDAYOFYEARENDDAYOFYEAR",
    acts_on=(EVENT_DATE,),
    consults=("dwc:year", "dwc:startDayOfYear", "dwc:endDayOfYear"),
)
def amendment_eventdate_from_days_of_year(event_date: str, year: str, start: str, end: str) -> Response:
    """The date of the event from a year and its first and last day, where the first comes before the last."""
    if not is_empty(event_date) or any(map(is_empty, (year, start, end))):
        return internal_prerequisites_not_met(f"{EVENT_DATE} is bdqval:NotEmpty or a part of it is bdqval:Empty")
    first, last = _day_of_year(year, start), _day_of_year(year, end)
    if first is None or last is None or first >= last:
        return not_amended("dwc:startDayOfYear and dwc:endDayOfYear are no two days of dwc:year in order")
    return filled_in({EVENT_DATE: f"{first}/{last}"}, "interpreted from dwc:year, dwc:startDayOfYear and dwc:endDayOfYear")


@bdq_test(
    "710fe118-17e1-440f-b428-88ba3f547d6d",
    "AMENDMENT_EVENT_FROM_EVENTDATE",
    acts_on=("dwc:year", "dwc:month", "dwc:day", "dwc:startDayOfYear", "dwc:endDayOfYear"),
    consults=(EVENT_DATE,),
)
def amendment_event_from_eventdate(
    year: str, month: str, day: str, start_day_of_year: str, end_day_of_year: str, event_date: str
) -> Response:
    """The empty parts, from the date of the event as far as it determines them."""
    read = iso_date(event_date)
    if read is None:
        return internal_prerequisites_not_met(f"{EVENT_DATE} is bdqval:Empty or not a valid ISO 8601 date")
    given = dict(zip(PARTS, (day, month, year, start_day_of_year, end_day_of_year), strict=True))
    expected = expected_parts(read)
    changes = {term: str(value) for term, value in expected.items() if value is not None and is_empty(given[term])}
    if not changes:
        return not_amended(f"{EVENT_DATE} determines no part that is bdqval:Empty")
    return filled_in(changes, f"{', '.join(changes)} from {EVENT_DATE}")


def standardized_date(term: str, text: str) -> Response:
    """AMENDED when the text is not a valid ISO 8601 date but can mean one date only."""
    if is_empty(text):
        return empty(term)
    proposed = None if iso_date(text) else _standard(text)
    if proposed is None:
        return not_amended(f"{term} is a valid ISO 8601 date or cannot be interpreted as one date")
    return amended({term: proposed}, f"{term} interpreted as {proposed}")


def _standard(text: str) -> str | None:
    return stripped(text) if iso_date(stripped(text)) else iso_from_verbatim(text)


def _calendar_note(proposed: str) -> str:
    read = iso_date(proposed)
    early = read is not None and read.first < GREGORIAN_EVERYWHERE
    return "; the verbatim date was assumed to be in the Gregorian calendar" if early else ""


def _leading(month: int | None, day: int | None) -> list[int]:
    """Month and day, as far as they are there from the left: a day without its month says nothing."""
    if month is None:
        return []
    return [month] if day is None else [month, day]


def _day_of_year(year: str, day: str) -> date | None:
    number, of_day = stripped(year), integer(day)
    if not _YEAR.fullmatch(number) or number == "0000" or of_day is None:
        return None
    last = 366 if is_leap(int(number)) else 365
    return date(int(number), 1, 1) + timedelta(days=of_day - 1) if 1 <= of_day <= last else None
