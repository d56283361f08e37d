"""A country held against coordinates: what does not fit is remarked, nothing is corrected."""

from __future__ import annotations

from math import cos, hypot, radians
from typing import Protocol

from vasculum.interpret.countries_names import sovereigns
from vasculum.model.remark import stored

LATITUDE, LONGITUDE, COUNTRY = "dwc:decimalLatitude", "dwc:decimalLongitude", "dwc:country"
COAST = 5_000.0
NEAR_CENTROID = 1_000.0
METRES_PER_DEGREE = 111_320.0


class Geometry(Protocol):
    """An authority on where countries lie."""

    def countries_at(self, latitude: float, longitude: float, buffer: float) -> frozenset[str]:
        """The ISO codes of the countries within so many metres of a place; none in the open sea."""
        ...

    def centroids(self, country: str) -> tuple[tuple[float, float], ...]:
        """The places that gazetteers give as the middle of a country: latitude and longitude."""
        ...


def place_remarks(latitude: float, longitude: float, country: str, geometry: Geometry) -> tuple[str, ...]:
    """What is to be said of coordinates in a country, as stored remarks.

    A buffer of five kilometres stands for coasts and generalised borders. Where the place lies outside, the pair is tried
    swapped and with either sign turned, and a suspicion is told when that brings it into the country.
    """
    if _lies_in(latitude, longitude, country, geometry):
        middle = any(_distance((latitude, longitude), each) <= NEAR_CENTROID for each in geometry.centroids(country))
        return (stored("COORDINATES_AT_CENTROID", LATITUDE),) if middle else ()
    return (stored("COUNTRY_COORDINATES_MISMATCH", COUNTRY), *_suspicions(latitude, longitude, country, geometry))


def _lies_in(latitude: float, longitude: float, country: str, geometry: Geometry) -> bool:
    found = geometry.countries_at(latitude, longitude, COAST)
    return country in found or any(sovereigns().get(code) == country or sovereigns().get(country) == code for code in found)


def _suspicions(latitude: float, longitude: float, country: str, geometry: Geometry) -> list[str]:
    tries = (
        (stored("COORDINATES_MAYBE_NEGATED", LATITUDE), -latitude, longitude),
        (stored("COORDINATES_MAYBE_NEGATED", LONGITUDE), latitude, -longitude),
        (stored("COORDINATES_MAYBE_SWAPPED", LATITUDE), longitude, latitude),
    )
    return [remark for remark, north, east in tries if abs(north) <= 90 and _lies_in(north, east, country, geometry)]


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two places near each other."""
    north = (one[0] - other[0]) * METRES_PER_DEGREE
    east = (one[1] - other[1]) * METRES_PER_DEGREE * cos(radians(one[0]))
    return hypot(north, east)
