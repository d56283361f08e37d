"""What a part of an answer looks like on a map: how many specimens in each cell, or at each place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import tantivy

from vasculum.search import question
from vasculum.search.cells import FINEST, Numbers, cell_of_tile
from vasculum.search.query import Query, QueryError, Spot, Spots, Tile

CELLS_ACROSS = 5
PLACES_FROM = 11
MOST_PLACES = 4000
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Held:
    """Cells of one level in ascending order, and what was collected in each."""

    cells: Numbers
    counts: Numbers


def held(shown: list[Spot]) -> Held:
    """Cells as they are kept, to be added up to coarser ones."""
    ordered = sorted((spot.cell, spot.count) for spot in shown)
    together = np.array(ordered, dtype=np.int64).reshape(-1, 2)
    return Held(together[:, 0].copy(), together[:, 1].copy())


def level_of(zoom: int) -> int:
    """The level of the cells in a tile of this zoom: 32 by 32 of them, and from zoom 11 on single places.

    >>> level_of(0), level_of(10), level_of(11)
    (5, 15, 26)
    """
    return FINEST if zoom >= PLACES_FROM else zoom + CELLS_ACROSS


def check(tile: Tile) -> None:
    """Raises QueryError for a tile that does not exist."""
    if not (0 <= tile.zoom <= DEEPEST and 0 <= tile.column < 2**tile.zoom and 0 <= tile.row < 2**tile.zoom):
        raise QueryError(f"tile: there is none at {tile.zoom}/{tile.column}/{tile.row}")


def spots(searcher: tantivy.Searcher, schema: tantivy.Schema, query: Query, tile: Tile) -> Spots:
    """The cells of a tile in which something that answers `query` was collected."""
    cell, level = cell_of_tile(tile.column, tile.row), level_of(tile.zoom)
    asked = question.tantivy_query(searcher, schema, query)
    if tile.zoom:
        asked = question.all_of([asked, question.in_tile(schema, tile.zoom, cell)])
    if level == FINEST:
        asked = question.all_of([asked, _exactly(schema, tile.zoom, cell)])
    return Spots(level, tuple(cells(searcher, asked, level)))


def _exactly(schema: tantivy.Schema, level: int, cell: int) -> tantivy.Query:
    """The places of a cell; its terms may reach beyond it where the index has no finer ones."""
    first = cell << 2 * (FINEST - level)
    last = first + 4 ** (FINEST - level) - 1
    return tantivy.Query.range_query(schema, "place", tantivy.FieldType.Integer, lower_bound=first, upper_bound=last)


def cells(searcher: tantivy.Searcher, asked: tantivy.Query, level: int) -> list[Spot]:
    """The cells of a level with what was collected in each; of single places the fullest ones."""
    finest = {"terms": {"field": "place", "size": MOST_PLACES}}
    width = float(4 ** (FINEST - level))
    coarser = {"histogram": {"field": "place", "interval": width, "min_doc_count": 1}}
    answer = searcher.aggregate(asked, {"cells": finest if level == FINEST else coarser})
    return [Spot(int(bucket["key"] // width), bucket["doc_count"]) for bucket in answer["cells"]["buckets"]]


def coarsened(held: Held, held_level: int, tile: Tile) -> Spots:
    """The cells of a tile, added up from the finer cells of the whole map."""
    level, cell = level_of(tile.zoom), cell_of_tile(tile.column, tile.row)
    finer = 2 * (held_level - tile.zoom)
    first, last = np.searchsorted(held.cells, [cell << finer, (cell + 1) << finer])
    if first == last:
        return Spots(level, ())
    numbers, begins = np.unique(held.cells[first:last] >> 2 * (held_level - level), return_index=True)
    counts = np.add.reduceat(held.counts[first:last], begins)
    return Spots(level, tuple(Spot(int(number), int(count)) for number, count in zip(numbers, counts, strict=True)))
