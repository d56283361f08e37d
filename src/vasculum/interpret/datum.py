"""Geodetic datums: from the name of a datum to its reference system, and from any such system to WGS 84."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from math import isfinite

from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from vasculum.interpret.reading import Reading
from vasculum.model.remark import stored
from vasculum.terms import vocabularies

WGS84 = 4326
LONGEST = 200

_EPSG = re.compile(
    r"(?:urn:ogc:def:crs:)?epsg[:\s]{0,3}([0-9]{4,6})|https?://www\.opengis\.net/def/crs/epsg/[0-9.]+/([0-9]{4,6})", re.IGNORECASE
)
TERM = "dwc:geodeticDatum"


def epsg_of(text: str) -> int | None:
    """The EPSG code of the reference system that a text names, None when the name is not known.

    >>> epsg_of("WGS 84"), epsg_of("EPSG:4230"), epsg_of("Belgian Lambert 72"), epsg_of("GPS")
    (4326, 4230, 31370, None)
    """
    if len(text) > LONGEST:
        return None
    if found := _EPSG.fullmatch(text.strip()):
        code = int(found[1] or found[2])
        return code if _is_known(code) else None
    return _codes().get(_folded(text))


@cache
def _codes() -> Mapping[str, int]:
    return {_folded(row["spelling"]): int(row["concept"]) for row in vocabularies.rows("datum")}


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@cache
def _is_known(code: int) -> bool:
    try:
        return CRS.from_epsg(code).is_geographic or CRS.from_epsg(code).is_projected
    except CRSError:
        return False


def to_wgs84(east: float, north: float, epsg: int) -> tuple[float, float] | None:
    """Latitude and longitude in WGS 84 of a point in another system, east or longitude first; None where there is no answer.

    >>> latitude, longitude = to_wgs84(149_000, 170_000, 31370)
    >>> round(latitude, 3), round(longitude, 3)
    (50.84, 4.355)
    """
    if epsg == WGS84:
        return north, east
    try:
        longitude, latitude = _transformer(epsg).transform(east, north, errcheck=True)
    except (ProjError, CRSError):
        return None
    return (latitude, longitude) if isfinite(latitude) and isfinite(longitude) else None


def read_in_datum(latitude: float, longitude: float, datum: str) -> Reading:
    """Decimal degrees in WGS 84 of decimal degrees in a named datum.

    Without a datum WGS 84 is assumed; degrees in an unknown datum stay as they are. Both are remarked.

    >>> [round(degrees, 4) for degrees in read_in_datum(50.85, 4.35, "ED50").values]
    [50.8492, 4.3487]
    >>> read_in_datum(50.85, 4.35, "")
    Reading(values=(50.85, 4.35), remarks=('DATUM_ASSUMED dwc:geodeticDatum',))
    """
    if not datum.strip():
        return Reading((latitude, longitude), (stored("DATUM_ASSUMED", TERM),))
    epsg = epsg_of(datum)
    moved = to_wgs84(longitude, latitude, epsg) if epsg and CRS.from_epsg(epsg).is_geographic else None
    return Reading(moved) if moved else Reading((latitude, longitude), (stored("DATUM_UNKNOWN", TERM),))


@cache
def _transformer(epsg: int) -> Transformer:
    return Transformer.from_crs(epsg, WGS84, always_xy=True)
