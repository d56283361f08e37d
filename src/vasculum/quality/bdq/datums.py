"""The geodetic datum: standard, made standard, or assumed, with what the assumption costs in certainty."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from math import asin, ceil, cos, radians, sin, sqrt

from pyproj import Transformer
from pyproj.exceptions import ProjError

from vasculum.quality.bdq.authorities import Vocabulary
from vasculum.quality.bdq.coordinates import LATITUDE, LONGITUDE, UNCERTAINTY, point, valid_uncertainty
from vasculum.quality.bdq.framework import SOURCE_AUTHORITY, bdq_test
from vasculum.quality.bdq.responses import Response, amended, filled_in, is_empty, not_amended
from vasculum.quality.bdq.standard_codes import EPSG, EpsgCodes
from vasculum.quality.bdq.vocabulary_matching import standardized, valid_value

DATUM = "dwc:geodeticDatum"
WGS84 = "EPSG:4326"
_EQUATORIAL_RADIUS = 6378137.0


@bdq_test(
    "7e0c0418-fe16-4a39-98bd-80e19d95b9d1",
    "VALIDATION_GEODETICDATUM_STANDARD",
    acts_on=(DATUM,),
    parameters={SOURCE_AUTHORITY: EPSG},
)
def validation_geodeticdatum_standard(epsg: Callable[[], Vocabulary], datum: str) -> Response:
    """The datum is an EPSG code of a datum, an ellipsoid or a geographic system in degrees, or `not recorded`."""
    return valid_value(DATUM, datum, epsg)


@bdq_test(
    "0345b325-836d-4235-96d0-3b5caf150fc0",
    "AMENDMENT_GEODETICDATUM_STANDARDIZED",
    acts_on=(DATUM,),
    parameters={SOURCE_AUTHORITY: EPSG},
)
def amendment_geodeticdatum_standardized(epsg: Callable[[], Vocabulary], datum: str) -> Response:
    """The EPSG code that the name of a datum means; one datum is never exchanged for another."""
    return standardized(DATUM, datum, epsg)


@bdq_test(
    "7498ca76-c4d4-42e2-8103-acacccbdffa7",
    "AMENDMENT_GEODETICDATUM_ASSUMEDDEFAULT",
    acts_on=(DATUM, UNCERTAINTY),
    consults=(LATITUDE, LONGITUDE),
    parameters={"bdqval:defaultGeodeticDatum": WGS84},
)
def amendment_geodeticdatum_assumeddefault(default: str, datum: str, uncertainty: str, latitude: str, longitude: str) -> Response:
    """The default datum where there is none; a given uncertainty grows by the largest shift another datum would mean."""
    if not is_empty(datum):
        return not_amended(f"{DATUM} is bdqval:NotEmpty")
    metres, place = valid_uncertainty(uncertainty), point(latitude, longitude)
    shift = largest_shift(default, *place) if metres is not None and place else None
    if metres is None or shift is None:
        return filled_in({DATUM: default}, f"{DATUM} assumed to be {default}")
    total = str(ceil(metres + round(shift)))
    return amended({DATUM: default, UNCERTAINTY: total}, f"{DATUM} assumed to be {default}, {shift:.0f} m less certain")


def largest_shift(assumed: str, latitude: float, longitude: float) -> float | None:
    """How far, in metres, the point may lie from where it lies in the assumed datum, had it been given in another one.

    None when the assumed datum is not one that coordinates can be converted from. Distances are great circles on a
    sphere with the equatorial radius of the earth. Source of the transformations: EPSG (see `datum_shifts.csv`).

    >>> round(largest_shift("EPSG:4326", -30, 130))
    2786
    """
    reference = _in_wgs84(assumed, latitude, longitude)
    if reference is None:
        return None
    return max(_distance(reference, shifted) for shifted in _readings(latitude, longitude))


def _in_wgs84(code: str, latitude: float, longitude: float) -> tuple[float, float] | None:
    if code == WGS84:
        return latitude, longitude
    if not EpsgCodes().has(code):
        return None
    try:
        north, east = _conversion(code).transform(latitude, longitude)
    except ProjError:
        return None
    return north, east


@cache
def _conversion(code: str) -> Transformer:
    return Transformer.from_crs(code, WGS84)


@cache
def _geodetic() -> Transformer:
    return Transformer.from_crs("EPSG:4978", "EPSG:4979")


@cache
def _shifts() -> tuple[dict[str, float], ...]:
    with files("vasculum.terms").joinpath("bdq", "datum_shifts.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    return tuple({name: float(value) for name, value in row.items() if name != "name"} for row in rows)


def _readings(latitude: float, longitude: float) -> list[tuple[float, float]]:
    """Where the point lies in WGS 84 when its coordinates are those of each of the listed systems."""
    moved = [_moved(_geocentric(latitude, longitude, shift), shift) for shift in _shifts()]
    xs, ys, zs = (list(axis) for axis in zip(*moved, strict=True))
    norths, easts, _ = _geodetic().transform(xs, ys, zs)
    return list(zip(norths, easts, strict=True))


def _geocentric(latitude: float, longitude: float, shift: dict[str, float]) -> tuple[float, float, float]:
    north, east = radians(latitude), radians(longitude)
    eccentricity = shift["flattening"] * (2 - shift["flattening"])
    normal = shift["semi_major_axis"] / sqrt(1 - eccentricity * sin(north) ** 2)
    return normal * cos(north) * cos(east), normal * cos(north) * sin(east), normal * (1 - eccentricity) * sin(north)


def _moved(place: tuple[float, float, float], shift: dict[str, float]) -> tuple[float, float, float]:
    """The Helmert transformation, in the position vector convention."""
    x, y, z = place
    rx, ry, rz, scale = shift["rx"], shift["ry"], shift["rz"], 1 + shift["scale"]
    return (
        shift["tx"] + scale * (x - rz * y + ry * z),
        shift["ty"] + scale * (rz * x + y - rx * z),
        shift["tz"] + scale * (-ry * x + rx * y + z),
    )


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    north, far_north = radians(one[0]), radians(other[0])
    half = sin((far_north - north) / 2) ** 2
    half += cos(north) * cos(far_north) * sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * _EQUATORIAL_RADIUS * asin(min(1.0, sqrt(half)))
