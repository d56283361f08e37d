"""Where countries and land lie: what covers a place, what is near it, one place at a time or very many at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import shapely  # type: ignore[import-untyped]
from numpy.typing import NDArray
from pyproj import Geod

from vasculum.interpret.boundaries_grid import Grid, joined
from vasculum.interpret.boundaries_shapes import areas_of_countries, areas_of_topology, polygons_of
from vasculum.interpret.boundaries_tiles import Tiles, cut, widened

# Stands for coasts, generalised borders and rounded coordinates, in metres.
COAST = 5_000.0
_EARTH = Geod(ellps="WGS84")


class Boundaries:
    """Countries with their territorial waters, land, and the middles and surfaces of countries.

    Exact to about a kilometre, as the shapes are. Answers depend on nothing but the shapes handed in.
    """

    def __init__(self, borders: Mapping[str, Any], land: Mapping[str, Any], countries: Mapping[str, Any]) -> None:
        self._areas = areas_of_countries(borders)
        self._codes = [area.codes for area in self._areas]
        self._land = cut([area.surface for area in areas_of_topology(land, "land")])
        self._shapes = areas_of_topology(countries, "countries")

    @cached_property
    def _countries(self) -> Tiles:
        return cut([area.surface for area in self._areas])

    @cached_property
    def _grid(self) -> Grid:
        return Grid(widened(self._countries, COAST), len(self._areas))

    def countries_at(self, latitude: float, longitude: float, buffer: float = 0.0) -> frozenset[str]:
        """The codes of the countries that cover the place or lie at most `buffer` metres from it; none in the open sea."""
        found = self._countries.near(latitude, longitude, buffer) if buffer else self._countries.at(latitude, longitude)
        return frozenset[str]().union(*(self._codes[number] for number in found))

    def is_within(self, country: str, latitude: float, longitude: float, buffer: float = 0.0) -> bool:
        """True when the place lies in the country, its territorial waters, or at most `buffer` metres outside."""
        return country in self.countries_at(latitude, longitude, buffer)

    def is_land(self, latitude: float, longitude: float, buffer: float = 0.0) -> bool:
        """True when the place lies on land or at most `buffer` metres from it; the smallest islands are not known."""
        return bool(self._land.near(latitude, longitude, buffer) if buffer else self._land.at(latitude, longitude))

    def countries_of(self, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> list[str]:
        """The countries within `COAST` metres of each place: "BE", "BE|NL" near a border, "" in the open sea.

        Places that are not numbers, or not on Earth, are in no country.
        """
        numbers = self._grid.numbers(np.asarray(latitudes, dtype=np.float64), np.asarray(longitudes, dtype=np.float64))
        texts = {number: joined(self._codes, members) for number, members in self._grid.sets.items()}
        listed = np.array([texts[number] for number in range(len(texts))], dtype=object)
        return list(listed[numbers])

    def centroids(self, country: str) -> tuple[tuple[float, float], ...]:
        """The centres of mass of the country and of its largest part, as latitude and longitude."""
        return self._middles.get(country, ())

    @cached_property
    def _middles(self) -> Mapping[str, tuple[tuple[float, float], ...]]:
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
