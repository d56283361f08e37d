"""What lies along an axis of the survey: how many parts of collections stand at each value, and what they count together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from vasculum.model.measure import Measure as Told
from vasculum.registry.axes import axis, path
from vasculum.registry.models import Allocation, Measure
from vasculum.registry.sums import FIGURE, Chosen, Revision, chosen, figures_of, revision, told
from vasculum.registry.totals import Total, total_of

SURVEY = Chosen(levels=("inventory", "palaeo"))
Figures = defaultdict[str, list[tuple[str, Told]]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of an axis with everything below it: its parts of collections, and what those count together, by unit.

    The empty code holds what has no value on this axis.
    """

    code: str
    parent: str
    parts: int
    totals: Mapping[str, Total]


def cells(name: str, choice: Chosen = SURVEY, counted: str = "held") -> tuple[Cell, ...]:
    """The values of an axis that occur in a choice, in the order of the axis, kept in memory until the registry changes.

    A figure of a whole collection is placed where the collection is not split over the axis, and only where no part has a figure
    of its own; the figures of parts are always placed.
    """
    return _cells(name, choice, counted, revision())


@lru_cache(maxsize=64)
def _cells(name: str, choice: Chosen, counted: str, revision: Revision) -> tuple[Cell, ...]:  # noqa: ARG001
    parts = Allocation.objects.filter(collection__in=chosen(choice)).values_list("pk", "collection_id", name)
    places = {pk: (collection, code) for pk, collection, code in parts}
    counts = Counter(step for _, code in places.values() for step in _steps(name, code))
    figures: Figures = defaultdict(list)
    for code, key, figure in _placed(places, choice, counted):
        for step in _steps(name, code):
            figures[step].append((key, figure))
    terms = axis(name)
    return tuple(
        Cell(code, terms[code].parent if code else "", counts[code], _by_unit(figures[code]))
        for code in ("", *terms)
        if counts[code]
    )


def _steps(name: str, code: str) -> tuple[str, ...]:
    return path(name, code) or ("",)


def _placed(places: Mapping[int, tuple[int, str]], choice: Chosen, counted: str) -> Iterator[tuple[str, str, Told]]:
    codes: defaultdict[int, set[str]] = defaultdict(set)
    for collection, code in places.values():
        codes[collection].add(code)
    current = Measure.objects.filter(is_current=True, counted=counted)
    of_parts = current.filter(allocation__collection__in=chosen(choice)).values_list("allocation_id", *FIGURE)
    divided: set[int] = set()
    for allocation, *values in of_parts:
        collection, code = places[allocation or 0]
        divided.add(collection)
        yield code, str(collection), told(*values)
    stated = figures_of(choice, counted)
    for whole in codes.keys() - divided:
        if len(codes[whole]) == 1:
            yield from ((next(iter(codes[whole])), str(whole), figure) for figure in stated.get(whole, ()))


def _by_unit(figures: list[tuple[str, Told]]) -> dict[str, Total]:
    by_unit: Figures = defaultdict(list)
    for key, figure in figures:
        if figure.is_figure:
            by_unit[figure.unit].append((key, figure))
    return {unit: total_of(unit, each) for unit, each in sorted(by_unit.items())}
