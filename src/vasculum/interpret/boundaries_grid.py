"""Countries of very many places at once: a table answers for cells through which no border runs, geometry for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely  # type: ignore[import-untyped]
from numpy.typing import NDArray

from vasculum.interpret.boundaries_tiles import cut

CELLS_PER_DEGREE = 10
ROWS, COLUMNS = 180 * CELLS_PER_DEGREE, 360 * CELLS_PER_DEGREE
BORDER = -1
ASKED_AT_ONCE = 100_000

Floats = NDArray[np.float64]


class Grid:
    """The sets of surfaces at places; `sets` lists every set met, and an answer is a number in that list."""

    def __init__(self, surfaces: Sequence[Any], finest: float) -> None:
        """`finest` is in degrees: places nearer than that to each other are asked once."""
        self._finest = finest
        self._tiles = cut(surfaces)
        self._marks = np.random.default_rng(1).integers(1, 2**63, len(surfaces), dtype=np.uint64)
        self._numbers: dict[int, int] = {0: 0}
        self._sets: list[tuple[int, ...]] = [()]
        self._table = _with_insides(_crossed(surfaces), self._exact)

    def numbers(self, latitudes: Floats, longitudes: Floats) -> NDArray[np.int32]:
        """The number of the set of surfaces at each place; places off the Earth are in none."""
        on_earth = (np.abs(latitudes) <= 90) & (np.abs(longitudes) <= 180)
        north, east = np.where(on_earth, latitudes, 0.0), np.where(on_earth, longitudes, 0.0)
        found = self._table[_cells(north, ROWS, 90), _cells(east, COLUMNS, 180)]
        (border,) = np.nonzero((found == BORDER) & on_earth)
        found[border] = self._once(north[border], east[border])
        found[~on_earth] = 0
        return found

    def inside(self, latitude: float, longitude: float) -> tuple[int, ...] | None:
        """The surfaces of the whole cell that a place on Earth lies in; None where an edge may run through it."""
        row, column = int((latitude + 90) * CELLS_PER_DEGREE), int((longitude + 180) * CELLS_PER_DEGREE)
        number = int(self._table[min(row, ROWS - 1), min(column, COLUMNS - 1)])
        return None if number == BORDER else self._sets[number]

    @property
    def sets(self) -> Sequence[tuple[int, ...]]:
        """The surfaces of each number given so far; number 0 is no surface at all."""
        return self._sets

    def _once(self, latitudes: Floats, longitudes: Floats) -> NDArray[np.int32]:
        steps = [np.round(degrees / self._finest).astype(np.int64) for degrees in (latitudes, longitudes)]
        _, first, of = np.unique(steps[0] * 2**32 + steps[1], return_index=True, return_inverse=True)
        return self._exact(latitudes[first], longitudes[first])[of]

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


def _cells(degrees: Floats, cells: int, edge: int) -> NDArray[np.intp]:
    return np.minimum(((degrees + edge) * CELLS_PER_DEGREE).astype(np.intp), cells - 1)


def _crossed(surfaces: Sequence[Any]) -> NDArray[np.bool_]:
    """The cells through which an edge of a surface runs, with a neighbour here and there."""
    crossed = np.zeros((ROWS, COLUMNS), dtype=bool)
    edges = shapely.segmentize(shapely.boundary(np.array(surfaces, dtype=object)), 0.5 / CELLS_PER_DEGREE)
    _mark(crossed, shapely.get_coordinates(edges))
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
