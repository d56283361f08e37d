"""A country held against coordinates: what does not fit is remarked, nothing is corrected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from math import cos, hypot, radians
from typing import Protocol

from vasculum.interpret.boundaries import COAST, ECONOMIC_ZONE, TERRITORIAL_SEA
from vasculum.interpret.boundaries_files import boundaries
from vasculum.interpret.coordinates_decimal import read_decimals
from vasculum.interpret.countries_names import sovereigns
from vasculum.interpret.reading import Interpreter, Reading
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

PLAIN_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,20})?").fullmatch
NOTHING = Reading(())


@lru_cache(4096)
def _of_continent(text: str, found: str) -> tuple[str, ...]:
    continent = read_continent(text) if text else None
    return (CONTINENT,) if continent and found and is_elsewhere(continent, frozenset(found.split("|"))) else ()


class Map(Protocol):
    """An authority on where countries lie that is asked of one place at a time."""

    def country_inland(self, latitude: float, longitude: float) -> str | None:
        """The only country that is near a place on land, where that is plain."""

    def countries_at(self, latitude: float, longitude: float, buffer: float = 0.0) -> frozenset[str]:
        """The countries that cover the place or lie at most `buffer` metres from it."""

    def reaches(self, countries: frozenset[str], latitude: float, longitude: float, buffer: float) -> bool:
        """True when one of the countries covers the place or lies at most `buffer` metres from it."""

    def is_land(self, latitude: float, longitude: float, buffer: float = 0.0) -> bool:
        """True when the place lies on land or at most `buffer` metres from it."""

    def centroids(self, country: str) -> tuple[tuple[float, float], ...]:
        """The middles of a country: latitude and longitude."""


def place_reader(known: Map | None) -> Callable[[str, str, str | None, str], Reading]:
    """A function from decimal latitude, decimal longitude, the country understood and the continent as written to remarks.

    Without a map nothing is remarked; nor is anything of coordinates that cannot be read.
    """
    if known is None:
        return lambda *_: NOTHING
    at_hand = known

    def read(latitude: str, longitude: str, country: str | None, continent: str) -> Reading:
        place = _place(latitude, longitude) if country or continent else None
        if place is None:
            return NOTHING
        remarks = place_remarks(*place, country, at_hand) if country else ()
        wrong = _is_on_another(continent, *place, at_hand) if continent else False
        return Reading((), (*remarks, CONTINENT) if wrong else remarks) if remarks or wrong else NOTHING

    return read


def _place(latitude: str, longitude: str) -> tuple[float, float] | None:
    if PLAIN_DEGREES(latitude) and PLAIN_DEGREES(longitude):
        north, east = float(latitude), float(longitude)
        return (north, east) if abs(north) <= 90 and abs(east) <= 180 and (north or east) else None
    north, east, _ = read_decimals(latitude, longitude, "").values
    return None if north is None else (north, east)


def place_remarks(latitude: float, longitude: float, country: str, known: Map) -> tuple[str, ...]:
    """What is to be said of coordinates in a country, as stored remarks.

    A buffer is allowed for coasts and generalised borders, and the sea around a country may be its own. Where the place lies
    outside, the pair is tried swapped and with either sign turned, and a suspicion is told when that brings it inside.
    """
    family = family_of(country)
    if known.country_inland(latitude, longitude) in family or known.reaches(family, latitude, longitude, COAST):
        return (CENTROID,) if _is_central(latitude, longitude, known.centroids(country)) else ()
    at_sea = not known.is_land(latitude, longitude, TERRITORIAL_SEA)
    if at_sea and known.reaches(family, latitude, longitude, ECONOMIC_ZONE + COAST):
        return ()
    return MISMATCH, *_suspicions(family, latitude, longitude, known)


def _suspicions(family: frozenset[str], latitude: float, longitude: float, known: Map) -> Iterator[str]:
    for remark, up, right, swapped in SUSPICIONS:
        north, east = (longitude, latitude) if swapped else (latitude * up, longitude * right)
        if abs(north) <= 90 and known.reaches(family, north, east, COAST):
            yield remark


def _is_central(latitude: float, longitude: float, middles: Sequence[tuple[float, float]]) -> bool:
    return any(
        abs(latitude - north) * METRES_PER_DEGREE <= NEAR_CENTROID
        and hypot(latitude - north, (longitude - east) * cos(radians(north))) * METRES_PER_DEGREE <= NEAR_CENTROID
        for north, east in middles
    )


def _is_on_another(continent: str, latitude: float, longitude: float, known: Map) -> bool:
    """True when no country near the place has ground on the continent that is meant."""
    sole = known.country_inland(latitude, longitude)
    if sole:
        return bool(_of_continent(continent, sole))
    here = known.countries_at(latitude, longitude)
    if here and not _of_continent(continent, "|".join(sorted(here))):
        return False
    return bool(_of_continent(continent, "|".join(sorted(known.countries_at(latitude, longitude, COAST)))))


def _read(latitude: str, longitude: str, country: str | None, continent: str) -> Reading:
    return _reader()(latitude, longitude, country, continent)


@cache
def _reader() -> Callable[[str, str, str | None, str], Reading]:
    return place_reader(boundaries())


@cache
def family_of(country: str) -> frozenset[str]:
    """A country with its territories, or a territory with its state.

    >>> sorted(family_of("GP")), "GP" in family_of("FR"), "MQ" in family_of("GP")
    (['FR', 'GP'], True, False)
    """
    state = sovereigns().get(country)
    return frozenset({country, *([state] if state else []), *(code for code, of in sovereigns().items() if of == country)})


COUNTRY_AT_PLACE = Interpreter(
    subject="country at place",
    inputs=(LATITUDE, LONGITUDE, "country_code", "dwc:continent"),
    columns={},
    read=_read,
)
