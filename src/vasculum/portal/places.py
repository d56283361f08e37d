"""Where the specimens of an answer were collected: cells for map tiles, the fullest squares for a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vasculum.protection.gate import public_spots
from vasculum.search import cells
from vasculum.search.index import NoIndex
from vasculum.search.query import Query, Spots, Tile
from vasculum.specimens import queries
from vasculum.specimens.asking import parameters_of
from vasculum.web.addresses import with_parameters

EARTH = Tile(0, 0, 0)
MOST_SQUARES = 12


@dataclass(frozen=True, slots=True)
class Square:
    """A square of the map: its sides in degrees, how many specimens, and the address of the search within it."""

    west: float
    south: float
    east: float
    north: float
    count: int
    address: str


def spots(query: Query, tile: Tile) -> Spots:
    """The cells of a tile, as the public may see them; none while nothing was harvested. Raises QueryError."""
    try:
        return public_spots(queries.catalogue().spots(query, tile))
    except NoIndex:
        return Spots(0, ())


def fullest_squares(query: Query, path: str) -> list[Square]:
    """The squares of about eleven degrees with the most specimens, the fullest first."""
    shown = spots(query, EARTH)
    fullest = sorted(shown.spots, key=lambda spot: -spot.count)[:MOST_SQUARES]
    sides = cells.bounds(np.array([spot.cell for spot in fullest], dtype=np.int64), shown.level)
    bounds = [tuple(round(float(side[number]), 2) for side in sides) for number in range(len(fullest))]
    return [_square(query, path, side, spot.count) for side, spot in zip(bounds, fullest, strict=True)]


def _square(query: Query, path: str, side: Sequence[float], count: int) -> Square:
    box = ",".join(f"{degrees:g}" for degrees in side)
    address = with_parameters(path, {**parameters_of(query), "bbox": [box]})
    return Square(side[0], side[1], side[2], side[3], count, address)
