"""Adding up what collections hold: per unit, nothing twice, and with a list of what was left out and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vasculum.model.measure import Measure


@dataclass(frozen=True, slots=True)
class Holding:
    """A collection with the figures that count of what it holds; references are keys, empty where there is none."""

    key: str
    institution: str
    measures: tuple[Measure, ...] = ()
    discipline: str = ""
    part_of: str = ""
    alternate_of: str = ""
    incorporated_into: str = ""
    hosted_at: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A collection no total holds: `reason` is a code of the list `left_out`, `because` the collection counted instead."""

    key: str
    reason: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A collection kept by another institution, which may have counted it in the figures `within`.

    `is_counted` tells whether it has a figure of its own in the total, so that it may be there twice.
    """

    key: str
    keeper: str
    within: tuple[str, ...]
    is_counted: bool


@dataclass(frozen=True, slots=True)
class Total:
    """What figures in one unit make together.

    `best` adds the best values alone, None where there is none. `low` is a floor: a figure without a low counts with its best.
    `high` is None as soon as one figure is open above ("more than"). `without_margins` says for how many of the figures nobody
    stated margins, so that floor and ceiling are no more than the sum of what is known; `rounding` is what half a step of
    the printed digits of those would move. `earliest` and `latest` are the dates of the figures that have one.
    """

    unit: str
    low: int
    best: int | None
    high: int | None
    figures: int
    without_best: int
    without_margins: int
    rounding: int
    earliest: str
    latest: str
    bases: frozenset[str]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals by unit, what they leave out, and what they may hold twice."""

    by_unit: Mapping[str, Total] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    overlaps: tuple[Overlap, ...] = ()


def totals(holdings: Sequence[Holding]) -> Totals:
    """Adds the figures of collections by unit.

    A collection whose whole, other form or successor is among `holdings` with a figure is inside that one and not added again;
    where the whole has no figure, its parts are added instead. Units are never mixed.

    >>> garden = Holding("plants", "garden", (Measure("held", "sheets", best=500, qualifier="about"),))
    >>> ferns = Holding("ferns", "garden", (Measure("held", "sheets", best=90),), part_of="plants")
    >>> found = totals([garden, ferns, Holding("seeds", "garden")])
    >>> found.by_unit["sheets"].best, [(each.key, each.reason) for each in found.left_out]
    (500, [('ferns', 'part'), ('seeds', 'none')])
    """
    by_key = {each.key: each for each in holdings}
    left_out: list[LeftOut] = []
    counted: list[Holding] = []
    for each in holdings:
        omission = _omission(each, by_key)
        if omission:
            left_out.append(omission)
        else:
            counted.append(each)
    return Totals(_by_unit(counted), tuple(left_out), tuple(_overlaps(holdings, counted)))


def _omission(each: Holding, by_key: Mapping[str, Holding]) -> LeftOut | None:
    for reason, field_name in (("part", "part_of"), ("alternate", "alternate_of"), ("incorporated", "incorporated_into")):
        instead = _counted_above(each, field_name, by_key)
        if instead:
            return LeftOut(each.key, reason, instead)
    if _has_figure(each):
        return None
    qualifiers = [measure.qualifier for measure in each.measures]
    return LeftOut(each.key, next((q for q in qualifiers if q in {"unknown", "pro_memoria"}), "none"))


def _counted_above(each: Holding, field_name: str, by_key: Mapping[str, Holding]) -> str:
    """The nearest collection that holds this one and has a figure; a circle of references ends the climb."""
    seen = {each.key}
    key: str = getattr(each, field_name)
    while key in by_key and key not in seen:
        seen.add(key)
        if _has_figure(by_key[key]):
            return key
        key = by_key[key].part_of
    return ""


def _has_figure(each: Holding) -> bool:
    return any(measure.is_figure for measure in each.measures)


def _by_unit(counted: Iterable[Holding]) -> dict[str, Total]:
    figures: defaultdict[str, list[tuple[str, Measure]]] = defaultdict(list)
    for each in counted:
        for measure in each.measures:
            if measure.is_figure:
                figures[measure.unit].append((each.key, measure))
    return {unit: total_of(unit, figures[unit]) for unit in sorted(figures)}


def total_of(unit: str, figures: Sequence[tuple[str, Measure]]) -> Total:
    """The total of figures in one unit, each with the key of what it is about; raises ValueError for another unit among them."""
    measures = [measure for _, measure in figures]
    if any(measure.unit != unit for measure in measures):
        raise ValueError(f"only {unit} may be added here")
    bests = [measure.best for measure in measures if measure.best is not None]
    highs = [measure.best if measure.high is None else measure.high for measure in measures]
    bare = [measure for measure in measures if measure.low is None and measure.high is None]
    dates = sorted(measure.as_of for measure in measures if measure.as_of)
    return Total(
        unit,
        sum((measure.best or 0) if measure.low is None else measure.low for measure in measures),
        sum(bests) if bests else None,
        None if None in highs else sum(filter(None, highs)),
        len(measures),
        len(measures) - len(bests),
        len(bare),
        sum((measure.printed_step or 0) // 2 for measure in bare),
        dates[0] if dates else "",
        dates[-1] if dates else "",
        frozenset(measure.basis for measure in measures),
        tuple(key for key, _ in figures),
    )


def together(parts: Sequence[Total]) -> Total:
    """What totals in one unit make together; raises ValueError for totals in several units, or for none.

    >>> sheets = total_of("sheets", [("a", Measure("held", "sheets", best=500)), ("b", Measure("held", "sheets", low=20))])
    >>> both = [total_of("sheets", [(key, measure)]) for key, measure in zip("ab", [Measure("held", "sheets", best=500),
    ...     Measure("held", "sheets", low=20)])]
    >>> together(both) == sheets
    True
    """
    (unit,) = {each.unit for each in parts}
    bests = [each.best for each in parts if each.best is not None]
    highs = [each.high for each in parts]
    return Total(
        unit,
        sum(each.low for each in parts),
        sum(bests) if bests else None,
        None if None in highs else sum(filter(None, highs)),
        sum(each.figures for each in parts),
        sum(each.without_best for each in parts),
        sum(each.without_margins for each in parts),
        sum(each.rounding for each in parts),
        min((each.earliest for each in parts if each.earliest), default=""),
        max(each.latest for each in parts),
        frozenset().union(*(each.bases for each in parts)),
        tuple(key for each in parts for key in each.keys),
    )


def _overlaps(holdings: Sequence[Holding], counted: Sequence[Holding]) -> Iterable[Overlap]:
    owned: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for each in counted:
        owned[each.institution, each.discipline].append(each.key)
    keys = {each.key for each in counted}
    for each in holdings:
        within = owned[each.hosted_at, each.discipline] if each.hosted_at and each.hosted_at != each.institution else []
        if within:
            yield Overlap(each.key, each.hosted_at, tuple(within), each.key in keys)
