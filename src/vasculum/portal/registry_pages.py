"""Institutions and collections: what the registry knows of them, beside what their records in this node show."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vasculum.people.access import actor_of
from vasculum.people.policy import may, places_of
from vasculum.portal import queries
from vasculum.registry import computed, figure_rows
from vasculum.registry import queries as registry
from vasculum.registry.choices import Listing, listing_of
from vasculum.registry.collection_facts import axis_rows, besides, status_rows
from vasculum.registry.dashboard_files import as_csv
from vasculum.registry.identifier_links import linked
from vasculum.registry.institution_facts import addresses_of, role_of, totals_chart, whereabouts
from vasculum.registry.listing import collections_of_page, keys_of
from vasculum.registry.listing_words import Chip, chips, lines_of_list, options
from vasculum.registry.models import Collection, Institution
from vasculum.registry.periods import period_in_words
from vasculum.registry.side_by_side import every_figure_of, figures_of_institution
from vasculum.registry.successors import replaced, successor_of
from vasculum.registry.tree import branches, parts_below
from vasculum.registry.vocabularies import label
from vasculum.specimens import queries as specimens
from vasculum.web.addresses import with_parameters
from vasculum.web.layout import current_language, page
from vasculum.web.problems import ParameterError, problem_page

AT_ONCE = 50


@require_safe
def institutions(request: HttpRequest) -> HttpResponse:
    """Every institution of the registry, by its role in the consortium."""
    language, found = current_language(), registry.institutions()
    here = queries.counts_by("institution")
    rows = [(each, each.name(language), role_of(each, language), here.get(each.key, 0)) for each in found]
    context = {
        "institutions": sorted(rows, key=lambda row: (row[3] == 0, row[1].casefold())),
        "map": whereabouts(found, language, lambda key: reverse("institution", args=[key])),
    }
    return page(request, "portal/institutions.html", context)


@require_safe
def institution(request: HttpRequest, key: str) -> HttpResponse:
    """One institution: who it is, what it holds and how well that is known, its collections, what it keeps for others."""
    found = registry.institution(key)
    if found is None:
        raise Http404
    return _moved(found) or page(request, "portal/institution.html", _institution(request, found))


def _institution(request: HttpRequest, found: Institution) -> dict[str, Any]:
    language, actor = current_language(), actor_of(request)
    owned = registry.collections_of(found)
    return {
        "institution": found,
        "name": found.name(language),
        "instead_of": _instead_of(request, found),
        "place": queries.place_of(found),
        "role": role_of(found, language),
        "identifiers": linked(found.identifiers.all(), language),
        "addresses": addresses_of(found, language),
        "map": whereabouts([found], language, lambda _key: ""),
        "words": [label("discipline", code, language) for code in found.disciplines],
        "kinds": [label("material_kind", code, language) for code in found.material_kinds],
        "contacts": _contacts(found),
        "sees_mail": bool(places_of(actor, "fill in survey")),
        "may_edit": may(actor, "edit institution", found.key),
        "here": queries.counts_by("institution").get(found.key, 0),
        "totals": totals_chart(found, language, reverse("collections")),
        "figures": figure_rows.institution_figures(figures_of_institution(found), language),
        "collections": _tree(owned),
        "hosted": queries.collections(registry.collections_hosted_at(found)),
        "elsewhere": [each for each in owned if each.hosted_at_id and each.hosted_at_id != found.pk],
        "pictures": queries.pictures(5, institution=found.key),
    }


def _moved(found: Institution | Collection) -> HttpResponse | None:
    """On to what took its place, which says whose place it took; None where nothing did."""
    into = successor_of(found)
    if into is None:
        return None
    address = reverse(type(into).__name__.lower(), args=[into.key])
    return HttpResponsePermanentRedirect(with_parameters(address, {"instead-of": [found.key]}))


def _instead_of(request: HttpRequest, found: Institution | Collection) -> str:
    """The name of the one that was asked for, where this one took its place."""
    key = request.GET.get("instead-of", "")
    asked = replaced(key, found) if key else None
    return asked.name(current_language()) if asked else ""


def _tree(owned: list[Collection]) -> list[tuple[queries.Held, int]]:
    ordered = branches(owned)
    held = queries.collections([each.collection for each in ordered])
    return [(each, branch.depth) for each, branch in zip(held, ordered, strict=True)]


def _contacts(of: Institution | Collection) -> list[dict[str, Any]]:
    language = current_language()
    return [
        {"contact": each, "role": label("contact_role", each.role, language), "period": period_in_words(each.period, language)}
        for each in of.contacts.all()
        if not each.erased
    ]


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """The collections of the registry that fit what is asked, a page at a time; 400 naming a parameter that cannot be used."""
    try:
        listing = listing_of(_lists(request))
        number = _page_number(request)
    except ParameterError as error:
        return problem_page(request, 400, f"{error.parameter}: {error.reason}", parameter=error.parameter)
    return page(request, "portal/collections.html", _list(listing, number))


def _list(listing: Listing, number: int) -> dict[str, Any]:
    count, path, language = len(keys_of(listing)), reverse("collections"), current_language()
    asked = listing.parameters()
    start = (number - 1) * AT_ONCE
    return {
        "listing": listing,
        "count": count,
        "collections": queries.collections(collections_of_page(listing, start, AT_ONCE)),
        "chips": [Chip(each.label, with_parameters(path, each.parameters)) for each in chips(listing, language)],
        "options": options(listing, language),
        "first": start + 1,
        "last": min(start + AT_ONCE, count),
        "previous": with_parameters(path, {**asked, "page": [str(number - 1)]}) if number > 1 else "",
        "next": with_parameters(path, {**asked, "page": [str(number + 1)]}) if start + AT_ONCE < count else "",
        "as_csv": with_parameters(reverse("collections-csv"), asked),
    }


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:9]) < 1_000_000:
        raise ParameterError("page", _("this number is not possible here"))
    return int(text)


def _lists(request: HttpRequest) -> dict[str, list[str]]:
    return {name: request.GET.getlist(name) for name in request.GET}


@require_safe
def collections_csv(request: HttpRequest) -> HttpResponse:
    """The collections that fit what is asked, with their sizes, as CSV."""
    try:
        listing = listing_of(_lists(request))
    except ParameterError as error:
        return problem_page(request, 400, f"{error.parameter}: {error.reason}", parameter=error.parameter)
    lines = lines_of_list(listing, current_language(), lambda key: reverse("collection", args=[key]))
    return HttpResponse(as_csv(lines), content_type="text/csv; charset=utf-8")


@require_safe
def collection(request: HttpRequest, key: str) -> HttpResponse:
    """One collection: its figures side by side, declared beside computed, its history, its parts, its last harvests."""
    found = registry.collection(key)
    if found is None:
        raise Http404
    return _moved(found) or page(request, "portal/collection.html", _collection(request, found))


def _collection(request: HttpRequest, found: Collection) -> dict[str, Any]:
    language, actor = current_language(), actor_of(request)
    shown = computed.computed_of(specimens.find(computed.question_for(collection=[found.key]), computed.FACETS))
    words = {
        name: label(name, getattr(found, name), language) for name in ("discipline", "material_kind") if getattr(found, name)
    }
    return {
        "collection": found,
        "name": found.name(language),
        "instead_of": _instead_of(request, found),
        "held": queries.collections([found])[0],
        "status": label("status", found.status, language) if found.status else "",
        "words": words,
        "identifiers": linked(found.identifiers.all(), language),
        "contacts": _contacts(found),
        "sees_mail": bool(places_of(actor, "fill in survey")),
        "may_edit": may(actor, "edit collection", found.institution.key),
        "collecting": period_in_words(found.period, language),
        "statuses": status_rows(found, language),
        "figures": figure_rows.collection_figures(every_figure_of(found), language),
        "besides": besides(found, shown, language, reverse("search")),
        "parts_of_it": axis_rows(found, language, reverse("collections")),
        "tree": [(each.collection, each.collection.name(language), each.depth) for each in branches(parts_below(found))],
        "harvests": queries.harvests_of(found),
        "pictures": queries.pictures(5, collection=found.key),
    }


@require_safe
def figures_csv(_request: HttpRequest, key: str) -> HttpResponse:
    """Every figure ever stated of a collection, as CSV."""
    found = registry.collection(key)
    if found is None:
        raise Http404
    lines = figure_rows.lines_of_figures(every_figure_of(found), current_language())
    return HttpResponse(as_csv(lines), content_type="text/csv; charset=utf-8")
