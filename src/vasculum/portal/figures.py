"""The figures of the home page: one question to the index, put in words and bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vasculum.search.query import Bucket, Page, Query
from vasculum.specimens import labels, queries
from vasculum.web.addresses import with_parameters
from vasculum.web.charts import Columns, Point, columns, shares

COUNTED = ("institution", "country", "hasMedia", "discipline", "decade", "midsLevel", "typeStatus")
FIRST_DECADE, LAST_DECADE = 1750, 2030


@dataclass(frozen=True, slots=True)
class Figures:
    """What the home page tells of the whole node."""

    total: int
    institutions: int
    countries: int
    with_image: int
    types: int
    disciplines: list[tuple[Point, float]]
    levels: list[tuple[Point, float]]
    decades: Columns
    by_decade: list[Point]


def figures(search_path: str) -> Figures:
    """The figures of everything in the node; their bars lead to `search_path`."""
    page = queries.find_beside(Query(size=0), COUNTED)
    by_decade = _decades(page.facets["decade"], search_path)
    return Figures(
        total=page.total,
        institutions=len(page.facets["institution"]),
        countries=len(page.facets["country"]),
        with_image=_count(page, "hasMedia", "true"),
        types=sum(bucket.count for bucket in page.facets["typeStatus"]),
        disciplines=shares(_points("discipline", page.facets["discipline"], search_path)),
        levels=shares(_levels(page.facets["midsLevel"], search_path), page.total),
        decades=columns(by_decade),
        by_decade=[point for point in by_decade if point.count],
    )


def _count(page: Page, facet: str, value: str) -> int:
    return next((bucket.count for bucket in page.facets[facet] if bucket.value == value), 0)


def _points(facet: str, buckets: Sequence[Bucket], path: str) -> list[Point]:
    return [_point(facet, bucket.value, bucket.count, path) for bucket in buckets]


def _point(facet: str, value: str, count: int, path: str) -> Point:
    return Point(labels.value_label(facet, value), count, with_parameters(path, {facet: [value]}))


def _levels(buckets: Sequence[Bucket], path: str) -> list[Point]:
    counts = _counts(buckets)
    return [_point("midsLevel", str(level), counts.get(str(level), 0), path) for level in range(-1, 4)]


def _decades(buckets: Sequence[Bucket], path: str) -> list[Point]:
    counts = _counts(buckets)
    known = [int(value) for value in counts if value.isdigit() and FIRST_DECADE <= int(value) <= LAST_DECADE]
    if not known:
        return []
    span = range(min(known), max(known) + 10, 10)
    return [Point(str(decade), counts.get(str(decade), 0), with_parameters(path, {"decade": [str(decade)]})) for decade in span]


def _counts(buckets: Sequence[Bucket]) -> Mapping[str, int]:
    return {bucket.value: bucket.count for bucket in buckets}
