"""Pages of taxa: the tree that the specimens make, and what the node's checklists say of each name in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vasculum.harvest.backbones import checklists
from vasculum.names import BackboneUnusable, Usage, parse
from vasculum.names.same_taxon import Taxon, taxa_called
from vasculum.portal.portraits import counted, portrait
from vasculum.search.query import RANKS, Bucket, Query
from vasculum.specimens import queries
from vasculum.specimens.asking import parameters_of, query_of
from vasculum.specimens.labels import facet_label
from vasculum.web.addresses import with_parameters
from vasculum.web.charts import Point, shares
from vasculum.web.layout import page
from vasculum.web.problems import ParameterError, problem_page

CHARTS = ("country", "collector", "determiner", "institution", "typeStatus", "preservation")
MOST_TOLD = 60
MOST_SIGNS = 300


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one checklist says of a name: the accepted name, the others, the taxa above and below, each with its page."""

    checklist: str
    accepted: tuple[str, str]
    is_accepted: bool
    synonyms: tuple[tuple[str, str], ...]
    above: tuple[tuple[str, str, str], ...]
    below: tuple[tuple[str, str], ...]


@require_safe
def taxa(request: HttpRequest) -> HttpResponse:
    """The tree of taxa from its top, two ranks deep; a name that was typed leads to its page."""
    asked = request.GET.get("q", "").strip()[:200]
    found = [each for each in queries.suggestions(asked, 40) if each.field != "collector"] if asked else []
    context = {
        "asked": asked,
        "alike": [Point(each.value, each.count, _address(each.field, each.value)) for each in found],
        "tree": _tree(),
        "families": shares(_points("family", Query(size=0))[:MOST_TOLD]),
    }
    return page(request, "portal/taxa.html", context)


def _tree() -> list[tuple[Point, list[tuple[Point, float]]]]:
    """The kingdoms, each with the ranks below in which its specimens differ."""
    kingdoms = _points("kingdom", Query(size=0))
    return [(each, _below(Query(filters={"kingdom": (each.label,)}, size=0), "kingdom")) for each in kingdoms]


def _below(query: Query, rank: str) -> list[tuple[Point, float]]:
    """The taxa of the next rank below that is known; below a genus, its names."""
    lower = RANKS[RANKS.index(rank) + 1 :] if rank in RANKS else ()
    for each in lower:
        if found := _points(each, query):
            return shares(found[:MOST_TOLD])
    return shares(_names(query)) if rank in RANKS else []


def _points(rank: str, query: Query) -> list[Point]:
    return [Point(each.value, each.count, _address(rank, each.value)) for each in counted(query, rank)]


def _names(query: Query) -> list[Point]:
    """The names of an answer without their authorship, each once."""
    names = Counter[str]()
    for each in counted(query, "name"):
        names[parse(each.value).canonical or each.value] += each.count
    return [Point(name, count, _address("name", name)) for name, count in names.most_common(MOST_TOLD)]


def _address(rank: str, name: str) -> str:
    return with_parameters(reverse("taxon"), {rank: [name]})


@require_safe
def taxon(request: HttpRequest) -> HttpResponse:
    """One taxon by a rank and a name, or a name alone: its place in the tree, its names, its specimens; 404 for an unknown."""
    try:
        rank, name = _asked(request)
        query = query_of({rank: [name]} if rank in RANKS else {"q": [_in_words(name)]}, size=0)
    except ParameterError as error:
        return problem_page(request, 400, f"{error.parameter}: {error.reason}", parameter=error.parameter)
    if not name:
        raise Http404
    opinions = [_opinion(each, name) for each in _told(name)]
    shown = portrait(query, CHARTS)
    if not shown["total"] and not opinions:
        return problem_page(request, 404, _("Neither a specimen nor a checklist here has this name."))
    return page(request, "portal/portrait.html", {**_of_a_taxon(rank, name, query), "opinions": opinions, **shown})


def _asked(request: HttpRequest) -> tuple[str, str]:
    """The rank and the name of the address; the rank is "name" where none is given. A name is taken without its authorship."""
    rank = next((each for each in RANKS if request.GET.get(each)), "name")
    name = request.GET.get(rank, "").strip()
    if len(name) > MOST_SIGNS:
        raise ParameterError(rank, _("this text is too long"))
    return rank, name if rank in RANKS else parse(name).canonical or name


def _in_words(name: str) -> str:
    """A name as loose words: a colon in it asks for no field, a quotation mark opens no phrase."""
    return " ".join(name.replace(":", " ").replace('"', " ").split())


def _of_a_taxon(rank: str, name: str, query: Query) -> dict[str, Any]:
    above = RANKS[: RANKS.index(rank)] if rank in RANKS else RANKS
    found = queries.find(query, above).facets
    return {
        "title": name,
        "is_name": True,
        "rank": facet_label(rank) if rank in RANKS else "",
        "kind": _("Taxa"),
        "kind_address": reverse("taxa"),
        "crumbs": [(top.value, _address(each, top.value)) for each in above if (top := _commonest(found[each]))],
        "linked_title": _("What it consists of"),
        "linked": _below(query, rank),
        "searched_also": query.also,
        "exactly": with_parameters(reverse("search"), {**parameters_of(query), "q": [f'"{query.text}"']}) if query.also else "",
    }


def _commonest(buckets: Sequence[Bucket]) -> Bucket | None:
    return max(buckets, key=lambda each: each.count, default=None)


def _told(name: str) -> list[Taxon]:
    try:
        return taxa_called(checklists(), name)
    except BackboneUnusable:
        return []


def _opinion(told: Taxon, name: str) -> Opinion:
    accepted = told.accepted
    children = checklists().backbones[told.checklist].children(accepted, MOST_TOLD)
    return Opinion(
        checklist=told.checklist,
        accepted=_named(accepted),
        is_accepted=accepted.canonical_name.casefold() == (parse(name).canonical_name or name).casefold(),
        synonyms=tuple(map(_named, told.synonyms[:MOST_TOLD])),
        above=tuple(_above(accepted)),
        below=tuple(map(_named, children)),
    )


def _above(usage: Usage) -> Iterator[tuple[str, str, str]]:
    """The taxa above a usage: rank in words, name, page."""
    for rank, name in usage.classification.items():
        if rank in RANKS and name != usage.canonical_name:
            yield facet_label(rank), name, _address(rank, name)


def _named(usage: Usage) -> tuple[str, str]:
    """A name as the checklist writes it, and the page of its taxon."""
    rank, name, author = usage.rank.lower(), usage.scientific_name, usage.authorship
    whole = name if author in name else f"{name} {author}"
    return whole, _address(rank if rank in RANKS else "name", usage.canonical_name)
