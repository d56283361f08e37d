"""Totals in one unit of several things counted, in two questions: what the dashboard says of digitisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from vasculum.model.measure import Measure as Told
from vasculum.registry.models import Collection, Measure
from vasculum.registry.sums import FIGURE, Chosen, chosen, told
from vasculum.registry.totals import Total, total_of

REFERENCES = ("part_of", "alternate_of", "incorporated_into")
Wholes = Mapping[int, tuple[int | None, ...]]
Stated = frozenset[tuple[str, int]]


def declared_in(choice: Chosen, unit: str, kinds: Sequence[str]) -> dict[str, Total]:
    """The same totals as `vasculum.registry.sums.totals_of` gives for each kind in one unit; kinds nobody stated are left out."""
    current = Measure.objects.filter(is_current=True, counted__in=kinds, collection__in=chosen(choice))
    wholes, stated = (
        _wholes(choice),
        _stated(current.filter(_about_wholes()).values_list("counted", "collection_id", *FIGURE[2:5])),
    )
    figures: defaultdict[str, list[tuple[str, Told]]] = defaultdict(list)
    rows = current.filter(unit=unit).order_by("collection_id", "pk").values_list("collection_id", "collection__key", *FIGURE)
    for pk, key, *values in rows:
        figure = told(*values)
        if figure.is_figure and not _is_inside(pk or 0, figure.counted, wholes, stated):
            figures[figure.counted].append((key or "", figure))
    return {kind: total_of(unit, figures[kind]) for kind in kinds if figures[kind]}


def _about_wholes() -> Q:
    """Figures of collections that hold others, are another form of them, or took them up."""
    return Q(*(Q(collection__in=Collection.objects.exclude(**{name: None}).values(name)) for name in REFERENCES), _connector=Q.OR)


def _stated(rows: Iterable[tuple[str, int | None, int | None, int | None, int | None]]) -> Stated:
    return frozenset((kind, pk) for kind, pk, *values in rows if pk and any(value is not None for value in values))


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
