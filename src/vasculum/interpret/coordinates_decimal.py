"""Decimal coordinates and their uncertainty as one record gives them: the rule in Python."""

from __future__ import annotations

import re

from vasculum.interpret.reading import Reading
from vasculum.model.remark import stored

LATITUDE = "dwc:decimalLatitude"
LONGITUDE = "dwc:decimalLongitude"
UNCERTAINTY = "dwc:coordinateUncertaintyInMeters"

# The largest uncertainty a point on Earth can have, half its circumference in metres
# (BDQ Core, VALIDATION_COORDINATEUNCERTAINTY_INRANGE).
LARGEST_UNCERTAINTY = 20_037_509

# Patterns are written in what Python (re) and DuckDB (RE2) read alike.
SPACE = "[ \\t\\n\\r\\f\\v\u00a0\u2009\u202f\ufeff]*"
INVISIBLE = "\u00a0\u2009\u202f\ufeff"
MINUS_AND_COMMA = "\u2212,"

_SIGN, _EXPONENT, _THOUSAND = f"{SPACE}[-+\u2212]?", f"(?:[eE][-+]?[0-9]+)?{SPACE}", "[0-9][0-9][0-9][0-9]+"

DEGREES = f"{_SIGN}(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+){_EXPONENT}"

# "1,234" metres may be a thousand or a little over one: a comma is a decimal sign only where it cannot group thousands.
METRES = f"{_SIGN}(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+|(?:0+|{_THOUSAND}),[0-9]+|[0-9]+,(?:[0-9][0-9]?|{_THOUSAND})){_EXPONENT}"


def read_decimals(latitude: str, longitude: str, uncertainty: str) -> Reading:
    """The decimal degrees and the uncertainty in metres of one record.

    A pair is given only when both numbers are good; the pair 0, 0 is taken for a missing value, as in GBIF's ZERO_COORDINATE.
    A decimal comma and a typographic minus sign are understood.

    >>> read_decimals("50,85", "4.35", "100")
    Reading(values=(50.85, 4.35, 100.0), remarks=('DECIMAL_COMMA dwc:decimalLatitude',))
    >>> read_decimals("95", "4.35", "")
    Reading(values=(None, None, None), remarks=('COORDINATE_OUT_OF_RANGE dwc:decimalLatitude',))
    """
    north, east, metres = _number(latitude, DEGREES), _number(longitude, DEGREES), _number(uncertainty, METRES)
    zero = north == 0 and east == 0
    known = _within(north, 90) and _within(east, 180) and not zero
    remarks = (
        *_axis_remarks(LATITUDE, latitude, _within(north, 90), longitude),
        *_axis_remarks(LONGITUDE, longitude, _within(east, 180), latitude),
        *([stored("COORDINATES_ZERO", LATITUDE)] if zero else []),
        *_uncertainty_remarks(uncertainty, _is_uncertainty(metres)),
    )
    return Reading((north if known else None, east if known else None, metres if _is_uncertainty(metres) else None), remarks)


def _number(text: str, pattern: str) -> float | None:
    if re.fullmatch(pattern, text) is None:
        return None
    return float(text.translate(str.maketrans(MINUS_AND_COMMA, "-.", INVISIBLE)))


def _is_blank(text: str) -> bool:
    return re.fullmatch(SPACE, text) is not None


def _within(number: float | None, bound: float) -> bool | None:
    return None if number is None else -bound <= number <= bound


def _is_uncertainty(metres: float | None) -> bool:
    return metres is not None and 0 < metres <= LARGEST_UNCERTAINTY


def _axis_remarks(term: str, text: str, within: bool | None, other: str) -> list[str]:
    if _is_blank(text):
        return [] if _is_blank(other) else [stored("COORDINATE_INCOMPLETE", term)]
    if not within:
        return [stored("COORDINATE_INVALID" if within is None else "COORDINATE_OUT_OF_RANGE", term)]
    return [stored("DECIMAL_COMMA", term)] if "," in text else []


def _uncertainty_remarks(text: str, good: bool) -> list[str]:
    if _is_blank(text):
        return []
    if not good:
        return [stored("UNCERTAINTY_INVALID", UNCERTAINTY)]
    return [stored("DECIMAL_COMMA", UNCERTAINTY)] if "," in text else []
