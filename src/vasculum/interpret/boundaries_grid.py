"""A table of the Earth in cells: which surfaces a whole cell lies in, and where an edge may run through it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np
import shapely  # type: ignore[import-untyped]
from numpy.typing import NDArray

from vasculum.interpret.boundaries_tiles import BEND, METRES_PER_DEGREE, Tiles

CELLS_PER_DEGREE = 10
ROWS, COLUMNS = 180 * CELLS_PER_DEGREE, 360 * CELLS_PER_DEGREE
BORDER = -1
ASKED_AT_ONCE = 100_000
# Nearer to a pole, in degrees, columns are too narrow to be counted.
POLAR = 85.0

Floats = NDArray[np.float64]


class Grid:
    """The sets of surfaces that cells lie in; `sets` lists every set met, and the table holds numbers in that list."""

    def __init__(self, surfaces: Sequence[Any], tiles: Tiles) -> None:
        """`tiles` are those cut from the surfaces."""
        self._tiles = tiles
        self._marks = np.random.default_rng(1).integers(1, 2**63, len(surfaces), dtype=np.uint64)
        self._numbers: dict[int, int] = {0: 0}
        self._sets: list[tuple[int, ...]] = [()]
        corners = _corners(surfaces)
        self._table = _with_insides(_crossed(corners), self._exact)
        self.touched = np.zeros((ROWS, COLUMNS), dtype=bool)
        """The cells that hold a corner of an edge, so that no place in them is further from it than 16 km."""
        self.touched[cells(corners[:, 1], ROWS, 90), cells(corners[:, 0], COLUMNS, 180)] = True

    def calm(self, metres: float) -> NDArray[np.bool_]:
        """The cells of which every place lies further than `metres` from every edge."""
        return np.logical_not(_spread(self._table == BORDER, (metres + BEND) / METRES_PER_DEGREE))

    @property
    def table(self) -> NDArray[np.int32]:
        """The number of the set that each whole cell lies in, `BORDER` where an edge may run through it."""
        return self._table

    @property
    def sets(self) -> Sequence[tuple[int, ...]]:
        """The surfaces of each number given so far; number 0 is no surface at all."""
        return self._sets

    def _exact(self, latitudes: Floats, longitudes: Floats) -> NDArray[np.int32]:
        starts = range(0, len(latitudes), ASKED_AT_ONCE)
        found = [self._asked(*(each[at : at + ASKED_AT_ONCE] for each in (latitudes, longitudes))) for at in starts]
        return np.concatenate(found) if found else np.zeros(0, dtype=np.int32)

    def _asked(self, latitudes: Floats, longitudes: Floats) -> NDArray[np.int32]:
        """Each set is known by the sum of the marks of its surfaces."""
        places, surfaces = self._tiles.pairs(longitudes, latitudes)
        keys = np.zeros(len(latitudes), dtype=np.uint64)
        np.add.at(keys, places, self._marks[surfaces])
        distinct, first, of = np.unique(keys, return_index=True, return_inverse=True)
        bounds = np.searchsorted(places, np.stack([first, first + 1]))
        members = [tuple(surfaces[start:end].tolist()) for start, end in bounds.T]
        return np.array([self._number(int(key), held) for key, held in zip(distinct, members, strict=True)], dtype=np.int32)[of]

    def _number(self, key: int, members: tuple[int, ...]) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self._sets)
            self._sets.append(members)
        return self._numbers[key]


def cell(latitude: float, longitude: float) -> tuple[int, int]:
    """The row and column of the cell of a place on Earth.

    >>> cell(-90, -180), cell(90, 180)
    ((0, 0), (1799, 3599))
    """
    row, column = int((latitude + 90) * CELLS_PER_DEGREE), int((longitude + 180) * CELLS_PER_DEGREE)
    return min(row, ROWS - 1), min(column, COLUMNS - 1)


def cells(degrees: Floats, cells: int, edge: int) -> NDArray[np.intp]:
    """The rows or columns, of so many, of the cells that degrees from -`edge` to `edge` lie in."""
    return np.minimum(((degrees + edge) * CELLS_PER_DEGREE).astype(np.intp), cells - 1)


def _corners(surfaces: Sequence[Any]) -> Floats:
    """Longitudes and latitudes along all edges, half a cell or less apart."""
    edges = shapely.segmentize(shapely.boundary(np.array(surfaces, dtype=object)), 0.5 / CELLS_PER_DEGREE)
    return np.asarray(shapely.get_coordinates(edges))


def _crossed(corners: Floats) -> NDArray[np.bool_]:
    """The cells through which an edge of a surface runs, with a neighbour here and there."""
    crossed = np.zeros((ROWS, COLUMNS), dtype=bool)
    half = 0.5 / CELLS_PER_DEGREE
    for east in (-half, half):
        for north in (-half, half):
            longitudes = (corners[:, 0] + east + 180) % 360 - 180
            latitudes = np.clip(corners[:, 1] + north, -90, 90)
            crossed[cells(latitudes, ROWS, 90), cells(longitudes, COLUMNS, 180)] = True
    return crossed


def _with_insides(crossed: NDArray[np.bool_], exact: Any) -> NDArray[np.int32]:
    """The table: one question for each run of cells in a row that no edge crosses."""
    table = np.full(crossed.shape, BORDER, dtype=np.int32)
    starts = ~crossed & np.pad(crossed, ((0, 0), (1, 0)), constant_values=True)[:, :-1]
    rows, columns = np.nonzero(starts)
    answers = exact((rows + 0.5) / CELLS_PER_DEGREE - 90, (columns + 0.5) / CELLS_PER_DEGREE - 180)
    free = starts[~crossed]
    table[~crossed] = np.repeat(answers, np.diff(np.flatnonzero(free), append=free.size))
    return table


def _spread(crossed: NDArray[np.bool_], degrees: float) -> NDArray[np.bool_]:
    """The crossed cells with all cells that have a place within so many degrees of a great circle from them."""
    up = ceil(degrees * CELLS_PER_DEGREE)
    tall = np.pad(crossed, ((up, up), (0, 0)))
    spread: NDArray[np.bool_] = np.logical_or.reduce([tall[at : at + ROWS] for at in range(2 * up + 1)])
    southern = np.arange(ROWS) / CELLS_PER_DEGREE - 90
    highest = np.maximum(np.abs(southern), np.abs(southern + 1 / CELLS_PER_DEGREE)) + degrees
    widths = np.ceil(degrees * 1.01 * CELLS_PER_DEGREE / np.cos(np.radians(np.minimum(highest, POLAR)))).astype(np.intp)
    for width in np.unique(widths).tolist():
        spread[widths == width] = _widened(spread[widths == width], width)
    spread[highest > POLAR] = True
    return spread


def _widened(rows: NDArray[np.bool_], width: int) -> NDArray[np.bool_]:
    """Rows around the Earth in which each cell that is marked marks so many on both sides."""
    counts = np.cumsum(np.pad(rows, ((0, 0), (width, width)), mode="wrap"), axis=1, dtype=np.int32)
    counts = np.pad(counts, ((0, 0), (1, 0)))
    return np.asarray(counts[:, 2 * width + 1 :] > counts[:, : -2 * width - 1])
