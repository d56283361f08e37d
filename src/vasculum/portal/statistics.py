"""Charts of any answer: counts by decade, month, taxon, place, person and state, each drawn and told as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from vasculum.search.query import RANKS, Bucket, Page, Query
from vasculum.specimens import labels, queries
from vasculum.specimens.asking import parameters_of
from vasculum.web.addresses import with_parameters
from vasculum.web.charts import Columns, Point, columns, shares

FIRST_DECADE, LAST_DECADE = 1700, 2030
OVER_TIME = ("decade", "month")
BY_VALUE = (
    "discipline",
    "country",
    "subdivision",
    "collector",
    "determiner",
    "institution",
    "collection",
    "typeStatus",
    "preservation",
    "midsLevel",
)
MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: upright columns over time, or lying bars by value; `points` are its table, `beyond` the values not drawn."""

    facet: str
    title: str
    points: Sequence[Point]
    drawn: Columns | None
    bars: Sequence[tuple[Point, float]]
    beyond: int
    as_csv: str
    as_json: str


def charts(query: Query, path: str, by_value: Sequence[str] = BY_VALUE) -> list[Chart]:
    """The charts of an answer, those that tell values apart; each value leads to the search at `path` narrowed by it."""
    page = queries.find(
        replace(query, size=0, cursor="", sort="relevance"), tuple(dict.fromkeys((*OVER_TIME, *RANKS, *by_value)))
    )
    shown = dict.fromkeys((*OVER_TIME, *_telling_ranks(page), *by_value))
    drawn = [_chart(query, path, facet, page.facets[facet]) for facet in shown]
    return [chart for chart in drawn if len(chart.points) > 1]


def _telling_ranks(page: Page) -> list[str]:
    """The ranks at which the specimens differ."""
    return [rank for rank in RANKS if len(page.facets[rank]) > 1][-3:]


def _chart(query: Query, path: str, facet: str, buckets: Sequence[Bucket]) -> Chart:
    points = points_of(facet, buckets, {**parameters_of(query), "view": ["charts"]}, path)
    over_time = facet in OVER_TIME
    told = {**parameters_of(query), "facet": [facet]}
    return Chart(
        facet=facet,
        title=labels.facet_label(facet),
        points=[point for point in points if point.count],
        drawn=columns(points, width=400, height=130, most_ticks=5) if over_time else None,
        bars=() if over_time else shares(points[:MOST_BARS]),
        beyond=0 if over_time else max(0, len(points) - MOST_BARS),
        as_csv=with_parameters("/api/facets.csv", told),
        as_json=with_parameters("/api/facets", told),
    )


def points_of(facet: str, buckets: Sequence[Bucket], asked: Mapping[str, Sequence[str]], path: str) -> list[Point]:
    """The counts of a facet in the order in which they are drawn; between two decades none is left out."""
    counts = {bucket.value: bucket.count for bucket in buckets}
    values = _ORDERS.get(facet, list)(counts)
    return [
        Point(labels.value_label(facet, value), counts.get(value, 0), with_parameters(path, {**asked, facet: [value]}))
        for value in values
    ]


def _decades(counts: Mapping[str, int]) -> list[str]:
    known = [int(value) for value in counts if value.isdigit() and FIRST_DECADE <= int(value) <= LAST_DECADE]
    return [str(decade) for decade in range(min(known), max(known) + 10, 10)] if known else []


def _months(counts: Mapping[str, int]) -> list[str]:
    return [str(month) for month in range(1, 13)] if counts else []


def _levels(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=int)


_ORDERS: Mapping[str, Callable[[Mapping[str, int]], list[str]]] = {"decade": _decades, "month": _months, "midsLevel": _levels}
