"""Decimal coordinates from verbatim ones, where those are plain geographic coordinates."""

from __future__ import annotations

import re
from decimal import Decimal

from vasculum.quality.bdq.coordinates import LATITUDE, LONGITUDE
from vasculum.quality.bdq.framework import bdq_test
from vasculum.quality.bdq.numerals import plain
from vasculum.quality.bdq.responses import (
    Response,
    filled_in,
    internal_prerequisites_not_met,
    is_empty,
    not_amended,
    stripped,
)
from vasculum.quality.bdq.standard_codes import EpsgCodes

DATUM = "dwc:geodeticDatum"
Angle = tuple[Decimal, str]
Pair = tuple[Decimal, Decimal]

# Verbatim values that agree to this many degrees (about 10 m) say the same.
_SAME = Decimal("0.0001")
_SEVENTH_DECIMAL = Decimal("0.0000001")
_HEMISPHERES = {"n": "n", "north": "n", "s": "s", "south": "s", "e": "e", "east": "e", "w": "w", "west": "w"}
_UNITS = {
    **dict.fromkeys(("°", "º", "˚", "deg", "degs", "degree", "degrees"), 0),
    **dict.fromkeys(("'", "′", "’", "min", "mins", "minute", "minutes"), 1),
    **dict.fromkeys(('"', "″", "”", "sec", "secs", "second", "seconds"), 2),
}
_TOKEN = re.compile(r"([+-]?[0-9]{1,8}(?:\.[0-9]{1,20})?)|([^\W\d_]+)|(''|\S)")
_LONGEST = 200
_ANY_SRS = re.compile(r"EPSG:[0-9]{4,6}")
_SEPARATORS = frozenset({",", ";"})
_FILLERS = frozenset({",", ";", "."})


@bdq_test(
    "3c2590c7-af8a-4eb4-af57-5f73ba9d1f8e",
    "AMENDMENT_COORDINATES_FROM_VERBATIM",
    acts_on=(LATITUDE, LONGITUDE, DATUM),
    consults=(
        "dwc:verbatimCoordinates",
        "dwc:verbatimLatitude",
        "dwc:verbatimLongitude",
        "dwc:verbatimCoordinateSystem",
        "dwc:verbatimSRS",
    ),
)
def amendment_coordinates_from_verbatim(
    latitude: str, longitude: str, datum: str, both: str, verbatim_latitude: str, verbatim_longitude: str, system: str, srs: str
) -> Response:
    """Latitude, longitude and datum from the verbatim values; nothing when those contradict each other."""
    one_missing = is_empty(verbatim_latitude) or is_empty(verbatim_longitude)
    if not is_empty(latitude) or not is_empty(longitude) or (is_empty(both) and one_missing):
        return internal_prerequisites_not_met("decimal coordinates are bdqval:NotEmpty, or verbatim coordinates are bdqval:Empty")
    pair = _agreed(both, verbatim_latitude, verbatim_longitude)
    if pair is None or _is_projected(srs) or "utm" in system.casefold():
        return not_amended("the verbatim coordinates cannot be interpreted as one pair of geographic coordinates")
    changes = {LATITUDE: plain(pair[0]), LONGITUDE: plain(pair[1])}
    if is_empty(datum) and not is_empty(srs):
        changes[DATUM] = stripped(srs)
    return filled_in(changes, "interpreted from the verbatim coordinates")


def pair_in(text: str) -> Pair | None:
    """Latitude and longitude in degrees; which is which must be said by hemispheres or by a value above 90.

    >>> pair_in("139.92, -23.712")
    (Decimal('-23.712'), Decimal('139.92'))
    >>> pair_in("51.05, 3.72") is None
    True
    """
    angles = _angles(text)
    if angles is None or len(angles) != 2:
        return None
    first, second = angles
    if second[1] in ("n", "s") or first[1] in ("e", "w") or (not first[1] and abs(first[0]) > 90):
        first, second = second, first
    named = bool(first[1] and second[1])
    return _pair(first, second) if named or (not first[1] and not second[1] and abs(second[0]) > 90) else None


