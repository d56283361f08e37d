"""Where the specimens of an answer were collected: cells for map tiles, the fullest squares for a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from vasculum.search import cells
from vasculum.search.grid import CELLS_ACROSS, PLACES_FROM
from vasculum.search.index import NoIndex
from vasculum.search.query import Query, Spot, Spots, Tile
from vasculum.specimens import queries
from vasculum.specimens.asking import parameters_of
from vasculum.web.addresses import with_parameters

EARTH = Tile(0, 0, 0)
MOST_SQUARES = 12
DEEPEST_LOOK = 3


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
        return queries.public_catalogue().spots(query, tile)
    except NoIndex:
        return Spots(0, ())


def whereabouts(query: Query, path: str) -> dict[str, Any]:
    """The `squares` with the most specimens, the fullest first, and the `bounds` of all as `west,south,east,north`.

    A square is a 32nd of the smallest tile that holds the whole answer.
    """
    shown = spots(query, EARTH)
    for _ in range(DEEPEST_LOOK):
        tile = _holding([spot.cell for spot in shown.spots], shown.level)
        if tile == EARTH or tile.zoom + CELLS_ACROSS <= shown.level:
            break
        shown = spots(query, tile)
    fullest = sorted(shown.spots, key=lambda spot: -spot.count)[:MOST_SQUARES]
    squares = [_square(query, path, side, spot.count) for side, spot in zip(_sides(fullest, shown.level), fullest, strict=True)]
    return {"squares": squares, "bounds": _around(_sides(shown.spots, shown.level))}


def _sides(held: Sequence[Spot], level: int) -> list[tuple[float, ...]]:
    sides = cells.bounds(np.array([spot.cell for spot in held], dtype=np.int64), level)
    return [tuple(round(float(side[number]), 2) for side in sides) for number in range(len(held))]


def _around(sides: Sequence[tuple[float, ...]]) -> str:
    if not sides:
        return ""
    west, south, east, north = zip(*sides, strict=True)
    return f"{min(west):g},{min(south):g},{max(east):g},{max(north):g}"


def _holding(held: Sequence[int], level: int) -> Tile:
    """The smallest tile that holds some cells, not so small that its squares would be single places."""
    if not held:
        return EARTH
    shared = level - (min(held) ^ max(held)).bit_length() // 2 - (min(held) ^ max(held)).bit_length() % 2
    zoom = min(shared, PLACES_FROM - 1)
    column, row = cells.tile_of_cell(held[0] >> 2 * (level - zoom))
    return Tile(zoom, column, row)


def _square(query: Query, path: str, side: Sequence[float], count: int) -> Square:
    box = ",".join(f"{degrees:g}" for degrees in side)
    address = with_parameters(path, {**parameters_of(query), "bbox": [box]})
    return Square(side[0], side[1], side[2], side[3], count, address)
