"""The date of the event: is it valid, is it possible, do its parts agree, how long does it last."""

from __future__ import annotations

from vasculum.quality.bdq.framework import bdq_test
from vasculum.quality.bdq.iso_dates import IsoDate, iso_date
from vasculum.quality.bdq.numerals import integer
from vasculum.quality.bdq.responses import (
    Response,
    compliant,
    empty,
    has_result,
    internal_prerequisites_not_met,
    is_empty,
    judged,
    not_compliant,
)

EVENT_DATE = "dwc:eventDate"
PARTS = ("dwc:day", "dwc:month", "dwc:year", "dwc:startDayOfYear", "dwc:endDayOfYear")


@bdq_test("4f2bf8fd-fc5c-493f-a44c-e7b16153c803", "VALIDATION_EVENTDATE_STANDARD", acts_on=(EVENT_DATE,))
def validation_eventdate_standard(event_date: str) -> Response:
    """The date of the event is a valid ISO 8601 date."""
    return standard_date(EVENT_DATE, event_date)


@bdq_test(
    "3cff4dc4-72e9-4abe-9bf3-8a30f1618432",
    "VALIDATION_EVENTDATE_INRANGE",
    acts_on=(EVENT_DATE,),
    parameters={"bdqval:earliestValidDate": "1582-11-15", "bdqval:latestValidDate": "{current year}"},
)
def validation_eventdate_inrange(earliest: str, latest: str, event_date: str) -> Response:
    """The whole event lies between the earliest and the latest valid date, both included."""
    if is_empty(event_date):
        return empty(EVENT_DATE)
    read, first, last = iso_date(event_date), iso_date(earliest), iso_date(latest)
    if read is None or first is None or last is None:
        return internal_prerequisites_not_met(f"{EVENT_DATE}, or a limit, is not a valid ISO 8601 date")
    return judged(first.first <= read.first and read.last <= last.last, f"{EVENT_DATE} is between {earliest} and {latest}")


@bdq_test("56b6c695-adf1-418e-95d2-da04cad7be53", "MEASURE_EVENTDATE_DURATIONINSECONDS", acts_on=(EVENT_DATE,))
def measure_eventdate_durationinseconds(event_date: str) -> Response:
    """How long the event lasts, in seconds; a day has 86,400, leap days count, leap seconds do not."""
    if is_empty(event_date):
        return empty(EVENT_DATE)
    read = iso_date(event_date)
    if read is None:
        return internal_prerequisites_not_met(f"{EVENT_DATE} is not a valid ISO 8601 date")
    return has_result(str(read.seconds), f"{EVENT_DATE} lasts {read.seconds} seconds")


@bdq_test("5618f083-d55a-4ac2-92b5-b9fb227b832f", "VALIDATION_EVENT_CONSISTENT", acts_on=(EVENT_DATE, *PARTS))
def validation_event_consistent(event_date: str, *parts: str) -> Response:
    """Every part that is given says what the date of the event says, which must be fine enough to say it."""
    if is_empty(event_date) or all(map(is_empty, parts)):
        return empty(EVENT_DATE, *PARTS)
    expected = expected_parts(iso_date(event_date))
    wrong = [
        term
        for term, text in zip(PARTS, parts, strict=True)
        if not is_empty(text) and (expected[term] is None or integer(text) != expected[term])
    ]
    if wrong:
        return not_compliant(f"{EVENT_DATE} does not say the same as {', '.join(wrong)}")
    return compliant(f"{EVENT_DATE} says the same as its parts")


def expected_parts(read: IsoDate | None) -> dict[str, int | None]:
    """What the parts must be for a date: None for a part that the date does not determine."""
    if read is None:
        return dict.fromkeys(PARTS)
    return {
        "dwc:day": read.first.day if read.in_one_day else None,
        "dwc:month": read.first.month if read.in_one_month else None,
        "dwc:year": read.first.year if read.in_one_year else None,
        "dwc:startDayOfYear": read.first.timetuple().tm_yday if read.to_the_day else None,
        "dwc:endDayOfYear": read.last.timetuple().tm_yday if read.to_the_day else None,
    }


def standard_date(term: str, text: str) -> Response:
    """COMPLIANT when the text is a valid ISO 8601 date."""
    return empty(term) if is_empty(text) else judged(iso_date(text) is not None, f"{term} is a valid ISO 8601 date")
