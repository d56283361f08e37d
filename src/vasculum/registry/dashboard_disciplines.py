"""The disciplines of the dashboard as a tree: one level at a time, each line opening the next, down to who holds what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from vasculum.model.measure import Measure as Told
from vasculum.registry.axes import axis_label, path
from vasculum.registry.axis_sums import Cell, cells
from vasculum.registry.choices import SURVEY, Wanted
from vasculum.registry.dashboard_addresses import Addresses
from vasculum.registry.lines import Chart, Line, largest_first, line_of, with_bars
from vasculum.registry.listing import disciplines_within
from vasculum.registry.models import Institution
from vasculum.registry.sums import holdings, totals_of
from vasculum.registry.totals import Total, total_of
from vasculum.registry.vocabularies import label, vocabulary

Trail = tuple[tuple[str, str], ...]
Figures = Mapping[str, Sequence[tuple[str, Told]]]


def disciplines(wanted: Wanted, addresses: Addresses) -> Chart:
    """What the opened discipline, or everything, consists of."""
    lines, trail = (_axis_branch if wanted.described == SURVEY else _branch)(wanted, addresses)
    return Chart(
        "disciplines",
        _("By discipline"),
        with_bars(largest_first(lines)),
        _("Choose a discipline to see what it consists of; choose a number to see the collections behind it."),
        _("Nothing is stated in this unit."),
        trail=trail,
    )


def _branch(wanted: Wanted, addresses: Addresses) -> tuple[list[Line], Trail]:
    opened, figures = wanted.discipline, _figures(wanted)
    parts = [code for code in vocabulary("discipline") if parent_of(code) == opened]
    if opened and not parts:
        return _keepers(wanted, addresses, figures.get(opened, ())), _trail(wanted, addresses)
    lines = [_whole(wanted, addresses, figures, code) for code in parts]
    return [*filter(None, lines), *_undivided(wanted, addresses, figures.get(opened, ()))], _trail(wanted, addresses)


def _whole(wanted: Wanted, addresses: Addresses, figures: Figures, code: str) -> Line | None:
    """A discipline with everything below it; none where nothing is stated."""
    own = [each for part in disciplines_within(code) for each in figures.get(part, ())]
    if not own:
        return None
    behind = addresses.to_list(wanted, counted="held", unit=wanted.unit, discipline=code)
    deeper = addresses.to_dashboard(wanted, discipline=code)
    name = label("discipline", code, addresses.language)
    return line_of(total_of(wanted.unit, own), code, name, addresses.language, behind, deeper)


def _undivided(wanted: Wanted, addresses: Addresses, own: Sequence[tuple[str, Told]]) -> list[Line]:
    """What belongs to the opened discipline and to none of its parts."""
    name = _("not divided further") if wanted.discipline else _("no discipline stated")
    return [line_of(total_of(wanted.unit, own), wanted.discipline, name, addresses.language)] if own else []


def parent_of(code: str) -> str:
    """The discipline that holds another: its code is where the other's begins.

    >>> parent_of("zoology_vertebrates"), parent_of("zoology"), parent_of("living_plants")
    ('zoology', '', '')
    """
    whole = code.partition("_")[0]
    return whole if whole != code and whole in vocabulary("discipline") else ""


def _trail(wanted: Wanted, addresses: Addresses) -> Trail:
    codes = [code for code in (parent_of(wanted.discipline), wanted.discipline) if code]
    return _steps_up(wanted, addresses, [(code, label("discipline", code, addresses.language)) for code in codes])


def _steps_up(wanted: Wanted, addresses: Addresses, steps: Sequence[tuple[str, str]]) -> Trail:
    if not steps:
        return ()
    top = (_("All disciplines"), addresses.to_dashboard(wanted))
    return (top, *((name, addresses.to_dashboard(wanted, discipline=code)) for code, name in steps))


def _figures(wanted: Wanted) -> Figures:
    """The figures that the total in the wanted unit holds, by discipline."""
    total = totals_of(wanted.choice).by_unit.get(wanted.unit)
    keys = frozenset(total.keys if total else ())
    found: defaultdict[str, list[tuple[str, Told]]] = defaultdict(list)
    for each in holdings(wanted.choice):
        if each.key in keys:
            own = [(each.key, figure) for figure in each.measures if figure.unit == wanted.unit and figure.is_figure]
            found[each.discipline] += own
    return dict(found)


def _keepers(wanted: Wanted, addresses: Addresses, own: Iterable[tuple[str, Told]]) -> list[Line]:
    """Who holds the opened discipline."""
    owners = {each.key: each.institution for each in holdings(wanted.choice)}
    figures: defaultdict[str, list[tuple[str, Told]]] = defaultdict(list)
    for key, figure in own:
        figures[owners[key]].append((key, figure))
    names = institution_names(figures, addresses.language)
    return [
        line_of(total_of(wanted.unit, held), key, names[key], addresses.language, _list_of(wanted, addresses, key))
        for key, held in figures.items()
    ]


def _list_of(wanted: Wanted, addresses: Addresses, institution: str) -> str:
    of_it = replace(wanted, institutions=(institution,))
    return addresses.to_list(of_it, counted="held", unit=wanted.unit, discipline=wanted.discipline)


def institution_names(keys: Iterable[str], language: str) -> dict[str, str]:
    """The names of institutions by key."""
    return {each.key: each.name(language) for each in Institution.objects.filter(key__in=list(keys))}


def _axis_branch(wanted: Wanted, addresses: Addresses) -> tuple[list[Line], Trail]:
    """The parts of the opened discipline on the axis of the survey; itself where it has none."""
    found = [each for each in cells("discipline", wanted.choice) if wanted.unit in each.totals]
    shown = [each for each in found if each.parent == wanted.discipline] or [
        each for each in found if each.code == wanted.discipline
    ]
    wholes = {each.parent for each in found}
    lines = [_cell(wanted, addresses, each.totals[wanted.unit], each, opens=each.code in wholes) for each in shown]
    steps = [(code, axis_label("discipline", code, addresses.language)) for code in path("discipline", wanted.discipline)]
    return lines, _steps_up(wanted, addresses, steps)


def _cell(wanted: Wanted, addresses: Addresses, total: Total, cell: Cell, *, opens: bool) -> Line:
    behind = addresses.to_list(wanted, f"discipline:{cell.code}", counted="held", unit=wanted.unit)
    deeper = addresses.to_dashboard(wanted, discipline=cell.code) if opens and cell.code else ""
    name = axis_label("discipline", cell.code, addresses.language) if cell.code else _("no discipline stated")
    return line_of(total, cell.code, name, addresses.language, behind, deeper)
