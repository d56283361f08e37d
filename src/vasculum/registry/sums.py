"""What the pages ask about sizes: totals of chosen collections, split by an axis, and figures about one thing side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from vasculum.model.measure import Measure as Told
from vasculum.registry.models import Collection, Measure
from vasculum.registry.totals import Holding, Total, Totals, total_of, totals

_COLLECTION = (
    "pk",
    "key",
    "institution__key",
    "discipline",
    "part_of__key",
    "alternate_of__key",
    "incorporated_into__key",
    "hosted_at__key",
)
FIGURE = ("counted", "unit", "low", "best", "high", "qualifier", "basis", "as_of", "printed_step")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which collections are meant: empty means all; `levels` are those of `vasculum.registry.models.Collection.level`.

    A consortium described twice, as holdings and as a survey, must be added up one level at a time.
    """

    institutions: tuple[str, ...] = ()
    disciplines: tuple[str, ...] = ()
    material_kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    levels: tuple[str, ...] = ("collection",)


def chosen(choice: Chosen) -> QuerySet[Collection]:
    """The collections of a choice that the public may see."""
    named = {
        "institution__key__in": choice.institutions,
        "discipline__in": choice.disciplines,
        "material_kind__in": choice.material_kinds,
        "status__in": choice.statuses,
        "level__in": choice.levels,
    }
    return Collection.objects.filter(institution__hidden=False, **{name: values for name, values in named.items() if values})


def holdings(choice: Chosen, counted: str = "held") -> list[Holding]:
    """The chosen collections with the figures that count of one thing; two questions, whatever their number."""
    figures = figures_of(choice, counted)
    return [_holding(row, figures) for row in chosen(choice).order_by("pk").values_list(*_COLLECTION)]


def _holding(row: tuple[Any, ...], figures: Mapping[int, tuple[Told, ...]]) -> Holding:
    pk, key, institution, discipline, *references = row
    part_of, alternate_of, incorporated_into, hosted_at = (each or "" for each in references)
    return Holding(key, institution, figures.get(pk, ()), discipline, part_of, alternate_of, incorporated_into, hosted_at)


def figures_of(choice: Chosen, counted: str) -> dict[int, tuple[Told, ...]]:
    """The figures that count of one thing, by collection."""
    found: defaultdict[int, list[Told]] = defaultdict(list)
    current = Measure.objects.filter(is_current=True, counted=counted, collection__in=chosen(choice))
    for collection, *values in current.order_by("pk").values_list("collection_id", *FIGURE):
        if collection is not None:
            found[collection].append(Told(**dict(zip(FIGURE, values, strict=True))))
    return {collection: tuple(each) for collection, each in found.items()}


def totals_of(choice: Chosen, counted: str = "held") -> Totals:
    """What the chosen collections make together, with what is left out and what may be counted twice."""
    return totals(holdings(choice, counted))


def totals_by(choice: Chosen, by: str, counted: str = "held") -> dict[str, dict[str, Total]]:
    """The totals by `institution` or `discipline` and unit, of the figures that the total of the whole choice holds."""
    listed = holdings(choice, counted)
    place = {each.key: str(getattr(each, by)) for each in listed}
    by_key = {each.key: each for each in listed}
    groups: defaultdict[tuple[str, str], list[tuple[str, Told]]] = defaultdict(list)
    for unit, total in totals(listed).by_unit.items():
        for key in dict.fromkeys(total.keys):
            groups[place[key], unit] += [(key, measure) for measure in by_key[key].measures if _counts(measure, unit)]
    found: defaultdict[str, dict[str, Total]] = defaultdict(dict)
    for (group, unit), figures in groups.items():
        found[group][unit] = total_of(unit, figures)
    return dict(found)


def _counts(measure: Told, unit: str) -> bool:
    return measure.unit == unit and measure.is_figure
