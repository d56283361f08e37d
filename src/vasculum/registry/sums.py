"""What the pages ask about sizes: totals of chosen collections, split by an axis, and figures about one thing side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max, QuerySet

from vasculum.model.measure import Measure as Told
from vasculum.registry.models import Allocation, Collection, Institution, Measure
from vasculum.registry.totals import Holding, Total, Totals, total_of, totals

_COLLECTION = (
    "pk",
    "key",
    "institution_id",
    "discipline",
    "part_of_id",
    "alternate_of_id",
    "incorporated_into_id",
    "hosted_at_id",
)
FIGURE = ("counted", "unit", "low", "best", "high", "qualifier", "basis", "as_of", "printed_step")


Revision = tuple[object, ...]
_HELD: ContextVar[Revision | None] = ContextVar("one revision", default=None)


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


@contextmanager
def one_revision() -> Iterator[Revision]:
    """Within this every sum is of one state of the registry, for which is asked once."""
    mark = revision()
    token = _HELD.set(mark)
    try:
        yield mark
    finally:
        _HELD.reset(token)


def revision() -> Revision:
    """A mark that changes with every institution, collection, part or figure that is entered, changed or taken out."""
    return _HELD.get() or _revision()


def _revision() -> Revision:
    kinds = (
        Institution.objects.aggregate(Count("pk"), Max("changed")),
        Collection.objects.aggregate(Count("pk"), Max("changed")),
    )
    rows = (Allocation.objects.aggregate(Count("pk"), Max("pk")), Measure.objects.aggregate(Count("pk"), Max("pk")))
    return tuple(value for each in (*kinds, *rows) for value in each.values())


def holdings(choice: Chosen, counted: str = "held") -> tuple[Holding, ...]:
    """The chosen collections with the figures that count of one thing, kept in memory until the registry changes."""
    return _holdings(choice, counted, revision())


@lru_cache(maxsize=64)
def _holdings(choice: Chosen, counted: str, revision: Revision) -> tuple[Holding, ...]:
    figures = _figures_of(choice, counted, revision)
    institutions = dict(Institution.objects.values_list("pk", "key"))
    rows = list(chosen(choice).order_by("pk").values_list(*_COLLECTION))
    keys = {row[0]: row[1] for row in rows}
    return tuple(
        Holding(
            key, institutions[owner], figures.get(pk, ()), discipline,
            keys.get(part_of, ""), keys.get(alternate_of, ""), keys.get(incorporated_into, ""), institutions.get(hosted_at, ""),
        )
        for pk, key, owner, discipline, part_of, alternate_of, incorporated_into, hosted_at in rows
    )  # fmt: skip


def figures_of(choice: Chosen, counted: str) -> Mapping[int | None, tuple[Told, ...]]:
    """The figures that count of one thing, by collection, kept in memory until the registry changes."""
    return _figures_of(choice, counted, revision())


@lru_cache(maxsize=64)
def _figures_of(choice: Chosen, counted: str, revision: Revision) -> Mapping[int | None, tuple[Told, ...]]:  # noqa: ARG001
    found: defaultdict[int | None, tuple[Told, ...]] = defaultdict(tuple)
    current = Measure.objects.filter(is_current=True, counted=counted, collection__isnull=False)
    if choice != Chosen(levels=choice.levels):
        current = current.filter(collection__in=chosen(choice))
    for collection, *values in current.order_by("pk").values_list("collection_id", *FIGURE):
        found[collection] += (told(*values),)
    return dict(found)


def told(
    counted: str,
    unit: str,
    low: int | None,
    best: int | None,
    high: int | None,
    qualifier: str,
    basis: str,
    as_of: str,
    *step: int | None,
) -> Told:
    """A figure from the values of the columns `FIGURE`."""
    return Told(counted, unit, low, best, high, qualifier, basis, as_of, printed_step=step[0])


def totals_of(choice: Chosen, counted: str = "held") -> Totals:
    """What the chosen collections make together, with what is left out and what may be counted twice."""
    return _totals(choice, counted, revision())


@lru_cache(maxsize=64)
def _totals(choice: Chosen, counted: str, revision: Revision) -> Totals:
    return totals(_holdings(choice, counted, revision))


def totals_by(choice: Chosen, by: str, unit: str, counted: str = "held") -> dict[str, Total]:
    """The totals in a unit by `institution` or `discipline`, of the figures that the total of the whole choice holds."""
    return _totals_by(choice, by, unit, counted, revision())


@lru_cache(maxsize=64)
def _totals_by(choice: Chosen, by: str, unit: str, counted: str, revision: Revision) -> dict[str, Total]:
    total = _totals(choice, counted, revision).by_unit.get(unit)
    keys = frozenset(total.keys if total else ())
    groups: defaultdict[str, list[tuple[str, Told]]] = defaultdict(list)
    for each in _holdings(choice, counted, revision):
        if each.key in keys:
            groups[getattr(each, by)] += [(each.key, measure) for measure in each.measures if _counts(measure, unit)]
    return {group: total_of(unit, figures) for group, figures in groups.items()}


def _counts(measure: Told, unit: str) -> bool:
    return measure.unit == unit and measure.is_figure
