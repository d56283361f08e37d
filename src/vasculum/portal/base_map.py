"""The base map: land and countries from the boundaries installed at set-up, as one GeoJSON document.

World-atlas, Natural Earth in TopoJSON (https://github.com/topojson/topojson-specification); names of countries from CLDR.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import orjson
import pycountry
import shapely  # type: ignore[import-untyped]

from vasculum.terms.messages import LANGUAGES
from vasculum.web.writing import country

DIGITS = 2
SOUTHMOST = -89.0
VERSION = 2
TOLERANCES = {"coarse": 0.1, "fine": 0.0}

Ring = list[tuple[float, float]]
Feature = Mapping[str, Any]


def base_map(folder: Path, detail: str = "fine") -> bytes:
    """The GeoJSON document, made once and kept in a folder; without countries where no boundaries are installed.

    `detail` is a key of TOLERANCES: a coarse coast is at the most so many degrees beside the true one.
    """
    cached = folder / f"base-map-{detail}-{VERSION}.json"
    try:
        return cached.read_bytes()
    except FileNotFoundError:
        return _kept(cached, TOLERANCES[detail])


def _kept(cached: Path, tolerance: float) -> bytes:
    made = orjson.dumps({"type": "FeatureCollection", "features": list(_features(tolerance))})
    cached.parent.mkdir(parents=True, exist_ok=True)
    aside = cached.with_suffix(f".{os.getpid()}")
    aside.write_bytes(made)
    aside.replace(cached)
    return made


def _features(tolerance: float) -> Iterator[Feature]:
    try:
        topology = orjson.loads(files("vasculum.terms").joinpath("boundaries/countries-50m.json").read_bytes())
    except FileNotFoundError:
        return
    arcs = [_line(arc, topology["transform"]) for arc in topology["arcs"]]
    drawn = [_simpler(arc, tolerance) for arc in arcs] if tolerance else arcs
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = list(_polygons(shape, drawn)) or list(_polygons(shape, arcs))
        code = _alpha_2(str(shape.get("id", "")))
        if polygons:
            yield _feature({"type": "MultiPolygon", "coordinates": polygons}, {"kind": "country", "code": code})
        if polygons and code:
            yield _label(polygons, code)


def _line(arc: Sequence[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> Ring:
    """An arc in degrees: its points are written as differences in whole steps."""
    (width, height), (west, south) = transform["scale"], transform["translate"]
    columns, rows = accumulate(point[0] for point in arc), accumulate(point[1] for point in arc)
    degrees = [(round(x * width + west, DIGITS), round(y * height + south, DIGITS)) for x, y in zip(columns, rows, strict=True)]
    return [point for number, point in enumerate(degrees) if number == 0 or point != degrees[number - 1]]


def _simpler(line: Ring, tolerance: float) -> Ring:
    """A line with fewer points and the same ends, so that the borders of neighbours still meet."""
    if len(line) < 3:
        return line
    kept = shapely.LineString(line).simplify(tolerance, preserve_topology=False).coords
    return [(longitude, latitude) for longitude, latitude in kept]


def _polygons(shape: Mapping[str, Any], arcs: Sequence[Ring]) -> Iterator[list[Ring]]:
    held = shape.get("arcs", ())
    for polygon in [held] if shape["type"] == "Polygon" else held:
        rings = [_ring(ring, arcs) for ring in polygon]
        kept = [ring for ring in rings if len(ring) > 3]
        if kept:
            yield kept


def _ring(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """The arcs of a ring one after another; a negative number means the arc backwards."""
    lines = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return _unrolled([*lines[0], *(point for line in lines[1:] for point in line[1:])])


def _unrolled(ring: Ring) -> Ring:
    """A ring that goes on beyond 180 degrees instead of jumping to the other side; one around the pole is closed along it."""
    turn, unrolled = 0, [ring[0]]
    for (before, _), (longitude, latitude) in pairwise(ring):
        turn += 360 * ((before - longitude > 180) - (longitude - before > 180))
        unrolled.append((round(longitude + turn, DIGITS), latitude))
    if not turn:
        return unrolled
    pole = SOUTHMOST if unrolled[0][1] < 0 else -SOUTHMOST
    return [*unrolled, (unrolled[-1][0], pole), (unrolled[0][0], pole), unrolled[0]]


def _label(polygons: Sequence[Sequence[Ring]], code: str) -> Feature:
    """A point for the name of a country, in its largest part; `size` tells how soon it is worth showing."""
    largest = max((shapely.Polygon(polygon[0]) for polygon in polygons), key=lambda part: part.area)
    middle = shapely.make_valid(largest).representative_point()
    at = [round(middle.x, DIGITS), round(middle.y, DIGITS)]
    names = {f"name_{language}": country(code, language) for language in LANGUAGES}
    return _feature({"type": "Point", "coordinates": at}, {"kind": "label", "size": round(largest.area, 1), **names})


def _feature(geometry: Mapping[str, Any], properties: Mapping[str, Any]) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


@cache
def _alpha_2(numeric: str) -> str:
    found = pycountry.countries.get(numeric=numeric.zfill(3))
    return str(found.alpha_2) if found else ""
