"""Cells of the map as Mapbox Vector Tiles (https://github.com/mapbox/vector-tile-spec, version 2.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mapbox_vector_tile  # type: ignore[import-untyped]
import shapely  # type: ignore[import-untyped]

from vasculum.search.cells import FINEST, tile_of_cell
from vasculum.search.query import Spots, Tile

MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
EXTENT = 4096
CELLS, PLACES = "cells", "places"


def encoded(spots: Spots, tile: Tile) -> bytes:
    """The tile with one layer: `cells` (squares) or, at the finest level, `places` (points); `count` is a property of each."""
    layer = PLACES if spots.level == FINEST else CELLS
    features = [_feature(spot.cell, spot.count, spots.level, tile) for spot in spots.spots]
    options = {"y_coord_down": True, "extents": EXTENT}
    tile_bytes: bytes = mapbox_vector_tile.encode([{"name": layer, "features": features}], default_options=options)
    return tile_bytes


def _feature(cell: int, count: int, level: int, tile: Tile) -> Mapping[str, Any]:
    column, row = tile_of_cell(cell)
    size = EXTENT * 2**tile.zoom / 2**level
    x, y = column * size - tile.column * EXTENT, row * size - tile.row * EXTENT
    shape = shapely.Point(x, y) if level == FINEST else shapely.box(x, y, x + size, y + size)
    return {"geometry": shape, "properties": {"count": count}}
