"""Totals in one unit of several things counted, in a few questions: what the dashboard says of digitisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from vasculum.model.measure import Measure as Told
from vasculum.registry.measuring import CHUNK
from vasculum.registry.models import Measure
from vasculum.registry.sums import FIGURE, Chosen, chosen, told
from vasculum.registry.totals import Total, total_of

REFERENCES = ("part_of", "alternate_of", "incorporated_into")
Wholes = Mapping[int, tuple[int | None, ...]]
Stated = frozenset[tuple[str, int]]


def declared_in(choice: Chosen, unit: str, kinds: Sequence[str]) -> dict[str, Total]:
    """The same totals as `vasculum.registry.sums.totals_of` gives for each kind in one unit; kinds nobody stated are left out."""
    current = Measure.objects.filter(is_current=True, counted__in=kinds, collection__in=chosen(choice))
    wholes = _wholes(choice)
    stated = _stated(choice, kinds, wholes)
    figures: defaultdict[str, list[tuple[str, Told]]] = defaultdict(list)
    rows = current.filter(unit=unit).order_by("collection_id", "pk").values_list("collection_id", "collection__key", *FIGURE)
    for pk, key, *values in rows:
        figure = told(*values)
        if figure.is_figure and not _is_inside(pk or 0, figure.counted, wholes, stated):
            figures[figure.counted].append((key or "", figure))
    return {kind: total_of(unit, figures[kind]) for kind in kinds if figures[kind]}


def _stated(choice: Chosen, kinds: Sequence[str], wholes: Wholes) -> Stated:
    """Which kinds are stated of the chosen collections that others are inside of."""
    above = sorted({whole for each in wholes.values() for whole in each if whole})
    found: set[tuple[str, int]] = set()
    for start in range(0, len(above), CHUNK):
        pks = list(chosen(choice).filter(pk__in=above[start : start + CHUNK]).values_list("pk", flat=True))
        current = Measure.objects.filter(is_current=True, counted__in=kinds, collection_id__in=pks)
        rows = current.values_list("counted", "collection_id", *FIGURE[2:5])
        found |= {(kind, pk) for kind, pk, *values in rows if pk and any(value is not None for value in values)}
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
