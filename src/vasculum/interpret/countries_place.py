"""A country held against coordinates: what does not fit is remarked, nothing is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vasculum.interpret.countries_names import sovereigns
from vasculum.model.remark import stored
from vasculum.terms.continents import is_elsewhere, read_continent

LATITUDE, LONGITUDE, COUNTRY = "dwc:decimalLatitude", "dwc:decimalLongitude", "dwc:country"
NEAR_CENTROID = 1_000.0
METRES_PER_DEGREE = 111_195.0
MISMATCH = stored("COUNTRY_COORDINATES_MISMATCH", COUNTRY)
CONTINENT = stored("CONTINENT_COORDINATES_MISMATCH", "dwc:continent")
CENTROID = stored("COORDINATES_AT_CENTROID", LATITUDE)
# What may have happened to coordinates outside their country, and what undoes it: signs, and whether the two change places.
SUSPICIONS = (
    (stored("COORDINATES_MAYBE_NEGATED", LATITUDE), -1, 1, False),
    (stored("COORDINATES_MAYBE_NEGATED", LONGITUDE), 1, -1, False),
    (stored("COORDINATES_MAYBE_SWAPPED", LATITUDE), 1, 1, True),
)

Floats = NDArray[np.float64]


class Geometry(Protocol):
    """An authority on where countries lie."""

    def countries_of(self, latitudes: Floats, longitudes: Floats) -> list[str]:
        """The ISO codes of the countries at or near each place, joined by bars; "" in the open sea and off the Earth."""

    def waters_of(self, latitudes: Floats, longitudes: Floats) -> list[str]:
        """The ISO codes of the countries whose waters each place at sea may belong to, joined by bars; "" on land."""

    def centroids(self, country: str) -> tuple[tuple[float, float], ...]:
        """The middles of a country: latitude and longitude."""


def place_remarks(latitude: float, longitude: float, country: str, geometry: Geometry) -> tuple[str, ...]:
    """What is to be said of coordinates in a country, as stored remarks.

    The geometry allows a buffer for coasts and generalised borders, and the sea around a country may be its own. Where the place
    lies outside, the pair is tried swapped and with either sign turned, and a suspicion is told when that brings it inside.
    """
    place = np.array([latitude]), np.array([longitude])
    return remarks_of_places(*place, [country], geometry.countries_of(*place), geometry)[0]


def remarks_of_places(
    latitudes: Floats, longitudes: Floats, countries: Sequence[str | None], found: Sequence[str], geometry: Geometry
) -> list[tuple[str, ...]]:
    """The same for very many places at once; `found` is what the geometry says of them.

    A row without a country or with coordinates that are not numbers gets no remark.
    """
    asked = [bool(country) and latitude == latitude for country, latitude in zip(countries, latitudes.tolist(), strict=True)]
    fitting = [fits(there, country or "") for there, country in zip(found, countries, strict=True)]
    remarks: list[tuple[str, ...]] = [()] * len(asked)
    doubted = [at for at, known in enumerate(asked) if known and not fitting[at]]
    waters = geometry.waters_of(latitudes[doubted], longitudes[doubted]) if doubted else []
    outside = [at for at, water in zip(doubted, waters, strict=True) if not fits(water, countries[at] or "")]
    for at, said in zip(outside, _of_outside(latitudes[outside], longitudes[outside], outside, countries, geometry), strict=True):
        remarks[at] = said
    for at in _at_centroids(latitudes, longitudes, countries, geometry):
        if fitting[at]:
            remarks[at] = (CENTROID,)
    return remarks


def _of_outside(
    latitudes: Floats, longitudes: Floats, rows: Sequence[int], countries: Sequence[str | None], geometry: Geometry
) -> list[tuple[str, ...]]:
    remarks: list[tuple[str, ...]] = [(MISMATCH,)] * len(rows)
    for remark, up, right, swapped in SUSPICIONS:
        north, east = (longitudes, latitudes) if swapped else (latitudes * up, longitudes * right)
        there = geometry.countries_of(north, east)
        for at, row in enumerate(rows):
            if fits(there[at], countries[row] or ""):
                remarks[at] = (*remarks[at], remark)
    return remarks


def _at_centroids(latitudes: Floats, longitudes: Floats, countries: Sequence[str | None], geometry: Geometry) -> list[int]:
    """The rows whose place is about the middle of their country."""
    of_rows = np.array([country or "" for country in countries], dtype="U2")
    found: list[int] = []
    for country in np.unique(of_rows):
        (rows,) = np.nonzero(of_rows == country)
        for latitude, longitude in geometry.centroids(str(country)) if country else ():
            north = (latitudes[rows] - latitude) * METRES_PER_DEGREE
            east = (longitudes[rows] - longitude) * METRES_PER_DEGREE * np.cos(np.radians(latitude))
            found += rows[np.hypot(north, east) <= NEAR_CENTROID].tolist()
    return found


def continent_remarks(continents: Sequence[str], found: Sequence[str]) -> list[tuple[str, ...]]:
    """What is to be said of continents, as written, where the geometry found these countries; nothing in the open sea.

    >>> continent_remarks(["Afrika", "Europe", ""], ["BE", "BE|NL", "BE"])
    [('CONTINENT_COORDINATES_MISMATCH dwc:continent',), (), ()]
    """
    return [_of_continent(text, there) for text, there in zip(continents, found, strict=True)]


@lru_cache(4096)
def _of_continent(text: str, found: str) -> tuple[str, ...]:
    continent = read_continent(text) if text else None
    return (CONTINENT,) if continent and found and is_elsewhere(continent, frozenset(found.split("|"))) else ()


@cache
def fits(found: str, country: str) -> bool:
    """True when a country, the state it belongs to, or a territory of it, is among the codes found at a place.

    >>> fits("GP", "FR"), fits("BE|NL", "NL"), fits("BE", "FR"), fits("", "BE")
    (True, True, False, False)
    """
    there = found.split("|") if found else []
    return any(country in (code, sovereigns().get(code)) or sovereigns().get(country) == code for code in there)
