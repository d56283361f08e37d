"""Surfaces cut into small tiles, so that a question about a place looks at a few corners and not at all of Canada."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import numpy as np
import shapely  # type: ignore[import-untyped]
from numpy.typing import NDArray

from vasculum.interpret.boundaries_shapes import polygons_of

EARTH_RADIUS = 6_371_008.8
METRES_PER_DEGREE = 111_195.0
TILE = 2.0


@dataclass(frozen=True, slots=True)
class Tiles:
    """Pieces of surfaces in degrees, none larger than a tile, with the number of the surface each was cut from."""

    pieces: NDArray[Any]
    owners: NDArray[np.int64]
    tree: Any

    def at(self, latitude: float, longitude: float) -> frozenset[int]:
        """The numbers of the surfaces that cover the place or have it on their edge."""
        found = self.tree.query(shapely.points(longitude, latitude), predicate="intersects")
        return frozenset(self.owners[found].tolist())

    def near(self, latitude: float, longitude: float, buffer: float) -> frozenset[int]:
        """The numbers of the surfaces at most `buffer` metres from the place."""
        found = self.tree.query(_boxes(latitude, longitude, buffer)).reshape(2, -1)[1]
        if not found.size:
            return frozenset()
        flat = shapely.transform(self.pieces[found], _flattened(latitude, longitude))
        near = shapely.distance(flat, shapely.points(0.0, 0.0)) <= buffer
        return frozenset(self.owners[found[near]].tolist())

    def pairs(self, longitudes: NDArray[np.float64], latitudes: NDArray[np.float64]) -> NDArray[np.int64]:
        """Which of the places lie in which surface, as two rows: numbers of places, numbers of surfaces."""
        places, pieces = self.tree.query(shapely.points(longitudes, latitudes), predicate="intersects")
        return np.unique(np.stack([places, self.owners[pieces]]), axis=1)


def cut(surfaces: Sequence[Any]) -> Tiles:
    """The surfaces in tiles of two degrees."""
    pieces: list[Any] = []
    owners: list[int] = []
    for number, surface in enumerate(surfaces):
        found = [piece for polygon in polygons_of(surface) for piece in _pieces(polygon)]
        pieces += found
        owners += [number] * len(found)
    return _tiles(pieces, owners)


def widened(tiles: Tiles, buffer: float) -> Tiles:
    """The same surfaces with everything within about `buffer` metres; what passes the antimeridian is there on both sides."""
    middles = shapely.get_y(shapely.centroid(tiles.pieces))
    squeeze = np.cos(np.radians(np.clip(middles, -85, 85)))
    wide = shapely.buffer(_scaled(tiles.pieces, squeeze), buffer / METRES_PER_DEGREE, quad_segs=3)
    pieces = _scaled(wide, 1 / squeeze)
    bounds = shapely.bounds(pieces)
    eastern, western = bounds[:, 2] > 180, bounds[:, 0] < -180
    turned = [*_moved(pieces[eastern], -360), *_moved(pieces[western], 360)]
    owners = [*tiles.owners, *tiles.owners[eastern], *tiles.owners[western]]
    return _tiles([*pieces, *turned], owners)


def _tiles(pieces: list[Any], owners: list[int]) -> Tiles:
    held = np.array(pieces, dtype=object)
    shapely.prepare(held)
    return Tiles(held, np.array(owners, dtype=np.int64), shapely.STRtree(held))


def _pieces(polygon: Any) -> list[Any]:
    west, south, east, north = polygon.bounds
    found: list[Any] = []
    for column in np.arange(np.floor(west / TILE) * TILE, east, TILE):
        strip = shapely.clip_by_rect(polygon, column, -90, column + TILE, 90)
        for row in np.arange(np.floor(south / TILE) * TILE, north, TILE):
            found += polygons_of(shapely.clip_by_rect(strip, column, row, column + TILE, row + TILE))
    return found


def _scaled(pieces: NDArray[Any], squeeze: NDArray[np.float64]) -> Any:
    """The pieces with their longitudes multiplied, each by its own factor."""
    coordinates, of = shapely.get_coordinates(pieces, return_index=True)
    coordinates[:, 0] *= squeeze[of]
    return shapely.set_coordinates(pieces.copy(), coordinates)


def _moved(pieces: NDArray[Any], degrees: float) -> list[Any]:
    return list(shapely.transform(pieces, lambda places: places + np.array([degrees, 0.0])))


def _boxes(latitude: float, longitude: float, buffer: float) -> list[Any]:
    """Boxes that hold every place within the buffer, one of them beyond the antimeridian where it is near."""
    north = buffer / METRES_PER_DEGREE * 1.01
    edge = abs(latitude) + north
    east = 180.0 if edge >= 89 else min(180.0, north / cos(radians(edge)))
    middles = [longitude, longitude - 360, longitude + 360]
    boxes = [(middle - east, latitude - north, middle + east, latitude + north) for middle in middles]
    return [shapely.box(*box) for box in boxes if box[0] <= 180 and box[2] >= -180]


def _flattened(latitude: float, longitude: float) -> Any:
    """The map in metres on which every place has its true distance and direction from this one (azimuthal equidistant)."""
    sine, cosine = np.sin(np.radians(latitude)), np.cos(np.radians(latitude))

    def project(places: NDArray[np.float64]) -> NDArray[np.float64]:
        turn, height = np.radians(places[:, 0] - longitude), np.radians(places[:, 1])
        up = cosine * np.sin(height) - sine * np.cos(height) * np.cos(turn)
        right = np.cos(height) * np.sin(turn)
        angle = np.arctan2(np.hypot(up, right), sine * np.sin(height) + cosine * np.cos(height) * np.cos(turn))
        length = np.hypot(up, right)
        stretch = np.where(length > 0, EARTH_RADIUS * angle / np.where(length > 0, length, 1.0), 0.0)
        return np.stack([right * stretch, up * stretch], axis=1)

    return project
