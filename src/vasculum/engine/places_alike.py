"""Places that no question about a record can tell apart: near or on land, in the country the record names, not in its middle.

One of them stands for all others, so that tests and remarks look at few places. Whatever is not plain stands for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import nan

import numpy as np
from numpy.typing import NDArray

from vasculum.interpret.boundaries import Boundaries
from vasculum.interpret.countries_place import LATITUDE, LONGITUDE, PLAIN_DEGREES
from vasculum.quality.bdq.countries import COUNTRY_CODE
from vasculum.quality.coded import Coded, asked

UNDERSTOOD, CONTINENT = "country_code", "dwc:continent"
# Fewer places are asked one by one: the tables of the map are not worth their making.
FEWEST = 1_000
# In degrees of latitude; far more than a test takes for the middle of a country.
NEAR_A_MIDDLE = 0.1

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]


class PlacesAlike:
    """Replaces coordinates by those that stand for them."""

    def __init__(self, known: Boundaries) -> None:
        self._known = known
        self._stand_ins: dict[frozenset[str], tuple[str, str]] = {}

    def __call__(self, cells: Mapping[str, Coded]) -> Mapping[str, Coded]:
        """The columns of latitudes and longitudes, of which those that are alike have become one."""
        latitudes, longitudes = (cells[term].each(_degrees) for term in (LATITUDE, LONGITUDE))
        if len(latitudes.codes) < FEWEST:
            return {}
        north, east = (np.array(each.values)[each.codes] for each in (latitudes, longitudes))
        is_place = (np.abs(north) <= 90) & (np.abs(east) <= 180) & ((north != 0) | (east != 0))
        rows = np.flatnonzero(is_place)
        countries = self._countries(north[rows], east[rows])
        agrees = asked(_agree, [countries, *(cells[name].at(rows) for name in (COUNTRY_CODE, UNDERSTOOD, CONTINENT))])
        plain = np.array(agrees.plain, dtype=bool) & ~self._near_middles(countries, north[rows], east[rows])
        return self._replaced(cells, rows[plain], countries.at(np.flatnonzero(plain)))

    def _countries(self, north: Floats, east: Floats) -> Coded:
        """The countries that cover each place, None where it is not surely on land or near it."""
        numbers, sets, inshore = self._known.covering(north, east)
        return Coded(np.where(inshore, numbers, len(sets)), [*sets, None])

    def _near_middles(self, countries: Coded, north: Floats, east: Floats) -> Booleans:
        near = np.zeros(len(north), dtype=bool)
        wide = NEAR_A_MIDDLE / np.maximum(np.cos(np.radians(north)), 0.01)
        for number in np.unique(countries.codes).tolist():
            rows = np.flatnonzero(countries.codes == number)
            for country in countries.values[number] or ():
                for up, right in self._known.centroids(country):
                    near[rows] |= (np.abs(north[rows] - up) < NEAR_A_MIDDLE) & (np.abs(east[rows] - right) < wide[rows])
        return near

    def _replaced(self, cells: Mapping[str, Coded], rows: NDArray[np.intp], countries: Coded) -> Mapping[str, Coded]:
        pair = [cells[term] for term in (LATITUDE, LONGITUDE)]
        _, first = np.unique(countries.codes, return_index=True)
        for at in first.tolist():
            here = countries.values[countries.codes[at]]
            latitude, longitude = (column.at(rows[at : at + 1]).plain[0] for column in pair)
            self._stand_ins.setdefault(here, (latitude, longitude))
        stand_ins = [self._stand_ins.get(here, ("", "")) for here in countries.values]
        texts: Sequence[Sequence[str]] = [*zip(*stand_ins, strict=True)]
        return {
            term: _with(column, rows, countries.codes, of_countries)
            for term, column, of_countries in zip((LATITUDE, LONGITUDE), pair, texts, strict=True)
        }


def _with(column: Coded, rows: NDArray[np.intp], numbers: NDArray[np.int64], texts: Sequence[str]) -> Coded:
    codes = column.codes.copy()
    codes[rows] = numbers + len(column.values)
    return Coded(codes, [*column.values, *texts])


def _degrees(text: str) -> float:
    return float(text) if PLAIN_DEGREES(text) else nan


def _agree(here: frozenset[str] | None, code: str, understood: str | None, continent: str) -> bool:
    """Whether all that a record says of its country is true of a place in the countries `here`."""
    return here is not None and not continent and here.issuperset({code, understood} - {"", None})
