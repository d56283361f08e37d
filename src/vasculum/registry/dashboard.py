"""The dashboard: what a consortium holds and how well that is known, chart by chart, each number with the list behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from vasculum.model.measure import Measure as Told
from vasculum.registry.choices import LEVELS, SURVEY, Wanted
from vasculum.registry.dashboard_addresses import Addresses
from vasculum.registry.dashboard_axes import Matrix, regions, storage
from vasculum.registry.dashboard_disciplines import disciplines, institution_names
from vasculum.registry.declared_sums import declared_in
from vasculum.registry.lines import Chart, Line, bar_of, largest_first, line_of, reach_of, with_bars
from vasculum.registry.models import Collection
from vasculum.registry.over_time import OverTime, over_time
from vasculum.registry.queries import KINDS
from vasculum.registry.sums import Chosen, Revision, holdings, one_revision, totals_by, totals_of
from vasculum.registry.totals import LeftOut, Total, Totals
from vasculum.registry.vocabularies import label, vocabulary
from vasculum.registry.words import figure_in_words

DECLARED = ("recorded", "imaged", "published", "mids_0", "mids_1", "mids_2", "mids_3")


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything the dashboard tells that the registry knows; what the node's records show is added beside.

    `units` are those in which anything is stated, `declared` the totals in the one shown by what is counted, `overlaps` the
    collections that may be counted twice, each with its key, its name and who keeps it.
    """

    units: tuple[tuple[str, str], ...]
    unit: str
    collections: int
    has_survey: bool
    totals: Chart
    left_out: Chart
    overlaps: tuple[tuple[str, str, str], ...]
    declared: Mapping[str, Total]
    disciplines: Chart
    institutions: Chart
    storage: Chart
    regions: Matrix
    over_time: OverTime


def dashboard(wanted: Wanted, addresses: Addresses) -> Dashboard:
    """The dashboard in the language of its addresses, kept in memory until the registry changes."""
    with one_revision() as revision:
        return _dashboard(wanted, addresses, revision)


@lru_cache(maxsize=128)
def _dashboard(wanted: Wanted, addresses: Addresses, revision: Revision) -> Dashboard:  # noqa: ARG001
    found, language = totals_of(wanted.choice), addresses.language
    unit = wanted.unit or usual_unit(found)
    asked = replace(wanted, unit=unit)
    units = sorted({*found.by_unit, *filter(None, (unit,))})
    return Dashboard(
        tuple((code, label("unit", code, language)) for code in units),
        unit,
        len(holdings(wanted.choice)),
        Collection.objects.filter(institution__hidden=False, level__in=LEVELS[SURVEY]).exists(),
        _totals(asked, addresses, found),
        _left_out(asked, addresses, found.left_out),
        _overlaps(found, language),
        _declared(wanted.choice, unit, found),
        disciplines(asked, addresses),
        _institutions(asked, addresses),
        storage(asked, addresses),
        regions(asked, addresses),
        over_time(wanted.choice, unit),
    )


def _declared(choice: Chosen, unit: str, found: Totals) -> Mapping[str, Total]:
    held = {"held": found.by_unit[unit]} if unit in found.by_unit else {}
    return {**held, **declared_in(choice, unit, DECLARED)} if unit else {}


def usual_unit(found: Totals) -> str:
    """The unit in which most figures are, one that is known and counts things where there is one; nothing without figures."""
    apart = {*KINDS, "unknown"}
    usual = max(found.by_unit.values(), key=lambda each: (each.unit not in apart, each.figures, each.low), default=None)
    return usual.unit if usual else ""


def _totals(wanted: Wanted, addresses: Addresses, found: Totals) -> Chart:
    totals = sorted(found.by_unit.values(), key=lambda each: (-each.figures, each.unit))
    lines = [_in_unit(wanted, addresses, each) for each in totals]
    note = _(
        "Units are never added to each other, so every bar has a scale of its own: pale from the lowest to the highest value, "
        "with a stroke at the best one. A bar without a pale end has no stated margins."
    )
    nothing = _("No collection here has stated how much it holds.")
    return Chart(
        "totals", _("How much is held"), [replace(each, bar=bar_of(each, reach_of(each))) for each in lines], note, nothing
    )


def _in_unit(wanted: Wanted, addresses: Addresses, total: Total) -> Line:
    behind = addresses.to_list(wanted, counted="held", unit=total.unit)
    deeper = addresses.to_dashboard(wanted, unit=total.unit)
    return line_of(total, total.unit, label("unit", total.unit, addresses.language), addresses.language, behind, deeper)


def _left_out(wanted: Wanted, addresses: Addresses, left_out: Sequence[LeftOut]) -> Chart:
    counts = Counter(each.reason for each in left_out)
    lines = [_omitted(wanted, addresses, reason, counts[reason]) for reason in vocabulary("left_out") if counts[reason]]
    note = _("Collections that no total holds. An unknown size is not zero: nobody knows how large these are.")
    return Chart("left-out", _("What the totals leave out"), with_bars(lines), note, _("Nothing is left out."), "brass")


def _omitted(wanted: Wanted, addresses: Addresses, reason: str, count: int) -> Line:
    words = figure_in_words(Told("held", "collections", best=count, qualifier="plain"), addresses.language)
    name, behind = label("left_out", reason, addresses.language), addresses.to_list(wanted, left_out=reason)
    return Line(reason, name, "collections", count, count, count, count, words, behind)


def _overlaps(found: Totals, language: str) -> tuple[tuple[str, str, str], ...]:
    keys = [each.key for each in found.overlaps if each.is_counted]
    rows = Collection.objects.filter(key__in=keys[:500]).select_related("hosted_at")
    return tuple((each.key, each.name(language), each.hosted_at.name(language) if each.hosted_at else "") for each in rows)


def _institutions(wanted: Wanted, addresses: Addresses) -> Chart:
    totals = totals_by(wanted.choice, "institution", wanted.unit)
    names = institution_names(totals, addresses.language)
    lines = [_held_by(wanted, addresses, key, names[key], total) for key, total in totals.items()]
    note, nothing = _("Choose an institution to see it alone."), _("Nothing is stated in this unit.")
    return Chart("institutions", _("By institution"), with_bars(largest_first(lines)), note, nothing)


def _held_by(wanted: Wanted, addresses: Addresses, key: str, name: str, total: Total) -> Line:
    of_it = replace(wanted, institutions=(key,))
    behind = addresses.to_list(of_it, counted="held", unit=wanted.unit)
    return line_of(total, key, name, addresses.language, behind, addresses.to_dashboard(of_it))
