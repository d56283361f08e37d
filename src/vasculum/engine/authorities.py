"""The authorities on places that a node has at hand for the tests of BDQ Core, made of what it knows to interpret by.

Each stands in for a larger one that the standard names, and answers only where both must agree; elsewhere it is unavailable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pycountry

from vasculum.interpret.boundaries import COAST, ECONOMIC_ZONE, TERRITORIAL_SEA, Boundaries
from vasculum.interpret.boundaries_files import boundaries
from vasculum.interpret.countries_history import state
from vasculum.interpret.countries_names import key, official_names, sovereigns
from vasculum.interpret.countries_place import family_of
from vasculum.quality.bdq.authorities import Authorities, AuthorityKind, AuthorityUnavailable
from vasculum.quality.bdq.closed_vocabularies import with_closed_vocabularies
from vasculum.quality.bdq.country_boundaries import CENTRES, COUNTRIES, DIVISIONS
from vasculum.quality.bdq.place_names import GETTY
from vasculum.quality.bdq.running import Setting
from vasculum.quality.bdq.terrestrial_marine import LAND

HIGH_SEAS = "XZ"
# How far the coast of Natural Earth at 1:50 million may lie from the coast at 1:10 million, in metres.
GENERALISED = 5_000.0
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class CountryAreas:
    """Countries with their economic zones, as far as borders on land and distances from the coast decide it."""

    known: Boundaries

    def countries_at(self, latitude: float, longitude: float) -> Sequence[str]:
        """The countries of a place on land or near the coast; XZ beyond all economic zones.

        Raises AuthorityUnavailable at sea within 200 nautical miles of a country.
        """
        plain = self.known.country_inland(latitude, longitude)
        if plain is not None:
            return [plain]
        if self.known.is_land(latitude, longitude, TERRITORIAL_SEA):
            return sorted(self.known.countries_at(latitude, longitude))
        if self.known.countries_at(latitude, longitude, ECONOMIC_ZONE):
            raise AuthorityUnavailable(COUNTRIES.default)
        return [HIGH_SEAS]

    def is_within(self, country: str, latitude: float, longitude: float, buffer: float) -> bool:
        """True in the country, False in another and where the country is further away than its zone can reach.

        Raises AuthorityUnavailable in between, and for a territory and the state it belongs to.
        """
        plain = self.known.country_inland(latitude, longitude) if buffer < COAST else None
        if plain is not None and plain not in sovereigns() and country not in sovereigns():
            return plain == country
        near, family = max(buffer, 0.0), family_of(country)
        here = self.known.countries_at(latitude, longitude)
        may_be = self.known.reaches(family, latitude, longitude, near + ECONOMIC_ZONE)
        if not may_be and here:
            return False
        if not self.known.is_land(latitude, longitude, TERRITORIAL_SEA):
            return _unless(may_be)
        if country in here:
            return True
        if here and not self.known.reaches(family, latitude, longitude, near):
            return False
        found = self.known.countries_at(latitude, longitude, near)
        return country in found or _unless(not found or bool(family & found))


def _unless(unknown: bool) -> bool:
    if unknown:
        raise AuthorityUnavailable(COUNTRIES.default)
    return False


@dataclass(frozen=True, slots=True)
class Centres:
    """The centres of countries that follow from their shapes; catalogues list others too."""

    known: Boundaries

    def centres(self, country: str) -> Iterator[tuple[float, float]]:
        """The centres known, then AuthorityUnavailable: whoever looks further needs the whole catalogue."""
        yield from self.known.centroids(country)
        raise AuthorityUnavailable(CENTRES.default)

    def area(self, country: str) -> float | None:
        """The surface in square metres, None when it is not known."""
        return self.known.surface(country)


@dataclass(frozen=True, slots=True)
class GeneralLand:
    """Land and sea on a map of 1:50 million, which leaves small islands out."""

    known: Boundaries

    def is_land(self, latitude: float, longitude: float, buffer: float) -> bool:
        """True well within the land or its buffer, False in the open sea; AuthorityUnavailable near the coast."""
        if buffer > GENERALISED and self.known.is_land(latitude, longitude, buffer - GENERALISED):
            return True
        if not self.known.is_land(latitude, longitude, buffer + GENERALISED) and not self.known.countries_at(
            latitude, longitude, buffer
        ):
            return False
        if self.known.is_inland(latitude, longitude, GENERALISED - min(buffer, GENERALISED)):
            return True
        raise AuthorityUnavailable(LAND.default)


class Names:
    """Names of nations in CLDR and ISO 3166 with those of former states, and of divisions in ISO 3166-2."""

    def nations(self, name: str) -> Sequence[str]:
        """The codes of the nations of this name; AuthorityUnavailable for a territory and for a name the node does not know."""
        code = official_names().get(key(name)) if len(name) <= LONGEST_NAME else None
        if code and code not in sovereigns():
            return [code]
        former = state(name) if len(name) <= LONGEST_NAME else None
        if former and former.kind == "historical":
            return sorted(former.codes)
        raise AuthorityUnavailable(GETTY.default)

    def divisions(self, name: str) -> Sequence[str]:
        """The nation of each division of this name; AuthorityUnavailable for a name that ISO 3166-2 does not have."""
        found = _divisions().get(key(name)) if len(name) <= LONGEST_NAME else None
        if not found:
            raise AuthorityUnavailable(GETTY.default)
        return found


@cache
def _divisions() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for division in pycountry.subdivisions:
        found.setdefault(key(division.name), []).append(division.country_code)
    return found


def with_places(authorities: Authorities, known: Boundaries | None) -> Authorities:
    """These authorities and those on places; without boundaries only the names are there."""
    named = authorities.with_authority(AuthorityKind.GAZETTEER, GETTY.default, Names())
    if known is None:
        return named
    held = named.with_authority(AuthorityKind.COUNTRY_BOUNDARIES, COUNTRIES.default, CountryAreas(known))
    held = held.with_authority(AuthorityKind.COUNTRY_CENTRES, CENTRES.default, Centres(known))
    return held.with_authority(AuthorityKind.LAND, LAND.default, GeneralLand(known))


def boundaries_behind(setting: Setting) -> Boundaries | None:
    """The boundaries that all answers about places come of, interpreters' and tests'; None where tests ask others."""
    try:
        areas = setting.authorities.consultation(COUNTRIES, "")()
        divisions = (AuthorityKind.DIVISION_BOUNDARIES, DIVISIONS.default.casefold()) in setting.authorities.at_hand
    except AuthorityUnavailable:
        return None
    is_ours = isinstance(areas, CountryAreas) and areas.known is boundaries()
    return areas.known if is_ours and not divisions and not setting.arguments else None


@cache
def at_hand() -> Authorities:
    """The authorities that every node has: closed vocabularies, names of places, and the boundaries if they were fetched."""
    return with_places(with_closed_vocabularies(Authorities()), boundaries())
