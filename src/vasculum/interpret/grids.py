"""Places given on a grid: UTM, MGRS and the Belgian Lambert systems, to decimal degrees in WGS 84."""

from __future__ import annotations

import re
from math import sqrt

import mgrs

from vasculum.interpret.datum import epsg_of, to_wgs84
from vasculum.interpret.reading import Reading
from vasculum.model.remark import stored

LONGEST = 120
METRE_PAIR = 1.4
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_MONTHS = frozenset({"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"})
# The ground for which the Belgian systems are made (area of use in the EPSG registry, with a margin), in degrees.
_SOUTH, _NORTH, _WEST, _EAST = 49.3, 51.8, 2.2, 6.6

_METRES = r"([0-9]{5,8}(?:\.[0-9]{1,3})?) ?m?"
_EASTING, _NORTHING = rf"(?:[ex]|easting)? ?[:=]? ?{_METRES} ?e?", rf"(?:[ny]|northing)? ?[:=]? ?{_METRES} ?n?"
_UTM = re.compile(
    rf"(?:utm)?[ ,:]{{0,3}}(?:zone )?([0-9]{{1,2}}) ?([c-hj-np-x]|north|south)[ ,;:]{{1,3}}{_EASTING}[ ,;/]{{1,3}}{_NORTHING}",
    re.IGNORECASE,
)
_MGRS = re.compile(r"(mgrs)?[ ,:]{0,3}([0-9]{1,2}) ?([c-hj-np-x]) ?([a-hj-np-z]{2}) ?([0-9]{1,10}) ?([0-9]{0,5})", re.IGNORECASE)
_LAMBERT_NAME = re.compile(
    r"[(\[]?((?:belgian |belge )?lambert (?:belge )?(?:1972|2008|72)|epsg:(?:31370|3812))[)\]]?", re.IGNORECASE
)
_LAMBERT_PAIR = re.compile(rf"[ ,;:]{{0,3}}{_EASTING}[ ,;/]{{1,3}}{_NORTHING}[ ,;:]{{0,3}}", re.IGNORECASE)


def read_grid(text: str, term: str) -> Reading | None:
    """The decimal degrees and the uncertainty in metres of a place on a grid, None when the text is no grid reference.

    The place of an MGRS square is its middle (the mgrs library gives that). UTM and MGRS are taken to be in WGS 84, which is
    remarked.

    >>> [round(value, 3) for value in read_grid("31U 598000 5634000", "dwc:verbatimCoordinates").values]
    [50.849, 4.392, 1.4]
    >>> read_grid("149000 170000 (Lambert 72)", "dwc:verbatimCoordinates").remarks
    ()
    """
    plain = " ".join(text.split())
    if len(plain) > LONGEST:
        return None
    return _utm(plain, term) or _mgrs(plain, term) or _lambert(plain, term)


def _utm(text: str, term: str) -> Reading | None:
    found = _UTM.fullmatch(text)
    if found is None:
        return None
    zone, letter, easting, northing = int(found[1]), found[2].upper(), float(found[3]), float(found[4])
    sides = _hemispheres(letter, northing)
    if len(sides) > 1:
        return _refused("COORDINATE_DIRECTION_AMBIGUOUS", term)
    return _of_utm(zone, sides[0], easting, northing, METRE_PAIR, letter, term)


def _hemispheres(letter: str, northing: float) -> tuple[str, ...]:
    """North or south: a letter is a band, but N and S also stand for the hemisphere; both where both fit."""
    if letter in ("NORTH", "SOUTH"):
        return (letter[0],)
    if letter == "S":
        return ("N", "S") if 3_500_000 <= northing <= 4_450_000 else ("S",)
    return ("N",) if letter >= "N" else ("S",)


def _of_utm(zone: int, side: str, easting: float, northing: float, uncertainty: float, letter: str, term: str) -> Reading:
    if not (1 <= zone <= 60 and 100_000 <= easting <= 900_000 and 0 <= northing <= 10_000_000):
        return _refused("COORDINATE_OUT_OF_RANGE", term)
    place = to_wgs84(easting, northing, (32600 if side == "N" else 32700) + zone)
    if place is None or not _in_band(place[0], letter):
        return _refused("COORDINATE_OUT_OF_RANGE", term)
    return Reading((round(place[0], 7), round(place[1], 7), uncertainty), (stored("DATUM_ASSUMED", term),))


def _in_band(latitude: float, letter: str) -> bool:
    """True when a band of eight degrees holds the latitude, with half a degree of grace; N and S may be hemispheres."""
    if letter in ("N", "S", "NORTH", "SOUTH"):
        return True
    south = -80 + 8 * _BANDS.index(letter)
    return south - 0.5 <= latitude <= south + (12 if letter == "X" else 8) + 0.5


def _mgrs(text: str, term: str) -> Reading | None:
    found = _MGRS.fullmatch(text)
    if found is None or (not found[1] and (found[3] + found[4]).upper() in _MONTHS):
        return None
    digits = found[5] + found[6]
    if len(digits) % 2 or len(digits) > 10 or (found[6] and len(found[5]) != len(found[6])):
        return _refused("COORDINATES_UNREADABLE", term)
    reference = f"{int(found[2]):02d}{found[3]}{found[4]}{digits}".upper()
    try:
        zone, side, easting, northing = mgrs.MGRS().MGRSToUTM(reference)
    except mgrs.core.MGRSError:
        return _refused("COORDINATES_UNREADABLE", term)
    half_diagonal = round(10.0 ** (5 - len(digits) // 2) * sqrt(0.5), 1)
    return _of_utm(zone, side, easting, northing, half_diagonal, found[3].upper(), term)


def _lambert(text: str, term: str) -> Reading | None:
    name = _LAMBERT_NAME.search(text)
    pair = _LAMBERT_PAIR.fullmatch(text.replace(name[0], "")) if name else None
    epsg = epsg_of(name[1]) if name else None
    if pair is None or epsg is None:
        return None
    place = to_wgs84(float(pair[1]), float(pair[2]), epsg)
    if place is None or not (_SOUTH <= place[0] <= _NORTH and _WEST <= place[1] <= _EAST):
        return _refused("COORDINATE_OUT_OF_RANGE", term)
    return Reading((round(place[0], 7), round(place[1], 7), METRE_PAIR))


def _refused(code: str, term: str) -> Reading:
    return Reading((None, None, None), (stored(code, term),))
