"""How far a place is from the outline of a surface: bounds that are cheap, for questions about hundreds of kilometres."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import acos, cos, radians, sin
from typing import Any

import numpy as np
import shapely  # type: ignore[import-untyped]

from vasculum.interpret.boundaries_tiles import BEND, EARTH_RADIUS, METRES_PER_DEGREE

# The points of an outline follow each other at this many degrees or less.
STEP = 0.2
# So many metres may lie between a place on an outline and the nearest of its points.
SLACK = STEP / 2 * METRES_PER_DEGREE + BEND
# The blocks, in degrees, for which a bound is remembered, and how far a place may be from the middle of its own.
BLOCK = 1
REMEMBERED = 65_536
HALF_BLOCK = BLOCK * 0.7072 * METRES_PER_DEGREE


class Outline:
    """The outlines of some surfaces as points on a sphere."""

    def __init__(self, surfaces: Sequence[Any]) -> None:
        edges = shapely.segmentize(shapely.boundary(np.array(surfaces, dtype=object)), STEP)
        east, north = np.radians(shapely.get_coordinates(edges)).T
        self._points = np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)
        self._to_block = lru_cache(REMEMBERED)(self._to_middle)

    def is_near(self, latitude: float, longitude: float, metres: float) -> bool | None:
        """True when the outline is surely at most that far away, False when it surely is further; None in between."""
        from_block = self._to_block(int(latitude // BLOCK), int(longitude // BLOCK))
        found = _compared(from_block, metres, SLACK + HALF_BLOCK)
        return _compared(self._to_point(latitude, longitude), metres, SLACK) if found is None else found

    def _to_middle(self, row: int, column: int) -> float:
        return self._to_point((row + 0.5) * BLOCK, (column + 0.5) * BLOCK)

    def _to_point(self, latitude: float, longitude: float) -> float:
        """Metres to the nearest point of the outline; infinitely many where there is none."""
        if not self._points.size:
            return float("inf")
        north, east = radians(latitude), radians(longitude)
        here = np.array([cos(north) * cos(east), cos(north) * sin(east), sin(north)])
        return EARTH_RADIUS * acos(min(1.0, float((self._points @ here).max())))


def _compared(distance: float, metres: float, slack: float) -> bool | None:
    if distance > metres + slack:
        return False
    return True if distance < metres - slack else None
