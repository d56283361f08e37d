"""The portrait of a person, a taxon or a place: what its specimens tell, in figures, charts, pictures and a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from vasculum.portal import map_pages, statistics
from vasculum.search.query import Bucket, Query
from vasculum.specimens import labels, queries
from vasculum.specimens.asking import parameters_of
from vasculum.specimens.cards import Card, cards
from vasculum.web.addresses import with_parameters

MOST_PICTURES = 6
MOST_TYPES = 12
PORTRAYED: Mapping[str, str] = {
    "collector": "collector",
    "determiner": "collector",
    "country": "place",
    "subdivision": "place",
    **dict.fromkeys(("kingdom", "phylum", "class", "order", "family", "genus"), "taxon"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a portrait, and the search that lists what it counts."""

    label: str
    count: int
    address: str


def portrait(query: Query, by_value: Sequence[str]) -> dict[str, Any]:
    """What a page shows of the specimens that answer `query`; `by_value` are the fields of its charts. Raises QueryError."""
    path, asked = reverse("search"), parameters_of(query)
    page = queries.find(replace(query, size=0, cursor=""), ("typeStatus", "hasMedia", "hasCoordinates", "country"))
    return {
        "total": page.total,
        "all": with_parameters(path, asked),
        "facts": _facts(page.facets, asked, path),
        "first": _edge(query, "oldest"),
        "last": _edge(query, "newest"),
        "pictures": _pictures(query),
        "types": _types(query, page.facets["typeStatus"]),
        "charts": statistics.charts(query, path, by_value),
        "take": with_parameters(reverse("download"), asked),
        "feed": with_parameters("/feeds/search.atom", asked),
        **(map_pages.whereabouts(query) if any(each.value == "true" for each in page.facets["hasCoordinates"]) else {}),
    }


def _facts(facets: Mapping[str, Sequence[Bucket]], asked: Mapping[str, Sequence[str]], path: str) -> list[Fact]:
    counts = {name: sum(each.count for each in facets[name] if each.value == "true") for name in ("hasMedia", "hasCoordinates")}
    return [
        Fact(labels.facet_label(name), count, with_parameters(path, {**asked, name: ["true"]}))
        for name, count in counts.items()
        if count
    ]


def _edge(query: Query, sort: str) -> str:
    """The date of the specimen that was collected first or last; "" where none has one."""
    hits = queries.find(replace(query, sort=sort, size=1, cursor="")).hits
    return str(hits[0].card.get("eventDate") or "") if hits else ""


def _pictures(query: Query) -> list[Card]:
    shown = replace(query, filters={**query.filters, "hasMedia": ("true",)}, size=3 * MOST_PICTURES, sort="newest")
    return [card for card in cards(queries.find(shown).hits) if card.image][:MOST_PICTURES]


def _types(query: Query, statuses: Sequence[Bucket]) -> list[Card]:
    """The type specimens among the answer, by name."""
    if not statuses:
        return []
    values = tuple(each.value for each in statuses)
    return cards(queries.find(replace(query, filters={**query.filters, "typeStatus": values}, size=MOST_TYPES, sort="name")).hits)


def counted(query: Query, facet: str) -> Sequence[Bucket]:
    """The commonest values of a field among what a question finds."""
    return queries.find(replace(query, size=0, cursor="", sort="relevance"), (facet,)).facets[facet]


def address_of(facet: str, value: str) -> str:
    """Where the portrait of a value stands; "" for a field without portraits."""
    page = PORTRAYED.get(facet)
    return with_parameters(reverse(page), {"name" if page == "collector" else facet: [value]}) if page else ""
