"""Coordinates as written on labels and in fields of free text, to decimal degrees."""

from __future__ import annotations

from math import cos, hypot, isfinite, radians

from vasculum.interpret.coordinates_angles import Angle, angles
from vasculum.interpret.coordinates_tokens import tokens
from vasculum.interpret.grids import read_grid
from vasculum.interpret.reading import Reading
from vasculum.model.remark import stored

TERM = "dwc:verbatimCoordinates"
METRES_PER_DEGREE = 111_320.0


def read_coordinates(text: str, term: str = TERM) -> Reading:
    """The decimal latitude and longitude of a text, and the uncertainty in metres that its notation alone brings.

    Decimal degrees, degrees with minutes and seconds, hemispheres in Dutch, French, English and German before or behind, UTM,
    MGRS and Belgian Lambert where the text names them. Nothing is corrected: a pair out of range is not given, and one that
    would be in range the other way round is only remarked. The uncertainty follows the precision of the notation
    (Chapman & Wieczorek, Georeferencing Best Practices, 2020, section 3.4.5).

    >>> read_coordinates("50°51'N 4°21'E").values[:2]
    (50.85, 4.35)
    >>> read_coordinates("4°18'Z.B. 15°18'O.L.").values[:2]
    (-4.3, 15.3)
    >>> read_coordinates("50°51'N 4°21'O").remarks
    ('COORDINATE_DIRECTION_AMBIGUOUS dwc:verbatimCoordinates',)
    """
    if not text.strip():
        return Reading((None, None, None))
    if grid := read_grid(text, term):
        return grid
    cut = tokens(text)
    found = angles(cut) if cut else None
    if found is None:
        return _refused("COORDINATES_UNREADABLE", term)
    if len(found) == 1:
        return _refused("COORDINATES_HALF" if found[0].axis else "COORDINATES_UNREADABLE", term)
    pair = _pair(found)
    return _refused("COORDINATES_UNREADABLE", term) if pair is None else _checked(*pair, term)


def _refused(code: str, term: str) -> Reading:
    return Reading((None, None, None), (stored(code, term),))


def _pair(found: list[Angle]) -> tuple[Angle, Angle] | None:
    """Latitude and longitude, by their letters, or in this order where neither is told."""
    if len(found) != 2:
        return None
    first, second = found
    axes = (first.axis or _other(second.axis) or "lat", second.axis or _other(first.axis) or "lon")
    if axes[0] == axes[1]:
        return None
    return (first, second) if axes[0] == "lat" else (second, first)


def _other(axis: str) -> str:
    return {"lat": "lon", "lon": "lat"}.get(axis, "")


def _checked(latitude: Angle, longitude: Angle, term: str) -> Reading:
    north, east = latitude.degrees, longitude.degrees
    if longitude.either:
        return _refused("COORDINATE_DIRECTION_AMBIGUOUS", term)
    if abs(north) > 90 or abs(east) > 180:
        swapped = not latitude.axis and abs(east) <= 90 and abs(north) <= 180
        suspicion = (stored("COORDINATES_MAYBE_SWAPPED", term),) if swapped else ()
        return Reading((None, None, None), (stored("COORDINATE_OUT_OF_RANGE", term), *suspicion))
    if north == 0 and east == 0:
        return _refused("COORDINATES_ZERO", term)
    return Reading((north, east, _uncertainty(north, latitude.unit, longitude.unit)))


def _uncertainty(north: float, unit_north: float, unit_east: float) -> float | None:
    metres = hypot(unit_north * METRES_PER_DEGREE, unit_east * METRES_PER_DEGREE * cos(radians(north)))
    return round(metres, 1) if isfinite(metres) and metres >= 0.1 else None
