"""Flags on dates: those that cannot be read and those that can hardly be true. Today is handed in."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial

from vasculum.quality.bdq.iso_dates import IsoDate, iso_date
from vasculum.quality.bdq.verbatim_dates import iso_from_verbatim
from vasculum.quality.flags_frame import Flags, ValueFlags

ROWS = " | "
_STANDARD = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
RECORDED, LINNAEAN, COMPUTERS = date(1600, 1, 1), date(1700, 1, 1), date(1970, 1, 1)
_MEDIA_DATES = ("gbif:Multimedia/dcterms:created", "gbif:Image/dcterms:created", "ac:Multimedia/xmp:CreateDate")


def date_flags(today: date) -> tuple[ValueFlags, ...]:
    """The rules on dates, for a day that is taken as today; a day more is allowed where it is already tomorrow."""
    latest = today + timedelta(days=1)
    return (
        _dated("MODIFIED", "dcterms:modified", COMPUTERS, latest),
        _dated("IDENTIFIED", "dwc:dateIdentified", LINNAEAN, latest),
        _dated("GEOREFERENCED", "dwc:georeferencedDate", LINNAEAN, latest),
        ValueFlags("recorded date", ("event_date",), ("RECORDED_DATE_UNLIKELY",), partial(_recorded, latest)),
        ValueFlags("dates of media", _MEDIA_DATES, ("MULTIMEDIA_DATE_INVALID",), _media),
    )


def understood(text: str) -> IsoDate | None:
    """What a date covers, in ISO 8601 or as people write it when that can mean one thing.

    >>> understood("12 May 1998").first, understood("1998-02-30"), understood("2021-13-01")
    (datetime.date(1998, 5, 12), None, None)
    """
    written = text.strip()
    standard = _STANDARD.match(written)
    if standard and iso_date(standard[0]) is None:
        return None
    return iso_date(written) or iso_date(iso_from_verbatim(written) or "")


def _dated(act: str, term: str, earliest: date, latest: date) -> ValueFlags:
    flags = (f"{act}_DATE_INVALID", f"{act}_DATE_UNLIKELY")
    return ValueFlags(f"{act.lower()} date", (term,), flags, partial(_date, flags, earliest, latest))


def _date(flags: Flags, earliest: date, latest: date, text: str) -> Flags:
    if not text.strip():
        return ()
    read = understood(text)
    if read is None:
        return flags[:1]
    return flags[1:] if _is_unlikely(read, earliest, latest) else ()


def _recorded(latest: date, event_date: str) -> Flags:
    if _STANDARD.fullmatch(event_date) and RECORDED.isoformat() <= event_date <= latest.isoformat():
        return ()
    read = iso_date(event_date)
    return ("RECORDED_DATE_UNLIKELY",) if read and _is_unlikely(read, RECORDED, latest) else ()


def _is_unlikely(read: IsoDate, earliest: date, latest: date) -> bool:
    return read.last < earliest or read.first > latest


def _media(*cells: str) -> Flags:
    dates = [text for cell in cells for text in cell.split(ROWS) if text.strip()]
    return ("MULTIMEDIA_DATE_INVALID",) if any(understood(text) is None for text in dates) else ()
