"""Two searches side by side: what each finds, and how their specimens are spread, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from vasculum.portal.statistics import points_of
from vasculum.search.query import NARROWING, Bucket, Page, Query
from vasculum.specimens import labels, queries
from vasculum.specimens.asking import parameters_of, query_of
from vasculum.specimens.in_words import in_words
from vasculum.web.addresses import with_parameters

COMPARED = (
    "decade",
    "month",
    "discipline",
    "country",
    "family",
    "collector",
    "typeStatus",
    "midsLevel",
    "hasMedia",
    "hasCoordinates",
)
MOST_ROWS = 12
_KNOWN = {"q", "yearFrom", "yearTo", "sort", *NARROWING}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two searches: what was asked, in words, how many it finds, where it is."""

    asked: str
    words: str
    total: int
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One value in both searches: counts and shares in percent, and the width of their bars against the largest."""

    label: str
    counts: tuple[int, int]
    shares: tuple[float, float]
    widths: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Contrast:
    """One field compared."""

    facet: str
    title: str
    rows: Sequence[Row]


def read(asked: str) -> Query:
    """The question in one side of a comparison: the parameters of an address, or words; raises ParameterError."""
    asked = asked.strip().removeprefix("?")
    parameters = parse_qs(asked, max_num_fields=100) if "=" in asked else {}
    known = {name: values for name, values in parameters.items() if name in _KNOWN}
    return query_of(known if known else {"q": [asked]}, size=0)


def sides_and_contrasts(asked: Sequence[str], path: str) -> tuple[list[Side], list[Contrast]]:
    """Both searches and every field in which they can be compared; raises ParameterError and QueryError."""
    questions = [read(each) for each in asked]
    pages = [queries.find(question, COMPARED) for question in questions]
    sides = [
        Side(each, in_words(question), page.total, with_parameters(path, parameters_of(question)))
        for each, question, page in zip(asked, questions, pages, strict=True)
    ]
    contrasts = [_contrast(facet, pages) for facet in COMPARED]
    return sides, [contrast for contrast in contrasts if contrast.rows]


def _contrast(facet: str, pages: Sequence[Page]) -> Contrast:
    counts = [{bucket.value: bucket.count for bucket in page.facets[facet]} for page in pages]
    together = [Bucket(value, sum(each.get(value, 0) for each in counts)) for value in dict.fromkeys([*counts[0], *counts[1]])]
    together.sort(key=lambda bucket: -bucket.count)
    drawn = together if facet in {"decade", "month"} else together[:MOST_ROWS]
    points = points_of(facet, drawn, {}, "")
    by_label = {labels.value_label(facet, bucket.value): bucket.value for bucket in drawn}
    rows = [(point.label, [each.get(by_label.get(point.label, ""), 0) for each in counts]) for point in points]
    return Contrast(facet, labels.facet_label(facet), _rows(rows, [page.total for page in pages]))


def _rows(counted: Sequence[tuple[str, Sequence[int]]], totals: Sequence[int]) -> list[Row]:
    shared = [
        (label, counts, [100 * count / (total or 1) for count, total in zip(counts, totals, strict=True)])
        for label, counts in counted
    ]
    top = max((share for _, _, shares in shared for share in shares), default=0) or 1
    return [
        Row(label, (counts[0], counts[1]), (shares[0], shares[1]), (100 * shares[0] / top, 100 * shares[1] / top))
        for label, counts, shares in shared
    ]
