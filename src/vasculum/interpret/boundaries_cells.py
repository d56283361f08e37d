"""What is known of a place by the cell of the map it lies in, without any geometry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vasculum.interpret.boundaries_grid import COLUMNS, ROWS, Grid, cell, cells

OFFSHORE, INSHORE = 1, 2


class Ground(NamedTuple):
    """What every place in a cell has in common; None stands for what is not the same all over it.

    `sole` is the only country of a place on land that no border or coast is near; `countries` are those that cover it; `inshore`
    says whether it is on land or near it.
    """

    sole: str | None
    countries: frozenset[str] | None
    inshore: bool | None


UNKNOWN = Ground(None, None, None)


@dataclass(frozen=True, slots=True)
class Cells:
    """Countries and land together: one look for each place. The table gives each cell a number in `grounds`."""

    table: NDArray[np.int16]
    grounds: Sequence[Ground]

    def numbers(self, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.int16]:
        """The numbers in `grounds` of what is known of many places on Earth."""
        rows, columns = cells(latitudes, ROWS, 90), cells(longitudes, COLUMNS, 180)
        return np.asarray(self.table[rows, columns])

    def ground(self, latitude: float, longitude: float) -> Ground:
        """What is known of the cell of a place on Earth."""
        return self.grounds[int(self.table[cell(latitude, longitude)])]


def cells_of(
    countries: Grid, land: Grid, named: Callable[[tuple[int, ...]], frozenset[str]], border: float, shore: float
) -> Cells:
    """No border is within `border` metres of a place in a sole country; what is inshore has land within `shore` metres."""
    sets = [None, *map(named, countries.sets)]
    calm = countries.calm(border) & (land.table > 0)
    table = ((countries.table + 1) * 6 + _shores(land, shore) * 2 + calm).astype(np.int16)
    return Cells(table, [_ground(codes, at, sole) for codes in sets for at in (0, OFFSHORE, INSHORE) for sole in (False, True)])


def _shores(land: Grid, metres: float) -> NDArray[np.int32]:
    shores = np.where(land.calm(metres) & (land.table == 0), OFFSHORE, 0).astype(np.int32)
    shores[land.touched | (land.table > 0)] = INSHORE
    return shores


def _ground(codes: frozenset[str] | None, shore: int, is_calm: bool) -> Ground:
    sole = next(iter(codes)) if is_calm and codes and len(codes) == 1 else None
    return Ground(sole, codes, shore == INSHORE if shore else None)
