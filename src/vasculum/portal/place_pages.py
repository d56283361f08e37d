"""Pages of places: countries, and the states and provinces in them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vasculum.portal.portraits import address_of, counted, portrait
from vasculum.search.query import Query
from vasculum.specimens.asking import query_of
from vasculum.specimens.labels import value_label
from vasculum.web.charts import Point, shares
from vasculum.web.layout import page
from vasculum.web.problems import ParameterError, problem_page

CHARTS = ("family", "collector", "institution", "discipline", "typeStatus")
KINDS = ("subdivision", "country")


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """Every country that specimens come from."""
    return page(request, "portal/places.html", {"countries": shares(_points("country", Query(size=0)))})


def _points(facet: str, query: Query, within: str = "") -> list[Point]:
    found = [each for each in counted(query, facet) if each.value.startswith(within)]
    return [Point(value_label(facet, each.value), each.count, address_of(facet, each.value)) for each in found]


@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """A country, or a state or province in it: what was gathered there, when and by whom; 404 where nothing was."""
    try:
        kind = next((name for name in KINDS if request.GET.get(name)), "")
        query = query_of({kind: request.GET.getlist(kind)[-1:]}, size=0) if kind else None
    except ParameterError as error:
        return problem_page(request, 400, f"{error.parameter}: {error.reason}", parameter=error.parameter)
    if query is None:
        raise Http404
    shown = portrait(query, CHARTS)
    if not shown["total"]:
        return problem_page(request, 404, _("No specimen here comes from this place."))
    return page(request, "portal/portrait.html", {**_of_a_place(kind, query), **shown})


def _of_a_place(kind: str, query: Query) -> dict[str, Any]:
    code = query.filters[kind][0]
    country = code.partition("-")[0]
    crumbs = [] if kind == "country" else [(value_label("country", country), address_of("country", country))]
    return {
        "title": value_label(kind, code),
        "kind": _("Places"),
        "kind_address": reverse("places"),
        "crumbs": crumbs,
        "linked_title": _("States and provinces"),
        "linked": shares(_points("subdivision", query, f"{code}-")) if kind == "country" else [],
    }
