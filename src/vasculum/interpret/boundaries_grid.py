"""Countries of very many places at once: a table answers for cells through which no border runs, geometry for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import shapely  # type: ignore[import-untyped]
from numpy.typing import NDArray

from vasculum.interpret.boundaries_tiles import Tiles

CELLS_PER_DEGREE = 10
ROWS, COLUMNS = 180 * CELLS_PER_DEGREE, 360 * CELLS_PER_DEGREE
BORDER = -1
FINEST = 10_000  # Ten-thousandths of a degree: places nearer than eleven metres to each other are asked once.
MOST = 6  # No place lies in more areas than this.

Floats = NDArray[np.float64]


class Grid:
    """The sets of surfaces at places; `sets` lists every set met, and an answer is a number in that list."""

    def __init__(self, tiles: Tiles, surfaces: int) -> None:
        self._tiles = tiles
        self._numbers: dict[int, int] = {}
        self._base = surfaces + 1
        self._table = _with_insides(_crossed(tiles, surfaces), self._exact)

    def numbers(self, latitudes: Floats, longitudes: Floats) -> NDArray[np.int32]:
        """The number of the set of surfaces at each place; places off the Earth are in none."""
        on_earth = (np.abs(latitudes) <= 90) & (np.abs(longitudes) <= 180)
        north, east = np.where(on_earth, latitudes, 0.0), np.where(on_earth, longitudes, 0.0)
        found = self._table[_cells(north, ROWS, 90), _cells(east, COLUMNS, 180)]
        (border,) = np.nonzero((found == BORDER) & on_earth)
        found[border] = self._once(north[border], east[border])
        found[~on_earth] = self._number(0)
        return found

    @property
    def sets(self) -> Mapping[int, tuple[int, ...]]:
        """The surfaces of each number met so far."""
        return {number: self._members(key) for key, number in self._numbers.items()}

    def _once(self, latitudes: Floats, longitudes: Floats) -> NDArray[np.int32]:
        steps = np.round(latitudes * FINEST).astype(np.int64) * 10_000_000 + np.round(longitudes * FINEST).astype(np.int64)
        _, first, of = np.unique(steps, return_index=True, return_inverse=True)
        return self._exact(latitudes[first], longitudes[first])[of]

    def _exact(self, latitudes: Floats, longitudes: Floats) -> NDArray[np.int32]:
        places, surfaces = self._tiles.pairs(longitudes, latitudes)
        keys = np.zeros(len(latitudes), dtype=np.int64)
        for at in range(MOST):
            first = np.diff(places, prepend=-1) > 0
            keys[places[first]] += (surfaces[first] + 1) * self._base**at
            places, surfaces = places[~first], surfaces[~first]
        distinct, of = np.unique(keys, return_inverse=True)
        return np.array([self._number(int(key)) for key in distinct], dtype=np.int32)[of]

    def _number(self, key: int) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def _members(self, key: int) -> tuple[int, ...]:
        found: list[int] = []
        while key:
            key, member = divmod(key, self._base)
            found.append(member - 1)
        return tuple(found)


def _cells(degrees: Floats, cells: int, edge: int) -> NDArray[np.intp]:
    return np.minimum(((degrees + edge) * CELLS_PER_DEGREE).astype(np.intp), cells - 1)


def _crossed(tiles: Tiles, surfaces: int) -> NDArray[np.bool_]:
    """The cells through which an edge of a surface runs, with a neighbour here and there."""
    crossed = np.zeros((ROWS, COLUMNS), dtype=bool)
    order = np.argsort(tiles.owners, kind="stable")
    bounds = np.searchsorted(tiles.owners[order], np.arange(surfaces + 1))
    for start, end in pairwise(bounds):
        edges = shapely.boundary(shapely.union_all(tiles.pieces[order[start:end]]))
        _mark(crossed, shapely.get_coordinates(shapely.segmentize(edges, 0.5 / CELLS_PER_DEGREE)))
    return crossed


def _mark(crossed: NDArray[np.bool_], corners: Floats) -> None:
    """Marks the cells around corners that follow each other at half a cell or less."""
    half = 0.5 / CELLS_PER_DEGREE
    for east in (-half, half):
        for north in (-half, half):
            longitudes = (corners[:, 0] + east + 180) % 360 - 180
            latitudes = np.clip(corners[:, 1] + north, -90, 90)
            crossed[_cells(latitudes, ROWS, 90), _cells(longitudes, COLUMNS, 180)] = True


def _with_insides(crossed: NDArray[np.bool_], exact: Any) -> NDArray[np.int32]:
    """The table: one question for each run of cells in a row that no edge crosses."""
    table = np.full(crossed.shape, BORDER, dtype=np.int32)
    starts = ~crossed & np.pad(crossed, ((0, 0), (1, 0)), constant_values=True)[:, :-1]
    rows, columns = np.nonzero(starts)
    answers = exact((rows + 0.5) / CELLS_PER_DEGREE - 90, (columns + 0.5) / CELLS_PER_DEGREE - 180)
    table[~crossed] = answers[np.cumsum(starts[~crossed]) - 1]
    return table


def joined(codes: Sequence[frozenset[str]], members: tuple[int, ...]) -> str:
    """The codes of some surfaces in alphabetical order with a bar between them."""
    return "|".join(sorted(frozenset[str]().union(*(codes[member] for member in members))))
