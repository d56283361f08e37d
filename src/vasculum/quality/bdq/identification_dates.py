"""The date of the identification."""

from __future__ import annotations

from vasculum.quality.bdq.event_amendments import standardized_date
from vasculum.quality.bdq.event_validations import EVENT_DATE, standard_date
from vasculum.quality.bdq.framework import bdq_test
from vasculum.quality.bdq.iso_dates import IsoDate, iso_date
from vasculum.quality.bdq.responses import Response, empty, internal_prerequisites_not_met, is_empty, judged

DATE_IDENTIFIED = "dwc:dateIdentified"


@bdq_test("66269bdd-9271-4e76-b25c-7ab81eebe1d8", "VALIDATION_DATEIDENTIFIED_STANDARD", acts_on=(DATE_IDENTIFIED,))
def validation_dateidentified_standard(date_identified: str) -> Response:
    """The date of the identification is a valid ISO 8601 date."""
    return standard_date(DATE_IDENTIFIED, date_identified)


@bdq_test("39bb2280-1215-447b-9221-fd13bc990641", "AMENDMENT_DATEIDENTIFIED_STANDARDIZED", acts_on=(DATE_IDENTIFIED,))
def amendment_dateidentified_standardized(date_identified: str) -> Response:
    """The date of the identification as an ISO 8601 date, where it can mean one date only."""
    return standardized_date(DATE_IDENTIFIED, date_identified)


@bdq_test(
    "dc8aae4b-134f-4d75-8a71-c4186239178e",
    "VALIDATION_DATEIDENTIFIED_INRANGE",
    acts_on=(DATE_IDENTIFIED,),
    consults=(EVENT_DATE,),
    parameters={
        "bdqval:earliestValidDate": "1753-01-01",
        "bdqval:latestValidDate": "{current day}",
        "bdqval:includeEventDate": "true",
    },
)
def validation_dateidentified_inrange(
    earliest: str, latest: str, include_event_date: str, date_identified: str, event_date: str
) -> Response:
    """The identification lies between the limits and, unless told otherwise, not wholly before the event."""
    if is_empty(date_identified):
        return empty(DATE_IDENTIFIED)
    compared = include_event_date.casefold() == "true" and not is_empty(event_date)
    read, event = iso_date(date_identified), iso_date(event_date)
    first, last = iso_date(earliest), iso_date(latest)
    if read is None or first is None or last is None or (compared and event is None):
        return internal_prerequisites_not_met("a date or a limit is not a valid ISO 8601 date")
    in_limits = first.first <= read.first and read.last <= last.last
    in_order = not compared or _not_before(read, event)
    return judged(in_limits and in_order, f"{DATE_IDENTIFIED} is between {earliest} and {latest} and not before {EVENT_DATE}")


def _not_before(identified: IsoDate, event: IsoDate | None) -> bool:
    return event is None or identified.last >= event.first
