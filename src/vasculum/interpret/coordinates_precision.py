"""The precision of coordinates: the fraction of a degree to which they were given, in every usual notation."""

from __future__ import annotations

import re

from vasculum.interpret.reading import Interpreter, Reading
from vasculum.model.remark import stored

TERM = "dwc:coordinatePrecision"
LONGEST = 60
INVALID = stored("COORDINATE_PRECISION_INVALID", TERM)
_NUMBER = re.compile(r"[0-9]{0,3}[.,]?[0-9]{1,12}(?:e-[0-9]{1,2})?", re.IGNORECASE)
_FRACTION = re.compile(r"1\s?/\s?([0-9]{1,6})")
_PER_DEGREE = {"degree": 1, "minute": 60, "second": 3600}
_UNITS = {
    "degree": ("°", "deg", "degree", "degrees", "graad", "graden", "degré", "degrés", "grad"),
    "minute": ("'", "′", "min", "minute", "minutes", "minuut", "minuten"),
    "second": ('"', "″", "''", "sec", "second", "seconds", "seconde", "secondes", "seconden", "sekunde", "sekunden", "s"),
}
_OF_UNIT = {spelling: unit for unit, spellings in _UNITS.items() for spelling in spellings}
_NEAREST = re.compile(r"^(?:to |at )?(?:the )?nearest |^op een |^à la |^auf (?:die|eine) ", re.IGNORECASE)


def read_precision(text: str) -> Reading:
    """The precision in degrees, more than 0 and at most 180; a number alone is in degrees, as the term says.

    >>> read_precision("0.0001").values, read_precision("1/60").values, read_precision("nearest minute").values
    ((0.0001,), (0.0166666667,), (0.0166666667,))
    >>> read_precision("100 m").remarks
    ('COORDINATE_PRECISION_INVALID dwc:coordinatePrecision',)
    """
    if not text.strip():
        return Reading((None,))
    degrees = _degrees(_NEAREST.sub("", text.strip())) if len(text) <= LONGEST else None
    if degrees is None or not 0 < degrees <= 180:
        return Reading((None,), (INVALID,))
    return Reading((round(degrees, 10),))


def _degrees(text: str) -> float | None:
    if fraction := _FRACTION.fullmatch(text):
        return 1 / int(fraction[1]) if int(fraction[1]) else None
    number = _NUMBER.match(text)
    unit = text[number.end() :].strip().casefold().rstrip(".") if number else text.casefold().rstrip(".")
    if unit and unit not in _OF_UNIT:
        return None
    return (float(number[0].replace(",", ".")) if number else 1.0) / _PER_DEGREE[_OF_UNIT.get(unit, "degree")]


COORDINATE_PRECISION = Interpreter("coordinate precision", (TERM,), {"coordinate_precision": "DOUBLE"}, read_precision)
