"""Totals in one unit of several things counted, in a few questions: what the dashboard says of digitisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from vasculum.model.measure import Measure as Told
from vasculum.registry.measuring import CHUNK
from vasculum.registry.models import Measure
from vasculum.registry.sums import FIGURE, Chosen, chosen, told
from vasculum.registry.totals import Total, together, total_of

REFERENCES = ("part_of", "alternate_of", "incorporated_into")
Wholes = Mapping[int, tuple[int | None, ...]]
Stated = frozenset[tuple[str, int]]
_NOT_CLOSED, _NO_MARGINS, _NO_FIGURE = Q(high=None, best=None), Q(low=None, high=None), Q(low=None, best=None, high=None)


def declared_in(choice: Chosen, unit: str, kinds: Sequence[str]) -> dict[str, Total]:
    """The same totals as `vasculum.registry.sums.totals_of` gives for each kind in one unit, without the keys of what is in them;
    kinds nobody stated are left out.

    The database adds up the collections that are inside no other; the others are looked at one by one.
    """
    figures = Measure.objects.filter(is_current=True, counted__in=kinds).exclude(_NO_FIGURE)
    parts: defaultdict[str, list[Total]] = defaultdict(list)
    for kind, total in (*_outside(choice, unit, figures), *_inside(choice, unit, figures)):
        parts[kind].append(total)
    return {kind: together(parts[kind]) for kind in kinds if parts[kind]}


def _outside(choice: Chosen, unit: str, figures: QuerySet[Measure]) -> Iterator[tuple[str, Total]]:
    """For every kind, date and basis the total of the collections that are inside no other."""
    alone = chosen(choice).filter(**dict.fromkeys(REFERENCES))
    rows = figures.filter(unit=unit, collection__in=alone).order_by().values_list("counted", "as_of", "basis")
    added = rows.annotate(
        lows=Sum(Coalesce("low", "best", 0)),
        bests=Sum("best"),
        highs=Sum(Coalesce("high", "best", 0)),
        figures=Count("pk"),
        without_best=Count("pk", filter=Q(best=None)),
        without_margins=Count("pk", filter=_NO_MARGINS),
        rounding=Coalesce(Sum(F("printed_step") / 2, filter=_NO_MARGINS), 0),
        open_above=Count("pk", filter=_NOT_CLOSED),
    )
    for kind, as_of, basis, low, best, high, count, bestless, bare, rounding, is_open in added:
        ceiling = None if is_open else high
        yield kind, Total(unit, low, best, ceiling, count, bestless, bare, rounding, as_of, as_of, frozenset({basis}), ())


def _inside(choice: Chosen, unit: str, figures: QuerySet[Measure]) -> Iterator[tuple[str, Total]]:
    """For every kind the total of the collections that are inside others, where none of those states a figure of the kind."""
    wholes = _wholes(choice)
    stated = _stated(choice, figures, wholes)
    own: defaultdict[str, list[tuple[str, Told]]] = defaultdict(list)
    for part in _chunks(wholes):
        for pk, *values in figures.filter(unit=unit, collection__in=part).order_by().values_list("collection_id", *FIGURE):
            figure = told(*values)
            if not _is_inside(pk or 0, figure.counted, wholes, stated):
                own[figure.counted].append(("", figure))
    yield from ((kind, replace(total_of(unit, listed), keys=())) for kind, listed in own.items())


def _chunks(pks: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(pks)
    yield from (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))


def _stated(choice: Chosen, figures: QuerySet[Measure], wholes: Wholes) -> Stated:
    """Which kinds are stated of the chosen collections that others are inside of."""
    found: set[tuple[str, int]] = set()
    for part in _chunks({whole for each in wholes.values() for whole in each if whole}):
        rows = figures.filter(collection__in=chosen(choice).filter(pk__in=part)).order_by()
        found |= {(kind, pk) for kind, pk in rows.values_list("counted", "collection_id") if pk}
    return frozenset(found)


def _wholes(choice: Chosen) -> Wholes:
    """For each chosen collection that is inside others: which, in the order of `REFERENCES`."""
    inside = chosen(choice).exclude(**dict.fromkeys(REFERENCES)).values_list("pk", *(f"{name}_id" for name in REFERENCES))
    return {pk: tuple(wholes) for pk, *wholes in inside}


def _is_inside(pk: int, kind: str, wholes: Wholes, stated: Stated) -> bool:
    """Whether a collection is inside another one that states a figure of the same kind."""
    return any(_stated_above(pk, whole, kind, wholes, stated) for whole in wholes.get(pk, ()) if whole)


def _stated_above(pk: int, whole: int | None, kind: str, wholes: Wholes, stated: Stated) -> bool:
    seen = {pk}
    while whole and whole not in seen:
        seen.add(whole)
        if (kind, whole) in stated:
            return True
        whole = wholes.get(whole, (None,))[0]
    return False
