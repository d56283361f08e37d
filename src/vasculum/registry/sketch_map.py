"""Small maps drawn by the node itself: outlines of countries around some places, as paths of SVG.

Outlines: world-atlas, Natural Earth (public domain), installed at set-up; a node without them draws the places alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import orjson
import shapely  # type: ignore[import-untyped]

from vasculum.interpret.boundaries_shapes import Area, areas_of_topology, polygons_of

WIDTH = 640.0
LEAST_SPAN = 1.2
MARGIN = 0.25

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Something to put on a map: decimal degrees, a label, and the address it leads to."""

    longitude: float
    latitude: float
    label: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in units of the drawing."""

    x: float
    y: float
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """A map of `WIDTH` by `height` units: outlines as the data of a path, and marks upon them."""

    width: float
    height: float
    outlines: Sequence[str]
    marks: Sequence[Mark]


def sketch(places: Sequence[Place]) -> Sketch | None:
    """A map of all the places with some ground around them; none without places."""
    if not places:
        return None
    box = _box(places)
    height = round(WIDTH * (box[3] - box[1]) / ((box[2] - box[0]) * _squeeze(box)), 1)
    marks = [Mark(*_at(place.longitude, place.latitude, box, height), place.label, place.address) for place in places]
    return Sketch(WIDTH, height, _outlines(box, height), marks)


def _box(places: Sequence[Place]) -> Box:
    """West, south, east and north around the places in tenths of a degree, never narrower than `LEAST_SPAN` degrees."""
    longitudes, latitudes = [each.longitude for each in places], [each.latitude for each in places]
    west, east = _widened(min(longitudes), max(longitudes), 1.6)
    south, north = _widened(min(latitudes), max(latitudes), 1.0)
    return west, max(south, -85.0), east, min(north, 85.0)


def _widened(first: float, last: float, least: float) -> tuple[float, float]:
    span = max(last - first, LEAST_SPAN * least)
    middle, reach = (first + last) / 2, span * (0.5 + MARGIN)
    return math.floor((middle - reach) * 10) / 10, math.ceil((middle + reach) * 10) / 10


def _squeeze(box: Box) -> float:
    """How much shorter a degree of longitude is than one of latitude there."""
    return math.cos(math.radians((box[1] + box[3]) / 2))


def _at(longitude: float, latitude: float, box: Box, height: float) -> tuple[float, float]:
    west, south, east, north = box
    return round(WIDTH * (longitude - west) / (east - west), 1), round(height * (north - latitude) / (north - south), 1)


@lru_cache(maxsize=64)
def _outlines(box: Box, height: float) -> tuple[str, ...]:
    paths = []
    for area in _countries():
        seen = shapely.clip_by_rect(area.surface, *box)
        if not seen.is_empty:
            rings = [ring for polygon in polygons_of(seen) for ring in (polygon.exterior, *polygon.interiors)]
            paths.append("".join(_path(ring, box, height) for ring in rings))
    return tuple(path for path in paths if path)


def _path(ring: Any, box: Box, height: float) -> str:
    points = [_at(x, y, box, height) for x, y in ring.coords]
    kept = [point for number, point in enumerate(points) if not number or point != points[number - 1]]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z" if len(kept) > 3 else ""


@cache
def _countries() -> tuple[Area, ...]:
    try:
        topology = orjson.loads(files("vasculum.terms").joinpath("boundaries/countries-50m.json").read_bytes())
    except FileNotFoundError:
        return ()
    return tuple(areas_of_topology(topology, "countries"))
