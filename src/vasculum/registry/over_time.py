"""How what is known of a holding grew: for each year the newest figure of every collection up to then, added up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from vasculum.registry.models import Measure
from vasculum.registry.sums import Chosen, Revision, revision, totals_of

Bounds = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Known:
    """What was known at the end of a year; `stated` counts the figures of that very year, `figures` those added up.

    `high` is None as soon as one figure is open above.
    """

    year: str
    low: int
    best: int
    high: int | None
    figures: int
    stated: int


@dataclass(frozen=True, slots=True)
class OverTime:
    """The years with a figure, the oldest first; figures without a date, `undated` of them, count as older than any with."""

    years: tuple[Known, ...] = ()
    undated: int = 0


def over_time(choice: Chosen, unit: str, counted: str = "held") -> OverTime:
    """What was known of the collections that count in today's total in one unit, year by year."""
    return _over_time(choice, unit, counted, revision())


@lru_cache(maxsize=64)
def _over_time(choice: Chosen, unit: str, counted: str, revision: Revision) -> OverTime:  # noqa: ARG001
    total = totals_of(choice, counted).by_unit.get(unit)
    return _summed(_figures(set(total.keys), unit, counted)) if total else OverTime()


def _figures(keys: set[str], unit: str, counted: str) -> list[tuple[str, str, Bounds]]:
    """Year, collection and bounds of the declared figures, in the order in which they were stated; without a date first."""
    rows = Measure.objects.filter(counted=counted, unit=unit, standing="declared", collection__isnull=False).order_by("pk")
    told = rows.values_list("collection__key", "as_of", "low", "best", "high")
    found = [(_year(as_of), key, as_of, (low, best, high)) for key, as_of, low, best, high in told if key in keys]
    found.sort(key=lambda each: each[2].rpartition("/")[2])
    return [(year, key, bounds) for year, key, _, bounds in found if bounds != (None, None, None)]


def _year(as_of: str) -> str:
    """The year in which a figure's date ends.

    >>> _year("2021/2022"), _year("2024-12-12"), _year("")
    ('2022', '2024', '')
    """
    return as_of.rpartition("/")[2][:4]


def _summed(figures: list[tuple[str, str, Bounds]]) -> OverTime:
    latest: dict[str, Bounds] = {}
    stated: defaultdict[str, int] = defaultdict(int)
    at_end: dict[str, Known] = {}
    sums = [0, 0, 0, 0]
    for year, key, bounds in figures:
        _exchange(sums, latest.get(key), bounds)
        latest[key] = bounds
        stated[year] += 1
        low, best, high, is_open = sums
        at_end[year] = Known(year, low, best, None if is_open else high, len(latest), stated[year])
    return OverTime(tuple(each for year, each in at_end.items() if year), stated[""])


def _exchange(sums: list[int], old: Bounds | None, new: Bounds) -> None:
    """Takes the old figure of a collection out of the sums of low, best, high and of those open above, and puts the new in."""
    for sign, bounds in ((-1, old), (1, new)):
        if bounds is not None:
            low, best, high = bounds
            most = high if high is not None else best
            parts = (low if low is not None else best or 0, best or 0, most or 0, most is None)
            for place, part in enumerate(parts):
                sums[place] += sign * part
