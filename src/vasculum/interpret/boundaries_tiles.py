"""Surfaces cut into small tiles, so that a question about a place looks at a few corners and not at all of Canada."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
POLYGON = 3
NONE = np.zeros(0, dtype=np.int64)
# Straight on the map in degrees and straight on the ground part by less than this many metres between the ends of an edge.
BEND = 2_500.0


@dataclass(frozen=True, slots=True)
class Tiles:
    """Pieces of surfaces in degrees, none larger than a tile, with the number of the surface each was cut from."""

    pieces: NDArray[Any]
    owners: NDArray[np.int64]
    tree: Any
    by_tile: Mapping[tuple[float, float], NDArray[np.int64]]

    def at(self, latitude: float, longitude: float) -> frozenset[int]:
        """The numbers of the surfaces that cover the place or have it on their edge."""
        if latitude % TILE == 0 or longitude % TILE == 0:
            found = self.tree.query(shapely.points(longitude, latitude), predicate="intersects")
            return frozenset(self.owners[found].tolist())
        here = self.by_tile.get((longitude // TILE, latitude // TILE), NONE)
        return frozenset(self.owners[here[shapely.intersects_xy(self.pieces[here], longitude, latitude)]].tolist())

    def is_surely_near(self, latitude: float, longitude: float, buffer: float) -> bool:
        """True when a surface is so near in degrees that it lies within `buffer` metres; False decides nothing."""
        degrees = (buffer - BEND) / METRES_PER_DEGREE
        return bool(self.tree.query(shapely.points(longitude, latitude), predicate="dwithin", distance=degrees).size)

    def perhaps_near(self, latitude: float, longitude: float, buffer: float) -> frozenset[int] | None:
        """Surfaces among which are all within `buffer` metres; None near a pole or the antimeridian, where degrees mislead."""
        degrees = _degrees_of(latitude, buffer + BEND)
        if abs(longitude) + degrees >= 180:
            return None
        found = self.tree.query(shapely.points(longitude, latitude), predicate="dwithin", distance=degrees)
        return frozenset(self.owners[found].tolist())

    def near(self, latitude: float, longitude: float, buffer: float) -> frozenset[int]:
        """The numbers of the surfaces at most `buffer` metres from the place."""
        found = self.tree.query(_boxes(latitude, longitude, buffer)).reshape(2, -1)[1]
        if not found.size:
            return frozenset()
        flat = shapely.transform(self.pieces[found], _flattened(latitude, longitude))
        near = shapely.distance(flat, shapely.points(0.0, 0.0)) <= buffer
        return frozenset(self.owners[found[near]].tolist())

    def hold(self, latitude: float, longitude: float, margin: float) -> bool:
        """True when surfaces cover the place with everything up to `margin` metres around it."""
        stretch = 1 / max(cos(radians(latitude)), 0.01)
        circle = shapely.buffer(shapely.points(0.0, 0.0), max(margin, 0.001) / METRES_PER_DEGREE)
        around = shapely.transform(circle, lambda places: places * np.array([stretch, 1.0]) + np.array([longitude, latitude]))
        return bool(shapely.covers(shapely.union_all(self.pieces[self.tree.query(around)]), around))

    def pairs(self, longitudes: NDArray[np.float64], latitudes: NDArray[np.float64]) -> NDArray[np.int64]:
        """Which of the places lie in which surface, as two rows: numbers of places, numbers of surfaces."""
        places, pieces = self.tree.query(shapely.points(longitudes, latitudes), predicate="intersects")
        return np.unique(np.stack([places, self.owners[pieces]]), axis=1)


def cut(surfaces: Sequence[Any]) -> Tiles:
    """The surfaces in tiles of two degrees."""
    clips = [[clip for polygon in polygons_of(surface) for clip in _clips(polygon)] for surface in surfaces]
    owners = np.repeat(np.arange(len(surfaces)), [len(found) for found in clips])
    parts, of = shapely.get_parts(np.array([clip for found in clips for clip in found], dtype=object), return_index=True)
    is_surface = shapely.get_type_id(parts) == POLYGON
    pieces = parts[is_surface]
    torn = ~shapely.is_valid(pieces)
    pieces[torn] = shapely.make_valid(pieces[torn])
    return tiles_of(pieces, owners[of[is_surface]])


def tiles_of(pieces: NDArray[Any], owners: NDArray[np.int64]) -> Tiles:
    """Tiles of pieces that were cut, with the numbers of their surfaces."""
    shapely.prepare(pieces)
    return Tiles(pieces, owners, shapely.STRtree(pieces), _by_tile(pieces))


def _by_tile(pieces: NDArray[Any]) -> Mapping[tuple[float, float], NDArray[np.int64]]:
    west, south, east, north = shapely.bounds(pieces).reshape(-1, 4).T
    tiles: dict[tuple[float, float], list[int]] = {}
    for number, tile in enumerate(zip((west + east) / 2 // TILE, (south + north) / 2 // TILE, strict=True)):
        tiles.setdefault(tile, []).append(number)
    return {tile: np.array(numbers) for tile, numbers in tiles.items()}


def _clips(polygon: Any) -> list[Any]:
    west, south, east, north = shapely.bounds(polygon).tolist()
    found: list[Any] = []
    for column in np.arange(np.floor(west / TILE) * TILE, east, TILE).tolist():
        strip = polygon if column <= west and east <= column + TILE else _clip(polygon, column, -90, column + TILE, 90)
        found += [_clip(strip, column, row, column + TILE, row + TILE) for row in _rows(south, north)]
    return found


def _rows(south: float, north: float) -> list[float]:
    return [float(row) for row in np.arange(np.floor(south / TILE) * TILE, north, TILE)]


def _clip(polygon: Any, west: float, south: float, east: float, north: float) -> Any:
    return shapely.clip_by_rect(polygon, west, south, east, north)


def _degrees_of(latitude: float, metres: float) -> float:
    """The most degrees that so many metres from a place can span in any direction."""
    north = metres / METRES_PER_DEGREE * 1.01
    edge = abs(latitude) + north
    return 180.0 if edge >= 89 else min(180.0, north / cos(radians(edge)))


def _boxes(latitude: float, longitude: float, buffer: float) -> list[Any]:
    """Boxes that hold every place within the buffer, one of them beyond the antimeridian where it is near."""
    north = buffer / METRES_PER_DEGREE * 1.01
    east = _degrees_of(latitude, buffer)
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
