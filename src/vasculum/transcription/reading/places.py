"""Points and boxes: those that lie together, the one in their middle, and how far they spread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import asin, cos, isfinite, radians, sin, sqrt
from statistics import median
from typing import NamedTuple

import orjson

from vasculum.interpret.coordinates_text import read_coordinates

EARTH = 6_371_008.8
OVERLAP = 0.5
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


class Point(NamedTuple):
    """Degrees north and east, how far off it may be in metres, and the datum as written."""

    north: float
    east: float
    uncertainty: float = 0.0
    datum: str = ""


class Box(NamedTuple):
    """The edges of a region of an image in pixels."""

    left: float
    top: float
    right: float
    bottom: float


def point_of(text: str) -> Point | None:
    """The place that a text of coordinates means, with the uncertainty and datum behind it in brackets; None where it means none.

    >>> point_of("50.929, 4.327 (30 m; WGS84)")
    Point(north=50.929, east=4.327, uncertainty=30.0, datum='wgs84')
    """
    bare, _, behind = text.partition("(")
    north, east = read_coordinates(bare.strip()).values[:2]
    if north is None or east is None:
        return None
    metres = re.search(r"(\d+(?:\.\d+)?)\s*m\b", behind)
    datum = re.search(r"[A-Za-z][A-Za-z0-9 ]*\d", behind)
    return Point(north, east, float(metres[1]) if metres else 0.0, datum[0].casefold().replace(" ", "") if datum else "")


def distance(one: Point, other: Point) -> float:
    """Metres over the sphere between two points.

    >>> round(distance(Point(50, 4), Point(51, 4)))
    111195
    """
    north, east = radians(other.north - one.north) / 2, radians(other.east - one.east) / 2
    half = sin(north) ** 2 + cos(radians(one.north)) * cos(radians(other.north)) * sin(east) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def near(one: Point, other: Point, reach: float) -> bool:
    """Whether two points are one place: within the reach or the larger stated uncertainty, and no datum differs."""
    if one.datum and other.datum and one.datum != other.datum:
        return False
    return distance(one, other) <= max(reach, one.uncertainty, other.uncertainty)


def middle(points: Sequence[Point]) -> tuple[int, float]:
    """Which point has the least way to all others, and the metres from it that cover them all."""
    sums = [(round(sum(distance(one, other) for other in points), 6), *one, at) for at, one in enumerate(points)]
    best = int(min(sums)[-1])
    return best, max(distance(points[best], other) + other.uncertainty for other in points)


def box_of(text: str) -> Box | None:
    """The box that a text means: JSON with x, y, width and height, or the four numbers; None where it means none.

    >>> box_of('{"x": 1, "y": 2, "width": 10, "height": 20}') == box_of("xywh=1,2,10,20")
    True
    """
    numbers = _of_json(text) if text.startswith("{") else [float(each) for each in _NUMBERS.findall(text)]
    if len(numbers) != 4 or not all(map(isfinite, numbers)) or numbers[2] <= 0 or numbers[3] <= 0:
        return None
    left, top, width, height = numbers
    return Box(left, top, left + width, top + height)


def _of_json(text: str) -> list[float]:
    try:
        told = orjson.loads(text)
        return [float(told[name]) for name in ("x", "y", "width", "height")]
    except (ValueError, KeyError, TypeError):
        return []


def overlapping(one: Box, other: Box) -> bool:
    """Whether two boxes share at least half of what they cover together."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return False
    return width * height >= OVERLAP * (_area(one) + _area(other) - width * height)


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def median_box(boxes: Sequence[Box]) -> str:
    """The box whose edges lie in the middle of those of all, as `xywh=`.

    >>> median_box([Box(0, 0, 10, 10), Box(1, 0, 11, 10), Box(1, 1, 11, 11)])
    'xywh=1,0,10,10'
    """
    left, top, right, bottom = (median(edges) for edges in zip(*boxes, strict=True))
    return f"xywh={left:g},{top:g},{right - left:g},{bottom - top:g}"
