"""Ordinary inputs: texts that no test can tell apart are asked once, by one that stands for them all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

Texts = tuple[str, ...]

STANDS_FOR_EARLIER = (1999, 5, 7)
"""A day that is long past and long after the first one that the tests allow, in a month and on a day of one digit."""

_DAY = re.compile(r"(1[6-9][0-9]{2}|20[01][0-9])-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01])(T00:00:00)?)?")


def ordinary_event(texts: Texts) -> Texts:
    """An event on a day or in a month from 1600 to 2019 whose parts, where given, are those of it becomes one that stands for it.

    The texts are those of eventDate, year, month, day, verbatimEventDate, startDayOfYear and endDayOfYear; all others stay.

    >>> ordinary_event(("1904-06-12", "1904", "06", "12", "12.VI.1904", "", ""))
    ('1999-05-07', '1999', '05', '7', 'given', '', '')
    >>> ordinary_event(("1904-06-12", "1905", "", "", "", "", ""))
    ('1904-06-12', '1905', '', '', '', '', '')
    """
    event_date, *parts, verbatim, first_day, last_day = texts
    written = _DAY.fullmatch(event_date)
    if written is None or first_day or last_day or not _exists(event_date[:10]):
        return texts
    *said, time = written.groups("")
    stand_ins = [_stand_in(*each) for each in zip(parts, said, STANDS_FOR_EARLIER, strict=True)]
    if None in stand_ins or (stand_ins[2] and not (stand_ins[0] and stand_ins[1])):
        return texts
    day = "1999-05-07" if said[2] else "1999-05"
    return (f"{day}{time}", *(part or "" for part in stand_ins), "given" if verbatim.strip() else verbatim, "", "")


def _exists(day: str) -> bool:
    try:
        return len(day) < 10 or bool(date.fromisoformat(day))
    except ValueError:
        return False


def _stand_in(part: str, said: str, own: int) -> str | None:
    """What stands for a part that is empty or says the same as the date, with a leading zero or without; else None."""
    if not part:
        return ""
    if not said:
        return None
    if part == said:
        return f"{own:02}" if said.startswith("0") else str(own)
    return str(own) if part == said.lstrip("0") else None


_DAY_OF_YEAR = "(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31"
_YEAR_AND_MORE = f"(1[89][0-9]{{2}}|20[01][0-9])(-(0[1-9]|1[0-2])|-({_DAY_OF_YEAR})(T00:00:00)?)?"
_NO_ISO_DATE = "[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{1,2}[.][IVX]{1,4}[.][0-9]{4}|[a-z]+ [0-9]{4}"
_IDENTIFIED = f"regexp_full_match({{dwc:dateIdentified}}, '{_YEAR_AND_MORE}')"
_BOTH = f"{_IDENTIFIED} AND regexp_full_match({{dwc:eventDate}}, '{_YEAR_AND_MORE}')"
_YEARS = ("left({dwc:dateIdentified}, 4)", "left({dwc:eventDate}, 4)")
_CASES = (
    ("{dwc:dateIdentified} = ''", "", ""),
    (f"{_BOTH} AND {_YEARS[0]} > {_YEARS[1]}", "2001", "2000"),
    (f"{_BOTH} AND {_YEARS[0]} < {_YEARS[1]}", "2000", "2001"),
    (f"{_IDENTIFIED} AND regexp_full_match({{dwc:eventDate}}, '{_NO_ISO_DATE}')", "2000", "unknown"),
)


def _one_for_all(term: str, cases: Sequence[tuple[str, str]]) -> str:
    stands = " ".join(f"WHEN {case} THEN '{text}'" for case, text in cases)
    return f"CASE {stands} ELSE {{{term}}} END"


IDENTIFICATION_AND_EVENT = (
    _one_for_all("dwc:dateIdentified", [(case, identified) for case, identified, _ in _CASES]),
    _one_for_all("dwc:eventDate", [(case, event) for case, _, event in _CASES]),
)
"""dateIdentified and eventDate as they are asked: in different years only their order counts, and without one no other."""

_WITHIN = {
    "dwc:decimalLatitude": r"[-+]?[0-8]?[0-9](\.[0-9]{1,20})?",
    "dwc:decimalLongitude": r"[-+]?(1[0-7][0-9]|[0-9]?[0-9])(\.[0-9]{1,20})?",
}
ANY_NAME_ANYWHERE = (
    "CASE WHEN regexp_matches({dwc:scientificName}, '[^\\x00-\\x20]') THEN 'present' ELSE '' END",
    *(f"CASE WHEN regexp_full_match({{{term}}}, '{form}') THEN '1' ELSE {{{term}}} END" for term, form in _WITHIN.items()),
)
"""scientificName, decimalLatitude and decimalLongitude as they are asked where nobody knows where taxa live."""
