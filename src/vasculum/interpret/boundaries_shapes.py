"""The shapes of countries and of land as their publishers draw them: GeoJSON of country-coder, TopoJSON of Natural Earth.

Both come from npm at set-up: `borders.json` of @rapideditor/country-coder (ISC; countries with their territorial waters),
`land-50m.json` and `countries-50m.json` of world-atlas (ISC; Natural Earth, public domain).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pycountry
import shapely  # type: ignore[import-untyped]
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon, shape  # type: ignore[import-untyped]

from vasculum.interpret.countries_names import codes

# Ground that the publisher gives to one state or none and others claim: Crimea, Northern Cyprus, the British bases on Cyprus.
CONTESTED: Mapping[str, frozenset[str]] = {
    "Q7835": frozenset({"RU", "UA"}),
    "Q23681": frozenset({"CY"}),
    "Q9143535": frozenset({"CY", "GB"}),
    "Q9206745": frozenset({"CY", "GB"}),
}


@dataclass(frozen=True, slots=True)
class Area:
    """A surface of the Earth, in degrees of longitude and latitude, and the ISO 3166-1 codes of those who may call it theirs."""

    codes: frozenset[str]
    surface: Any


def areas_of_countries(borders: Mapping[str, Any]) -> list[Area]:
    """The areas of countries with their territorial waters, out of country-coder's features.

    Ground that has a code of its own keeps it although its state is another: Svalbard is SJ, Bonaire is BQ.
    """
    drawn = [feature for feature in borders["features"] if feature["geometry"]]
    owners = [(_codes(feature["properties"]), shape(feature["geometry"])) for feature in drawn]
    return [Area(owner, surface) for owner, surface in owners if owner]


def _codes(properties: Mapping[str, Any]) -> frozenset[str]:
    contested = CONTESTED.get(properties["wikidata"])
    if contested:
        return contested
    said = (properties.get("iso1A2"), *properties.get("groups", ()), properties.get("country"))
    return frozenset([next(code for code in said if code in codes())]) if codes() & set(said) else frozenset()


def areas_of_topology(topology: Mapping[str, Any], name: str) -> list[Area]:
    """The surfaces of an object of a topology (TopoJSON 1.0, quantised); the codes follow from numeric ISO codes."""
    arcs = _arcs(topology)
    return [
        Area(_of_numeric(str(geometry.get("id", ""))), _surface(geometry, arcs))
        for geometry in topology["objects"][name]["geometries"]
        if geometry["type"] in ("Polygon", "MultiPolygon")
    ]


def _arcs(topology: Mapping[str, Any]) -> list[NDArray[np.float64]]:
    scale, origin = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + origin for arc in topology["arcs"]]


def _surface(geometry: Mapping[str, Any], arcs: Sequence[NDArray[np.float64]]) -> Any:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    drawn = [[_ring(ring, arcs) for ring in rings] for rings in polygons]
    whole = [[ring for ring in rings if len(ring) >= 4] for rings in drawn]
    return _repaired([Polygon(rings[0], rings[1:]) for rings in whole if rings])


def _repaired(polygons: Sequence[Any]) -> Any:
    """The polygons as one surface; those that are torn or touch others are repaired together, which costs much."""
    surface = MultiPolygon(polygons)
    if surface.is_valid:
        return surface
    one, other = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    torn = ~shapely.is_valid(polygons)
    torn[one[one != other]] = True
    mended = shapely.make_valid(MultiPolygon([polygon for polygon, bad in zip(polygons, torn, strict=True) if bad]))
    whole = [polygon for polygon, bad in zip(polygons, torn, strict=True) if not bad]
    return shapely.multipolygons([*whole, *polygons_of(mended)])


def _ring(ring: Sequence[int], arcs: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """The points of a ring; an arc with a negative number is walked backwards, and arcs share their ends."""
    walked = [arcs[at] if at >= 0 else arcs[~at][::-1] for at in ring]
    return np.concatenate([walked[0], *(arc[1:] for arc in walked[1:])])


@cache
def _numeric() -> Mapping[str, str]:
    return {country.numeric: country.alpha_2 for country in pycountry.countries}


def _of_numeric(number: str) -> frozenset[str]:
    code = _numeric().get(number.zfill(3))
    return frozenset({code}) if code else frozenset()


def polygons_of(surface: Any) -> list[Any]:
    """The polygons that a surface consists of; lines and points, which a repair may leave, have no surface."""
    parts = [part for whole in shapely.get_parts(surface) for part in shapely.get_parts(whole)]
    return [part for part in parts if part.geom_type == "Polygon"]
