"""Figures about one thing by date and source, side by side: which one counts, which were replaced, where they disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from vasculum.model.measure import Measure as Told
from vasculum.registry.models import Collection, Institution, Measure


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure among others about the same thing; `disagrees`: its range does not touch that of the one that counts."""

    told: Told
    is_current: bool
    is_superseded: bool
    disagrees: bool


def figures_of_collection(collection: Collection, counted: str = "held") -> list[Beside]:
    """Everything ever said of what a collection holds, the newest first."""
    return _beside(Measure.objects.filter(collection=collection, counted=counted))


def every_figure_of(collection: Collection) -> dict[str, list[Beside]]:
    """Everything ever said of a collection, by what is counted, each the newest first."""
    groups: dict[str, list[Measure]] = {}
    for row in _with_replacement(Measure.objects.filter(collection=collection)):
        groups.setdefault(row.counted, []).append(row)
    return {counted: _compared(rows) for counted, rows in groups.items()}


def figures_of_institution(institution: Institution | None) -> dict[str, list[Beside]]:
    """What is said of an institution itself (None: of the consortium), by the thing it is about; nothing of it is added up."""
    about = Measure.objects.filter(institution=institution, collection=None, allocation=None)
    groups: dict[str, list[Measure]] = {}
    for row in _with_replacement(about):
        groups.setdefault(row.quantity or row.what.get("en", row.counted), []).append(row)
    return {thing: _compared(rows) for thing, rows in groups.items()}


def _beside(rows: QuerySet[Measure]) -> list[Beside]:
    return _compared(_with_replacement(rows))


def _with_replacement(rows: QuerySet[Measure]) -> list[Measure]:
    replaced = Exists(Measure.objects.filter(supersedes=OuterRef("pk")))
    return list(rows.annotate(is_superseded=replaced).order_by("-is_current", "-as_of", "pk"))


def _compared(rows: Iterable[Measure]) -> list[Beside]:
    listed = list(rows)
    counting = [row.plain for row in listed if row.is_current]
    return [
        Beside(
            row.plain,
            row.is_current,
            bool(getattr(row, "is_superseded", False)),
            any(_apart(row.plain, each) for each in counting),
        )
        for row in listed
    ]


def _apart(one: Told, other: Told) -> bool:
    """Whether two figures in the same unit cannot both be right, each within its margins and its printed digits."""
    if one.unit != other.unit or not one.is_figure or not other.is_figure:
        return False
    (low, high), (other_low, other_high) = reach(one), reach(other)
    return (high is not None and high < other_low) or (other_high is not None and other_high < low)


def reach(told: Told) -> tuple[float, float | None]:
    """From where to where a figure can be meant: its margins, else half a step of its printed digits; None is open above.

    >>> reach(Told("held", best=50_000, printed_step=1000)), reach(Told("held", low=6600)), reach(Told("held", high=25_000))
    ((49500.0, 50500.0), (6600, None), (0, 25000))
    """
    half = (told.printed_step or 0) / 2
    low = told.low if told.low is not None else (told.best - half if told.best is not None else 0)
    high = told.high if told.high is not None else (told.best + half if told.best is not None else None)
    return low, high
