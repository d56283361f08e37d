"""The dashboard of the consortium: what the registry adds up, beside what the records in this node show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vasculum.registry import queries
from vasculum.registry.choices import SURVEY, Wanted, wanted_of
from vasculum.registry.computed import FACETS, computed_of, question_for
from vasculum.registry.dashboard import Dashboard
from vasculum.registry.dashboard import dashboard as dashboard_of
from vasculum.registry.dashboard_addresses import Addresses
from vasculum.registry.dashboard_files import as_csv, as_json
from vasculum.registry.dashboard_map import institutions_on_map
from vasculum.registry.dashboard_years import years
from vasculum.registry.digitised import Shown, digitised, mids_funnel
from vasculum.registry.institution_facts import whereabouts
from vasculum.registry.lines import Chart, Line
from vasculum.registry.models import Institution
from vasculum.registry.vocabularies import label
from vasculum.registry.year_columns import year_columns
from vasculum.specimens.queries import find
from vasculum.web.addresses import with_parameters
from vasculum.web.layout import current_language, page
from vasculum.web.problems import ParameterError, problem_page


@dataclass(frozen=True, slots=True)
class Told:
    """Everything one dashboard shows; `charts` holds what can be taken away, by key."""

    wanted: Wanted
    board: Dashboard
    institutions: Sequence[Institution]
    charts: Mapping[str, Chart]


def _told(wanted: Wanted) -> Told:
    language = current_language()
    addresses = Addresses(language, reverse("dashboard"), reverse("collections"))
    board = dashboard_of(wanted, addresses)
    asked = replace(wanted, unit=board.unit)
    everybody = queries.institutions()
    meant = [each for each in everybody if not wanted.institutions or each.key in wanted.institutions]
    found = computed_of(find(question_for(institution=wanted.institutions), FACETS))
    shown = Shown(found, reverse("search"))
    charts = (
        board.totals,
        board.left_out,
        digitised(asked, addresses, board.declared, shown),
        mids_funnel(asked, addresses, board.declared, shown),
        board.disciplines,
        board.institutions,
        board.storage,
        Chart("regions", _("By region and habitat"), board.regions.lines),
        institutions_on_map(meant, language, lambda key: reverse("institution", args=[key])),
        years(asked, addresses, board.over_time),
    )
    return Told(asked, board, everybody, {each.key: each for each in charts})


def _wanted(request: HttpRequest) -> Wanted:
    return wanted_of({name: request.GET.getlist(name) for name in request.GET})


def _refused(request: HttpRequest, error: ParameterError) -> HttpResponse:
    return problem_page(request, 400, f"{error.parameter}: {error.reason}", parameter=error.parameter)


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """What the consortium holds and how well that is known; 400 naming a parameter that cannot be used."""
    try:
        told = _told(_wanted(request))
    except ParameterError as error:
        return _refused(request, error)
    return page(request, "portal/dashboard.html", _context(told))


def _context(told: Told) -> dict[str, Any]:
    language, asked = current_language(), told.wanted
    parameters = asked.parameters(**({"discipline": asked.discipline} if asked.discipline else {}))
    meant = [each for each in told.institutions if not asked.institutions or each.key in asked.institutions]
    return {
        "board": told.board,
        "wanted": asked,
        "is_survey": asked.described == SURVEY,
        "unit_name": label("unit", told.board.unit, language) if told.board.unit else "",
        "institutions": _choices(told.institutions, asked, language),
        "chosen": [each.name(language) for each in meant] if asked.institutions else [],
        "everything": reverse("dashboard"),
        "charts": {key.replace("-", "_"): each for key, each in told.charts.items()},
        "files": {key.replace("-", "_"): _files(key, parameters) for key in told.charts},
        "columns": year_columns(told.charts["over-time"].lines),
        "map": whereabouts(meant, language, lambda key: reverse("institution", args=[key])),
    }


def _choices(institutions: Sequence[Institution], asked: Wanted, language: str) -> list[tuple[str, str, bool]]:
    named = [(each.key, each.name(language), each.key in asked.institutions) for each in institutions]
    return sorted(named, key=lambda each: each[1].casefold())


def _files(key: str, parameters: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """The addresses of a chart as CSV and as JSON."""
    csv, json = (reverse(name, args=[key]) for name in ("dashboard-csv", "dashboard-json"))
    return with_parameters(csv, parameters), with_parameters(json, parameters)


@require_safe
def chart_csv(request: HttpRequest, chart: str) -> HttpResponse:
    """One chart of the dashboard as CSV."""
    return _taken(request, chart, "csv")


@require_safe
def chart_json(request: HttpRequest, chart: str) -> HttpResponse:
    """One chart of the dashboard as JSON."""
    return _taken(request, chart, "json")


def _taken(request: HttpRequest, key: str, form: str) -> HttpResponse:
    try:
        found = _told(_wanted(request)).charts.get(key)
    except ParameterError as error:
        return _refused(request, error)
    if found is None:
        raise Http404
    lines = [_absolute(request, line) for line in found.lines]
    if form == "csv":
        return HttpResponse(as_csv(lines), content_type="text/csv; charset=utf-8")
    return HttpResponse(as_json(found.title, lines), content_type="application/json")


def _absolute(request: HttpRequest, line: Line) -> Line:
    """A line whose address can be followed from anywhere."""
    return replace(line, address=request.build_absolute_uri(line.address) if line.address else "")