def angle_in(text: str, hemispheres: str) -> Angle | None:
    """One angle in degrees and its hemisphere, which must be one of those given.

    >>> angle_in("23 degrees 42.72 minutes south", "ns")
    (Decimal('-23.712'), 's')
    """
    angles = _angles(text)
    return angles[0] if angles and len(angles) == 1 and angles[0][1] in ("", *hemispheres) else None


def _agreed(both: str, latitude: str, longitude: str) -> Pair | None:
    """The pair that all verbatim values that are given agree on."""
    found = None if is_empty(both) else pair_in(both)
    north, east = angle_in(latitude, "ns"), angle_in(longitude, "ew")
    if not is_empty(both) and (found is None or _differs(found[0], latitude, north) or _differs(found[1], longitude, east)):
        return None
    return found or (_pair(north, east) if north and east else None)


def _differs(value: Decimal, text: str, angle: Angle | None) -> bool:
    return not is_empty(text) and (angle is None or abs(angle[0] - value) > _SAME)


def _pair(latitude: Angle, longitude: Angle) -> Pair | None:
    if latitude[1] in ("e", "w") or longitude[1] in ("n", "s"):
        return None
    north, east = latitude[0], longitude[0]
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None


def _is_projected(srs: str) -> bool:
    code = stripped(srs)
    return _ANY_SRS.fullmatch(code) is not None and not EpsgCodes().has(code)


def _angles(text: str) -> list[Angle] | None:
    """The angles in a text: numbers with their units and hemispheres; None when anything else is in it."""
    angles: list[Angle] = []
    parts: list[tuple[str, int | None]] = []
    leading = ""
    for number, word, mark in _TOKEN.findall(text if len(text) <= _LONGEST else "?"):
        name = (word or mark).casefold()
        if number:
            if parts and not _continues(parts, number):
                angles.append(_angle(parts, leading))
                parts, leading = [], ""
            parts.append((number, None))
        elif name in _SEPARATORS and parts:
            angles.append(_angle(parts, leading))
            parts, leading = [], ""
        elif name in _HEMISPHERES and not parts:
            leading = _HEMISPHERES[name]
        elif name in _HEMISPHERES:
            angles.append(_angle(parts, leading or _HEMISPHERES[name]))
            parts, leading = [], _HEMISPHERES[name] if leading else ""
        elif not _take_unit(parts, '"' if name == "''" else name) and name not in _FILLERS:
            return None
    if parts:
        angles.append(_angle(parts, leading))
    return None if not angles or any(angle[0].is_nan() for angle in angles) else angles


def _continues(parts: list[tuple[str, int | None]], number: str) -> bool:
    """True when the number belongs to the angle so far: a whole number of degrees or minutes stands before it."""
    last, unit = parts[-1]
    return len(parts) < 3 and unit != 2 and last.lstrip("+-").isdigit() and number[0].isdigit()


def _take_unit(parts: list[tuple[str, int | None]], name: str) -> bool:
    if name not in _UNITS or not parts or parts[-1][1] is not None:
        return False
    parts[-1] = (parts[-1][0], _UNITS[name])
    return True


def _angle(parts: list[tuple[str, int | None]], hemisphere: str) -> Angle:
    """The angle in degrees, or not a number when its parts make none."""
    values = [Decimal(text) for text, _ in parts]
    whole = all(value == value.to_integral_value() for value in values[:-1])
    small = all(0 <= value < 60 for value in values[1:])
    signed = values[0].is_signed() or parts[0][0].startswith("+")
    if not _in_order(parts, hemisphere) or not whole or not small or (signed and hemisphere):
        return Decimal("NaN"), hemisphere
    total = abs(values[0]) + sum((value / 60**unit for unit, value in enumerate(values[1:], 1)), Decimal(0))
    negative = values[0].is_signed() or hemisphere in ("s", "w")
    degrees = total if len(values) == 1 else total.quantize(_SEVENTH_DECIMAL).normalize()
    return -degrees if negative else degrees, hemisphere


def _in_order(parts: list[tuple[str, int | None]], hemisphere: str) -> bool:
    """True for degrees, minutes and seconds in this order, all with their units, or none where a hemisphere is named."""
    units = [unit for _, unit in parts]
    bare = len(units) == 1 or bool(hemisphere)
    return units == list(range(len(units))) or (bare and set(units) == {None})
