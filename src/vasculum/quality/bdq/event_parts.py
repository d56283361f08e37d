"""Year, month, day and days of the year by themselves."""

from __future__ import annotations

import re

from vasculum.quality.bdq.framework import bdq_test
from vasculum.quality.bdq.iso_dates import iso_date
from vasculum.quality.bdq.numerals import integer, is_leap
from vasculum.quality.bdq.responses import (
    Response,
    amended,
    empty,
    internal_prerequisites_not_met,
    is_empty,
    judged,
    not_amended,
    stripped,
)
from vasculum.quality.bdq.verbatim_dates import month_number

_DAY_OF_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|ste|de|er|e|º)?\.?", re.IGNORECASE)
_WHOLE = re.compile(r"[0-9]{1,3}", re.ASCII)


@bdq_test("47ff73ba-0028-4f79-9ce1-ee7008d66498", "VALIDATION_DAY_STANDARD", acts_on=("dwc:day",))
def validation_day_standard(day: str) -> Response:
    """The day is an integer from 1 to 31."""
    return empty("dwc:day") if is_empty(day) else judged(_whole(day, 31), "dwc:day is an integer from 1 to 31")


@bdq_test("b129fa4d-b25b-43f7-9645-5ed4d44b357b", "AMENDMENT_DAY_STANDARDIZED", acts_on=("dwc:day",))
def amendment_day_standardized(day: str) -> Response:
    """The day as an integer, from an ordinal such as 5th; Roman numerals are not usual for days and stay."""
    if is_empty(day):
        return empty("dwc:day")
    written = _DAY_OF_MONTH.fullmatch(stripped(day))
    if _whole(day, 31) or written is None or not 1 <= int(written[1]) <= 31:
        return not_amended("dwc:day is standard or cannot be interpreted as a day")
    return amended({"dwc:day": str(int(written[1]))}, f"dwc:day interpreted as {int(written[1])}")


@bdq_test(
    "8d787cb5-73e2-4c39-9cd1-67c7361dc02e",
    "VALIDATION_DAY_INRANGE",
    acts_on=("dwc:day", "dwc:month", "dwc:year"),
)
def validation_day_inrange(day: str, month: str, year: str) -> Response:
    """The day exists in that month of that year; month and year are looked at only where they matter."""
    if is_empty(day):
        return empty("dwc:day")
    number, of_month, of_year = integer(day), integer(month), integer(year)
    if number is None:
        return internal_prerequisites_not_met("dwc:day is not an integer")
    if 29 <= number <= 31 and (of_month is None or not 1 <= of_month <= 12):
        return internal_prerequisites_not_met("dwc:month, which decides whether the day exists, is not a month")
    if (number, of_month) == (29, 2) and (of_year is None or not 1 <= of_year <= 9999):
        return internal_prerequisites_not_met("dwc:year, which decides whether 29 February exists, is not a year")
    return judged(1 <= number <= _last_day(of_month, of_year), "dwc:day is in range")


@bdq_test("01c6dafa-0886-4b7e-9881-2c3018c98bdc", "VALIDATION_MONTH_STANDARD", acts_on=("dwc:month",))
def validation_month_standard(month: str) -> Response:
    """The month is an integer from 1 to 12."""
    if is_empty(month):
        return empty("dwc:month")
    return judged((integer(month) or 0) in range(1, 13), "dwc:month is an integer from 1 to 12")


@bdq_test("2e371d57-1eb3-4fe3-8a61-dff43ced50cf", "AMENDMENT_MONTH_STANDARDIZED", acts_on=("dwc:month",))
def amendment_month_standardized(month: str) -> Response:
    """The month as an integer, from a name, an abbreviation or a Roman numeral."""
    if is_empty(month):
        return empty("dwc:month")
    written = integer(month)
    number = month_number(month) if written is None else written
    if number not in range(1, 13) or _whole(month, 12):
        return not_amended("dwc:month is standard or cannot be interpreted as one month")
    return amended({"dwc:month": str(number)}, f"dwc:month interpreted as {number}")


@bdq_test(
    "ad0c8855-de69-4843-a80c-a5387d20fbc8",
    "VALIDATION_YEAR_INRANGE",
    acts_on=("dwc:year",),
    parameters={"bdqval:earliestValidDate": "1582", "bdqval:latestValidDate": "{current year}"},
)
def validation_year_inrange(earliest: str, latest: str, year: str) -> Response:
    """The year lies between the earliest and the latest valid year, both included."""
    if is_empty(year):
        return empty("dwc:year")
    number, first, last = integer(year), iso_date(earliest), iso_date(latest)
    if number is None or first is None or last is None:
        return internal_prerequisites_not_met("dwc:year, or a limit, is not a year")
    return judged(first.first.year <= number <= last.last.year, f"dwc:year is between {earliest} and {latest}")


@bdq_test(
    "85803c7e-2a5a-42e1-b8d3-299a44cafc46",
    "VALIDATION_STARTDAYOFYEAR_INRANGE",
    acts_on=("dwc:startDayOfYear",),
    consults=("dwc:eventDate",),
)
def validation_startdayofyear_inrange(day: str, event_date: str) -> Response:
    """The first day of the year exists; day 366 only when the event begins in a leap year."""
    read = iso_date(event_date)
    return _day_of_year("dwc:startDayOfYear", day, read.first.year if read else None)


@bdq_test(
    "9a39d88c-7eee-46df-b32a-c109f9f81fb8",
    "VALIDATION_ENDDAYOFYEAR_INRANGE",
    acts_on=("dwc:endDayOfYear",),
    consults=("dwc:eventDate",),
)
def validation_enddayofyear_inrange(day: str, event_date: str) -> Response:
    """The last day of the year exists; day 366 only when the event ends in a leap year."""
    read = iso_date(event_date)
    return _day_of_year("dwc:endDayOfYear", day, read.last.year if read else None)


def _day_of_year(term: str, text: str, year: int | None) -> Response:
    if is_empty(text):
        return empty(term)
    day = integer(text)
    if day == 366 and year is None:
        return internal_prerequisites_not_met(f"{term} is 366 and dwc:eventDate gives no year")
    last = 366 if year is not None and is_leap(year) else 365
    return judged(day is not None and 1 <= day <= last, f"{term} is an integer from 1 to {last}")


def _last_day(month: int | None, year: int | None) -> int:
    if month == 2:
        return 29 if year is not None and is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _whole(text: str, largest: int) -> bool:
    return _WHOLE.fullmatch(text) is not None and 1 <= int(text) <= largest
