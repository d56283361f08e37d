"""Home, search, comparison and help."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vasculum.news import queries as news
from vasculum.portal import comparison, facets, figures, map_pages, portraits, queries, statistics
from vasculum.search.query import SORTS, Query, QueryError
from vasculum.specimens import labels
from vasculum.specimens.asking import parameters_of, query_of
from vasculum.specimens.cards import cards
from vasculum.web.addresses import with_parameters
from vasculum.web.layout import current_language, page
from vasculum.web.problems import ParameterError, problem_page

LONGEST_SIDE = 4000
VIEWS = ("table", "gallery", "map", "charts")
SIZES = {"table": 20, "gallery": 48, "map": 0, "charts": 0}
VIEW_NAMES = {"table": _("Table"), "gallery": _("Gallery"), "map": _("Map"), "charts": _("Charts")}
EXAMPLES = ("Rosa canina", "Meise 1898", "holotype", "orchidaceae")


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The address without a language leads to the visitor's own."""
    language = translation.get_language_from_request(request)
    response = HttpResponseRedirect(f"/{language}/")
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: search, figures, pictures, institutions."""
    context = {
        "figures": figures.figures(reverse("search")),
        "pictures": queries.pictures(12),
        "institutions": queries.institutions(),
        "news": [(each, each.title_in(current_language())) for each in news.published(3)],
        "examples": EXAMPLES,
    }
    return page(request, "portal/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The answer to a question in one of four views, with its facets; 400 naming the parameter that cannot be used."""
    return _search(request, VIEWS[0])


@require_safe
def search_map(request: HttpRequest) -> HttpResponse:
    """The map of everything, or of a question."""
    return _search(request, "map")


def _search(request: HttpRequest, usual: str) -> HttpResponse:
    try:
        view = _view(request, usual)
        query = query_of({name: request.GET.getlist(name) for name in request.GET}, size=SIZES[view])
        found, choices = facets.ask(query)
    except ParameterError as error:
        return problem_page(request, 400, f"{error.parameter}: {error.reason}", parameter=error.parameter)
    except QueryError as error:
        return problem_page(request, 400, str(error))
    shown = cards(found.hits)
    context = {
        "query": query,
        "view": view,
        "total": found.total,
        "cards": shown,
        "show_institution": any(card.institution for card in shown),
        "facets": choices,
        "taxa": facets.tree(choices),
        "years": _years(query),
        "portrait": _portrait(query),
        "sorts": [(sort, labels.SORTS[sort]) for sort in SORTS],
        **_addresses(query, view, found.next_cursor, {facet.name for facet in choices}),
        **_shown(query, view),
    }
    return page(request, "portal/search.html", context)


def _view(request: HttpRequest, usual: str) -> str:
    wanted = request.GET.get("view") or usual
    if wanted not in VIEWS:
        raise ParameterError("view", translation.gettext("only “table”, “gallery”, “map” and “charts” are possible"))
    return wanted


def _shown(query: Query, view: str) -> dict[str, Any]:
    """What a map or charts need beside the hits."""
    if view == "charts":
        return {"charts": statistics.charts(query, reverse("search"))}
    return map_pages.whereabouts(query) if view == "map" else {}


def _addresses(query: Query, view: str, next_cursor: str, told: Collection[str]) -> dict[str, Any]:
    kept = {"view": [view]} if view != VIEWS[0] else {}
    asked, path = parameters_of(query), reverse("search")
    return {
        "chips": facets.chips(query, path, kept),
        "clear": with_parameters(path, kept),
        "first": with_parameters(path, {**asked, **kept}) if query.cursor else "",
        "next": with_parameters(path, {**asked, **kept, "cursor": [next_cursor]}) if next_cursor else "",
        "views": [(name, VIEW_NAMES[name], with_parameters(path, {**asked, "view": [name]})) for name in VIEWS],
        "as_json": with_parameters("/api/search", asked),
        "feed": with_parameters("/feeds/search.atom", {**asked, "sort": [], "lang": [current_language()]}),
        "taken": with_parameters(reverse("download"), asked),
        "kept": with_parameters(reverse("keep-search"), asked),
        "compared": with_parameters(reverse("compare"), {"a": [urlencode([(n, v) for n, vs in asked.items() for v in vs])]}),
        "exactly": with_parameters(path, {**asked, **kept, "q": [f'"{query.text}"']}) if query.also else "",
        "unticked": [(name, values) for name, values in query.filters.items() if name not in {*told, "year"}],
    }


def _portrait(query: Query) -> tuple[str, str]:
    """What the page about the one thing that was asked for is called, and its address; empty for any other question."""
    if query.text or len(query.filters) != 1:
        return "", ""
    ((name, values),) = query.filters.items()
    address = portraits.address_of(name, values[0]) if len(values) == 1 else ""
    return (labels.value_label(name, values[0]), address) if address else ("", "")


def _years(query: Query) -> tuple[str, str]:
    given = query.filters.get("year", ())
    if len(given) != 1:
        return "", ""
    first, _mark, last = given[0].replace("..", "-").partition("-")
    return ("" if first == "0" else first), ("" if last == "9999" else last or first)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two searches side by side; with only one of them, a form for the other."""
    asked = [request.GET.get(name, "")[:LONGEST_SIDE] for name in ("a", "b")]
    context: dict[str, Any] = {"asked": asked, "examples": EXAMPLES}
    try:
        if all(each.strip() for each in asked):
            sides, contrasts = comparison.sides_and_contrasts(asked, reverse("search"))
            context |= {"sides": sides, "contrasts": contrasts}
    except ParameterError as error:
        return problem_page(request, 400, f"{error.parameter}: {error.reason}", parameter=error.parameter)
    except (QueryError, ValueError) as error:
        return problem_page(request, 400, str(error))
    return page(request, "portal/compare.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to search, how to cite, what the words mean."""
    return page(request, "portal/help.html", {"examples": EXAMPLES})
