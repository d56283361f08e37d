"""Where countries and land lie: what covers a place, and what is near it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import shapely  # type: ignore[import-untyped]
from numpy.typing import NDArray
from pyproj import Geod

from vasculum.interpret.boundaries_cells import UNKNOWN, Cells, Ground, cells_of
from vasculum.interpret.boundaries_grid import Grid
from vasculum.interpret.boundaries_prepared import Prepared
from vasculum.interpret.boundaries_reach import Outline
from vasculum.interpret.boundaries_shapes import Area, areas_of_countries, areas_of_topology, polygons_of
from vasculum.interpret.boundaries_tiles import BEND, Tiles, cut

# Stands for coasts, generalised borders and rounded coordinates, in metres.
COAST = 5_000.0
# The widest territorial sea and exclusive economic zone, in metres from the coast (UNCLOS, articles 3 and 57).
TERRITORIAL_SEA, ECONOMIC_ZONE = 22_224.0, 370_400.0
# Tables of cells cost about as much as so many answers by geometry.
WORTH_TABLES = 3_000
# So many answers about places are remembered: the tests of one record ask of the same places.
REMEMBERED = 1024
_EARTH = Geod(ellps="WGS84")


class Boundaries:
    """Countries with their territorial waters, land, and the middles and surfaces of countries.

    Borders on land are exact to about a kilometre, as the shapes are; at sea the shapes of countries reach generously around
    islands, so that what lies outside them is certain and what lies inside is not. Answers depend on nothing but the shapes.
    """

    def __init__(
        self,
        borders: Mapping[str, Any],
        land: Mapping[str, Any],
        countries: Mapping[str, Any],
        prepared: Prepared | None = None,
    ) -> None:
        """Of the three files; `prepared` is what was made of the same ones before."""
        self._areas = areas_of_countries(borders)
        self._codes = [area.codes for area in self._areas]
        self._asked = 0
        self._last: tuple[float | None, float | None, Ground] = (None, None, UNKNOWN)
        self._at = lru_cache(REMEMBERED)(self._covering)
        self._near = lru_cache(REMEMBERED)(self._within_buffer)
        self._is_ground = lru_cache(REMEMBERED)(self._has_land)
        self._outlines: dict[frozenset[str], Outline] = {}
        self._land_topology, self._countries_topology, self._prepared = land, countries, prepared

    @cached_property
    def _ground(self) -> list[Area]:
        return areas_of_topology(self._land_topology, "land")

    @cached_property
    def _shapes(self) -> list[Area]:
        return areas_of_topology(self._countries_topology, "countries")

    @cached_property
    def _countries(self) -> Tiles:
        return self._prepared.countries if self._prepared else cut([area.surface for area in self._areas])

    @cached_property
    def _land(self) -> Tiles:
        return self._prepared.land if self._prepared else cut([area.surface for area in self._ground])

    @cached_property
    def _cells(self) -> Cells:
        if self._prepared:
            return self._prepared.cells
        countries = Grid([area.surface for area in self._areas], self._countries)
        land = Grid([area.surface for area in self._ground], self._land)
        return cells_of(countries, land, self._named, COAST, TERRITORIAL_SEA)

    def prepared(self) -> Prepared:
        """What was made of the three files, to be kept."""
        return Prepared(self._countries, self._land, self._cells, self._middles)

    def _known(self, latitude: float, longitude: float) -> Ground:
        """What the tables tell; they are made when so many places were asked one by one that it has become worth their making."""
        north, east, ground = self._last
        if north == latitude and east == longitude:
            return ground
        self._asked += 1
        if (self._asked < WORTH_TABLES and not self._prepared) or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            return UNKNOWN
        ground = self._cells.ground(latitude, longitude)
        self._last = latitude, longitude, ground
        return ground

    def covering(
        self, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], Sequence[frozenset[str]], NDArray[np.bool_]]:
        """The countries that cover each of many places on Earth, as numbers in a list, and which are surely on land or near it.

        Near means within the widest territorial sea.
        """
        numbers, grounds = self._cells.numbers(latitudes, longitudes), self._cells.grounds
        sets = dict.fromkeys(ground.countries for ground in grounds if ground.countries is not None)
        known = {countries: number for number, countries in enumerate(sets)}
        of_ground = np.array([-1 if ground.countries is None else known[ground.countries] for ground in grounds])
        found = of_ground[numbers]
        unknown = np.flatnonzero(found < 0)
        exact = self._sets_covering(latitudes[unknown], longitudes[unknown])
        found[unknown] = [known.setdefault(countries, len(known)) for countries in exact]
        return found, [*known], np.array([ground.inshore is True for ground in grounds])[numbers]

    def _sets_covering(self, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> list[frozenset[str]]:
        areas: list[list[int]] = [[] for _ in latitudes]
        for place, area in self._countries.pairs(longitudes, latitudes).T.tolist():
            areas[place].append(area)
        named = {held: self._named(held) for held in {tuple(each) for each in areas}}
        return [named[tuple(each)] for each in areas]

    def countries_at(self, latitude: float, longitude: float, buffer: float = 0.0) -> frozenset[str]:
        """The codes of the countries that cover the place or lie at most `buffer` metres from it; none in the open sea."""
        if buffer:
            return self._near(latitude, longitude, buffer)
        known = self._known(latitude, longitude).countries
        return self._at(latitude, longitude) if known is None else known

    def _covering(self, latitude: float, longitude: float) -> frozenset[str]:
        return self._named(self._countries.at(latitude, longitude))

    def _within_buffer(self, latitude: float, longitude: float, buffer: float) -> frozenset[str]:
        return self._named(self._countries.near(latitude, longitude, buffer))

    def _named(self, areas: Iterable[int]) -> frozenset[str]:
        return frozenset[str]().union(*(self._codes[number] for number in areas))

    def reaches(self, countries: frozenset[str], latitude: float, longitude: float, buffer: float) -> bool:
        """True when one of the countries covers the place or lies at most `buffer` metres from it."""
        if countries & self.countries_at(latitude, longitude):
            return True
        near = self._outline(countries).is_near(latitude, longitude, buffer)
        return self._comes_near(countries, latitude, longitude, buffer) if near is None else near

    def _comes_near(self, countries: frozenset[str], latitude: float, longitude: float, buffer: float) -> bool:
        perhaps = self._countries.perhaps_near(latitude, longitude, buffer)
        if perhaps is not None and countries.isdisjoint(self._named(perhaps)):
            return False
        return not countries.isdisjoint(self.countries_at(latitude, longitude, buffer))

    def _outline(self, countries: frozenset[str]) -> Outline:
        if countries not in self._outlines:
            self._outlines[countries] = Outline([area.surface for area in self._areas if area.codes & countries])
        return self._outlines[countries]

    def is_within(self, country: str, latitude: float, longitude: float, buffer: float = 0.0) -> bool:
        """True when the place lies in the country, its territorial waters, or at most `buffer` metres outside."""
        return country in self.countries_at(latitude, longitude, buffer)

    def is_land(self, latitude: float, longitude: float, buffer: float = 0.0) -> bool:
        """True when the place lies on land or at most `buffer` metres from it; the smallest islands are not known."""
        known = self._known(latitude, longitude).inshore if buffer == TERRITORIAL_SEA else None
        return self._is_ground(latitude, longitude, buffer) if known is None else known

    def _has_land(self, latitude: float, longitude: float, buffer: float) -> bool:
        if buffer > BEND and self._land.is_surely_near(latitude, longitude, buffer):
            return True
        return bool(self._land.at(latitude, longitude) or (buffer and self._land.near(latitude, longitude, buffer)))

    def is_inland(self, latitude: float, longitude: float, margin: float) -> bool:
        """True when the place and everything up to `margin` metres around it is land."""
        return self._land.hold(latitude, longitude, margin)

    def country_inland(self, latitude: float, longitude: float) -> str | None:
        """The only country of a place on land that no border, coast or other country is near; None where that is not plain."""
        return self._known(latitude, longitude).sole

    def centroids(self, country: str) -> tuple[tuple[float, float], ...]:
        """The centres of mass of the country and of its largest part, as latitude and longitude."""
        return self._middles.get(country, ())

    @cached_property
    def _middles(self) -> Mapping[str, tuple[tuple[float, float], ...]]:
        if self._prepared:
            return self._prepared.middles
        whole = {code: self._shape(code) for code in {code for area in self._shapes for code in area.codes}}
        return {code: _middles_of(surface) for code, surface in whole.items()}

    def _shape(self, country: str) -> Any:
        return shapely.union_all([area.surface for area in self._shapes if country in area.codes])

    def surface(self, country: str) -> float | None:
        """The surface of the country in square metres, None when its shape is not known."""
        shape = self._shape(country)
        return None if shape.is_empty else abs(_EARTH.geometry_area_perimeter(shape)[0])


def _middles_of(surface: Any) -> tuple[tuple[float, float], ...]:
    middles = (shapely.centroid(surface), shapely.centroid(max(polygons_of(surface), key=shapely.area)))
    return tuple(dict.fromkeys((round(middle.y, 4), round(middle.x, 4)) for middle in middles))
