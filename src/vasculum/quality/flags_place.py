"""Flags on places: continents, the precision of coordinates, and footprints."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import numpy as np
import shapely  # type: ignore[import-untyped]
from pyproj import CRS
from pyproj.exceptions import CRSError

from vasculum.quality.bdq.numerals import number
from vasculum.quality.flags_frame import Flags, ValueFlags
from vasculum.terms import vocabularies
from vasculum.terms.continents import is_elsewhere, read_continent

DEEPEST = 16
LONGEST_SYSTEM = 10_000
_EPSG = re.compile(
    r"(?:urn:ogc:def:crs:)?epsg:(?:[0-9.]{0,8}:)?([0-9]{4,6})|https?://www\.opengis\.net/def/crs/epsg/[0-9.]+/([0-9]{4,6})",
    re.IGNORECASE,
)
_SYSTEM_WKT = re.compile(r"(?:GEOG|PROJ|GEODETIC|GEOGRAPHIC|PROJECTED|BOUND|COMPOUND)(?:CRS|CS)?\[", re.IGNORECASE)


def _folded(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text[:100]).casefold() if letter.isalnum())


def _continent(text: str, country_code: str) -> Flags:
    if not text.strip():
        return ()
    continent = read_continent(text)
    if continent is None:
        return ("CONTINENT_INVALID",)
    country = frozenset({country_code}) if country_code else frozenset[str]()
    return ("CONTINENT_COUNTRY_MISMATCH",) if is_elsewhere(continent, country) else ()


def _precision(text: str) -> Flags:
    value = number(text.replace(",", ".")) if text.strip() else 0.0
    return () if value is not None and 0 <= value <= 1 else ("COORDINATE_PRECISION_INVALID",)


def _shape(text: str) -> Flags:
    return ("FOOTPRINT_WKT_INVALID",) if text.strip() and not _is_shape(text) else ()


def _is_shape(text: str) -> bool:
    """Whether a text is well-known text of a geometry; one nested deeper than any footprint is not read at all."""
    if _depth(text) > DEEPEST or "\0" in text:
        return False
    with np.errstate(all="ignore"):
        return shapely.from_wkt(text, on_invalid="ignore") is not None


def _depth(text: str) -> int:
    deepest = depth = 0
    for mark in re.findall(r"[()]", text):
        depth += 1 if mark == "(" else -1
        deepest = max(deepest, depth)
    return deepest


def _system(text: str) -> Flags:
    return ("FOOTPRINT_SRS_INVALID",) if text.strip() and not _is_system(text.strip()) else ()


def _is_system(text: str) -> bool:
    """Whether a text names a reference system: a known name, an EPSG code, or well-known text."""
    if _folded(text) in _systems():
        return True
    coded = _EPSG.fullmatch(text)
    try:
        if coded:
            return bool(CRS.from_epsg(int(coded[1] or coded[2])))
        return bool(_SYSTEM_WKT.match(text) and len(text) <= LONGEST_SYSTEM and CRS.from_wkt(text))
    except CRSError:
        return False


@cache
def _systems() -> frozenset[str]:
    return frozenset({"crs84", "ogccrs84", *(_folded(row["spelling"]) for row in vocabularies.rows("datum"))})


PLACE = (
    ValueFlags("continent", ("dwc:continent", "country_code"), ("CONTINENT_INVALID", "CONTINENT_COUNTRY_MISMATCH"), _continent),
    ValueFlags("coordinate precision", ("dwc:coordinatePrecision",), ("COORDINATE_PRECISION_INVALID",), _precision),
    ValueFlags("footprint", ("dwc:footprintWKT",), ("FOOTPRINT_WKT_INVALID",), _shape),
    ValueFlags("footprint's system", ("dwc:footprintSRS",), ("FOOTPRINT_SRS_INVALID",), _system),
)
