"""The questions of `./run bench portal`: of every kind that visitors ask, made from the values that the node has."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

from vasculum.search.query import FILTERS, Query, Tile

FACETS = ("institution", "country", "family", "decade", "midsLevel", "basisOfRecord")
EACH = 10
WORDS = ("bois", "railway", "kanaal", "colline", "vallée", "duinen", "route", "terril", "environs", "borne", "post", "parcelle")
SPANS = ("1850..1900", "1900..1930", "1925..1975", "1880..1990", "1700..1850")
DEEPEST = 14


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the kind it is of."""

    kind: str
    query: Query

    @property
    def address(self) -> str:
        """The address of its answer with six facets."""
        return address("/api/search", self.query, FACETS)


def address(path: str, query: Query, facets: Sequence[str] = ()) -> str:
    """Where a path answers a query."""
    asked: dict[str, Sequence[str]] = {**query.filters, "facet": list(facets)}
    if query.text:
        asked["q"] = [query.text]
    if query.cursor:
        asked |= {"cursor": [query.cursor], "sort": [query.sort]}
    elif query.sort != "relevance":
        asked["sort"] = [query.sort]
    return f"{path}?{urlencode(asked, doseq=True)}"


class Values:
    """The commonest values of each field, as the node counts them."""

    def __init__(self, catalogue: Any) -> None:
        self.page = catalogue.search(Query(size=0), FILTERS)

    def of(self, field: str) -> list[str]:
        """The values of a field, the commonest first."""
        return [bucket.value for bucket in self.page.facets[field]]


def questions(values: Values) -> list[Question]:
    """Questions of eight kinds, ten of each, all different."""
    draw = Random(7)
    found: dict[Any, Question] = {}
    for kind, queries in _kinds(values, draw).items():
        several = [*_different(queries)]
        draw.shuffle(several)
        for query in several[:EACH]:
            found.setdefault(str(query), Question(kind, query))
    return list(found.values())


def _different(queries: Iterator[Query]) -> list[Query]:
    return list({str(query): query for query in queries}.values())


def _kinds(values: Values, draw: Random) -> Mapping[str, Iterator[Query]]:
    return {
        "a name": (Query(" ".join(name.split()[:2])) for name in values.of("name")),
        "a word": (Query(f"{word} ") for word in WORDS),
        "a word and a person": (
            Query(f"{word} ", {"collector": (draw.choice(values.of("collector")),)}) for word in WORDS for _ in range(2)
        ),
        "a family and a country": (
            Query(filters={"family": (family,), "country": (country,)})
            for family in values.of("family")[:8]
            for country in values.of("country")[:4]
        ),
        "a country and years": (
            Query(filters={"country": (country,), "year": (span,)}) for country in values.of("country")[:6] for span in SPANS
        ),
        "half of all": _broad(values),
        "a box": (Query(filters={"bbox": (_box(draw),)}) for _ in range(EACH)),
        "one value": (
            Query(filters={field: (value,)}) for field in ("order", "decade", "preservation") for value in values.of(field)[:6]
        ),
    }


def _broad(values: Values) -> Iterator[Query]:
    """Two common values together, and long spans of years: nothing of it is worked out beforehand."""
    for kingdom in values.of("kingdom")[:1]:
        for licence in values.of("license")[:1]:
            yield Query(filters={"kingdom": (kingdom,), "license": (licence,)})
            yield Query(filters={"kingdom": (kingdom,), "license": (licence,), "hasMedia": ("false",)})
        for flag in ("hasMedia", "hasCoordinates"):
            yield from (Query(filters={"kingdom": (kingdom,), flag: (said,)}) for said in ("true", "false"))
    yield from (Query(filters={"year": (span,)}) for span in ("1850..1990", "1900..1999", "1800..1950"))
    yield Query(filters={"hasMedia": ("false",), "hasCoordinates": ("true",)})


def _box(draw: Random) -> str:
    west, south, size = draw.uniform(-5, 25), draw.uniform(-5, 50), draw.uniform(0.5, 8)
    return f"{west:.2f},{south:.2f},{west + size:.2f},{south + size:.2f}"


def half(values: Values) -> Query:
    """What about half of all specimens answer."""
    return Query(filters={"kingdom": (values.of("kingdom")[0],), "license": (values.of("license")[0],)})


def tiles(places: Sequence[tuple[float, float]]) -> list[Tile]:
    """The tiles of every zoom that hold some places, given by longitude and latitude."""
    found = [_tile(zoom, *place) for place in places for zoom in range(DEEPEST + 1)]
    return list(dict.fromkeys(found))


def _tile(zoom: int, longitude: float, latitude: float) -> Tile:
    sine = math.sin(math.radians(latitude))
    down = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return Tile(zoom, int((longitude + 180) / 360 * 2**zoom), int(down * 2**zoom))


def address_of_tile(tile: Tile, query: Query) -> str:
    """Where a tile of an answer is."""
    return address(f"/api/tiles/{tile.zoom}/{tile.column}/{tile.row}.mvt", query)
