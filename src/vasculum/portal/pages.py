"""Home, search, institutions, collections and help."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from vasculum.portal import facets, figures, queries
from vasculum.registry import queries as registry
from vasculum.registry.vocabularies import label
from vasculum.registry.words import basis_in_words
from vasculum.search.query import SORTS, Query, QueryError
from vasculum.specimens import labels
from vasculum.specimens.asking import parameters_of, query_of
from vasculum.specimens.cards import cards
from vasculum.web.addresses import with_parameters
from vasculum.web.layout import current_language, page
from vasculum.web.problems import ParameterError, problem_page

VIEWS = ("table", "gallery")
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
        "examples": EXAMPLES,
    }
    return page(request, "portal/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The answer to a question as a table or a gallery, with its facets; 400 naming the parameter that cannot be used."""
    try:
        view = _view(request)
        query = query_of({name: request.GET.getlist(name) for name in request.GET}, size=48 if view == "gallery" else 20)
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
        "years": _years(query),
        "sorts": [(sort, labels.SORTS[sort]) for sort in SORTS],
        **_addresses(request, query, view, found.next_cursor),
    }
    return page(request, "portal/search.html", context)


def _view(request: HttpRequest) -> str:
    wanted = request.GET.get("view") or VIEWS[0]
    if wanted not in VIEWS:
        raise ParameterError("view", translation.gettext("only “table” and “gallery” are possible"))
    return wanted


def _addresses(request: HttpRequest, query: Query, view: str, next_cursor: str) -> dict[str, Any]:
    kept = {"view": [view]} if view != VIEWS[0] else {}
    asked = parameters_of(query)
    return {
        "chips": facets.chips(query, request.path, kept),
        "clear": request.path,
        "first": with_parameters(request.path, {**asked, **kept}) if query.cursor else "",
        "next": with_parameters(request.path, {**asked, **kept, "cursor": [next_cursor]}) if next_cursor else "",
        "views": [(name, with_parameters(request.path, {**asked, "view": [name]})) for name in VIEWS],
        "as_json": with_parameters("/api/search", asked),
        "unticked": [(name, values) for name, values in query.filters.items() if name not in (*facets.SHOWN, "year")],
    }


def _years(query: Query) -> tuple[str, str]:
    given = query.filters.get("year", ())
    if len(given) != 1:
        return "", ""
    first, _, last = given[0].partition("-")
    return ("" if first == "0" else first), ("" if last == "9999" else last or first)


@require_safe
def institutions(request: HttpRequest) -> HttpResponse:
    """Every institution of the registry."""
    return page(request, "portal/institutions.html", {"institutions": queries.institutions()})


@require_safe
def institution(request: HttpRequest, key: str) -> HttpResponse:
    """One institution with its collections and what it keeps for others."""
    found = registry.institution(key)
    if found is None:
        raise Http404
    context = {
        "institution": found,
        "name": found.name(current_language()),
        "place": queries.place_of(found),
        "role": label("consortium_role", found.consortium_role, current_language()) if found.consortium_role else "",
        "here": queries.counts_by("institution").get(key, 0),
        "collections": queries.collections(registry.collections_of(found)),
        "hosted": queries.collections(registry.collections_hosted_at(found)),
        "pictures": queries.pictures(6, institution=key),
    }
    return page(request, "portal/institution.html", context)


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """Every collection of the registry."""
    return page(request, "portal/collections.html", {"collections": queries.collections(registry.collections())})


@require_safe
def collection(request: HttpRequest, key: str) -> HttpResponse:
    """One collection: its declared size, the specimens here, its last harvests."""
    found = registry.collection(key)
    if found is None:
        raise Http404
    language = current_language()
    declared = registry.declared(found)
    words = {
        name: label(name, getattr(found, name), language) for name in ("discipline", "material_kind") if getattr(found, name)
    }
    context = {
        "collection": found,
        "name": found.name(language),
        "held": queries.collections([found])[0],
        "basis": basis_in_words(declared, language) if declared else "",
        "status": label("status", found.status, language) if found.status else "",
        "words": words,
        "part_of": found.part_of.name(language) if found.part_of else "",
        "hosted_at": found.hosted_at.name(language) if found.hosted_at else "",
        "harvests": queries.harvests_of(found),
        "pictures": queries.pictures(6, collection=key),
    }
    return page(request, "portal/collection.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to search, how to cite, what the words mean."""
    return page(request, "portal/help.html", {"examples": EXAMPLES})
