"""Areas on the map: boxes and polygons as they are written in an address, and the cells that cover them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely  # type: ignore[import-untyped]

from vasculum.search import cells
from vasculum.search.query import QueryError

MOST_CORNERS = 500
_WHOLE_EARTH = shapely.box(-180, -90, 180, 90)
_WKT = r"(MULTI)?POLYGON[-0-9.,()\s]+"
_NUMBER = r"-?\d{1,3}(?:\.\d{1,15})?"


@dataclass(frozen=True, slots=True)
class Box:
    """West, south, east and north in degrees; west is greater than east where the box crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    @property
    def shape(self) -> shapely.Geometry:
        """The box as an area; one that crosses the antimeridian has none, its parts have."""
        return shapely.box(self.west, self.south, self.east, self.north)

    @property
    def parts(self) -> tuple[Box, ...]:
        """The box itself, or its two sides of the antimeridian."""
        if self.west <= self.east:
            return (self,)
        return Box(self.west, self.south, 180, self.north), Box(-180, self.south, self.east, self.north)


def read_box(text: str) -> Box:
    """The box written as `west,south,east,north`; raises QueryError.

    A box that goes on beyond 180 degrees, as a map gives it, is brought back; one that goes all around has no sides.

    >>> read_box("2.5,49.5,6.4,51.5")
    Box(west=2.5, south=49.5, east=6.4, north=51.5)
    >>> read_box("170,-50,190,-30").parts
    (Box(west=170.0, south=-50.0, east=180, north=-30.0), Box(west=-180, south=-50.0, east=-170.0, north=-30.0))
    """
    if not re.fullmatch(rf"\s*{_NUMBER}(?:\s*,\s*{_NUMBER}){{3}}\s*", text, re.ASCII):
        raise QueryError("bbox: four numbers are needed: west,south,east,north in degrees")
    west, south, east, north = (float(part) + 0.0 for part in text.split(","))
    if not -90 <= south <= north <= 90:
        raise QueryError("bbox: south and north lie between -90 and 90, south before north")
    if east - west >= 360:
        return Box(-180.0, south, 180.0, north)
    return Box(_turned(west, -180.0), south, _turned(east, 180.0), north)


def _turned(longitude: float, edge: float) -> float:
    """A longitude within -180 and 180; the antimeridian itself stays on the side of `edge`."""
    if -180 <= longitude <= 180:
        return longitude
    turned = (longitude + 180) % 360 - 180
    return edge if turned == -180 else turned


def read_polygon(text: str) -> shapely.Geometry:
    """The area written as WKT (POLYGON or MULTIPOLYGON) or as a list of corners `lon lat,lon lat,…`; raises QueryError.

    What lies beyond 180 degrees is brought back to the other side.

    >>> read_polygon("2 49,7 49,7 52").equals(read_polygon("POLYGON((2 49, 7 49, 7 52, 2 49))"))
    True
    """
    written = text.strip() if text.strip()[:1].isalpha() else f"POLYGON(({_closed(text)}))"
    try:
        area = shapely.from_wkt(written) if re.fullmatch(_WKT, written, re.IGNORECASE | re.ASCII) else None
    except shapely.errors.ShapelyError:
        area = None
    if area is None:
        raise QueryError("polygon: WKT or a list of corners is needed: lon lat,lon lat,lon lat")
    _check(area)
    return _around_the_earth(shapely.make_valid(area, method="structure"))


def _closed(corners: str) -> str:
    each = [corner.strip() for corner in corners.split(",") if corner.strip()]
    return ", ".join(each if each and each[0] == each[-1] and len(each) > 3 else [*each, *each[:1]])


def _check(area: shapely.Geometry) -> None:
    if area.is_empty or area.has_z:
        raise QueryError("polygon: only a POLYGON or MULTIPOLYGON with an inside can be searched")
    if shapely.get_num_coordinates(area) > MOST_CORNERS:
        raise QueryError(f"polygon: it has more than {MOST_CORNERS} corners")
    west, south, east, north = area.bounds
    if not all(map(math.isfinite, area.bounds)) or west < -540 or east > 540 or south < -90 or north > 90:
        raise QueryError("polygon: longitudes lie between -180 and 180, latitudes between -90 and 90")


def _around_the_earth(area: shapely.Geometry) -> shapely.Geometry:
    west, _, east, _ = area.bounds
    turns = range(math.floor((west + 180) / 360), math.ceil((east + 180) / 360))
    parts = [shapely.transform(area, lambda xy, by=turn: xy - [360.0 * by, 0.0]) for turn in turns]
    whole = shapely.union_all([part.intersection(_WHOLE_EARTH) for part in parts])
    if whole.area == 0:
        raise QueryError("polygon: only a POLYGON or MULTIPOLYGON with an inside can be searched")
    return whole


@dataclass(frozen=True, slots=True)
class Cover:
    """The cells of an area as terms of the index: those wholly inside it, and those that its edge passes through."""

    inside: tuple[int, ...]
    edge: tuple[int, ...]


def cover(area: shapely.Geometry, most_on_the_edge: int) -> Cover:
    """The coarsest cells that fill an area, with about `most_on_the_edge` cells along its edge at the most."""
    shapely.prepare(area)
    inside: list[int] = []
    edge: cells.Numbers = np.arange(4 ** cells.LEVELS[0])
    for level, finer in zip(cells.LEVELS, (*cells.LEVELS[1:], None), strict=True):
        boxes = shapely.box(*cells.bounds(edge, level))
        full = shapely.covers(area, boxes)
        inside += [cells.term(level, int(cell)) for cell in edge[full]]
        edge = edge[~full & shapely.intersects(area, boxes)]
        if finer is None or len(edge) * 2 ** (finer - level) > most_on_the_edge:
            break
        edge = np.add.outer(edge << 2 * (finer - level), np.arange(4 ** (finer - level))).ravel()
    return Cover(tuple(inside), tuple(cells.term(level, int(cell)) for cell in edge))


def within(area: shapely.Geometry, places: Sequence[int]) -> list[int]:
    """Those of some places that lie in an area."""
    numbers = np.array(places, dtype=np.int64)
    return [int(place) for place in numbers[shapely.intersects_xy(area, *cells.centres(numbers))]]
