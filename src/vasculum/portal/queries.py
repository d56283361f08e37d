"""What the pages around the specimens ask: how many an institution or a collection has here, their pictures, its harvests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vasculum.harvest.models import Harvest
from vasculum.registry import queries as registry
from vasculum.registry.models import Collection, Institution
from vasculum.registry.vocabularies import label
from vasculum.registry.words import figure_in_words
from vasculum.search.query import Bucket, Query
from vasculum.specimens import queries
from vasculum.specimens.cards import Card, cards
from vasculum.web.layout import current_language


@dataclass(frozen=True, slots=True)
class Held:
    """An institution or a collection in a list; `declared` is its stated size in words, `here` the specimens in this node."""

    key: str
    name: str
    here: int
    declared: str = ""
    city: str = ""
    acronym: str = ""
    institution: str = ""
    institution_key: str = ""
    is_known: bool = False
    status: str = ""


def counts_by(facet: str) -> Mapping[str, int]:
    """How many specimens the node has by value of a facet."""
    return {bucket.value: bucket.count for bucket in queries.find_beside(Query(size=0), (facet,)).facets[facet]}


def counts_of(query: Query, facet: str) -> Sequence[Bucket]:
    """The values of a facet among what a question finds, the commonest first."""
    return queries.find(replace(query, size=0, cursor=""), (facet,)).facets[facet]


def pictures(most: int, **where: str) -> list[Card]:
    """The newest specimens with an image that a page can show; `where` names filters with their value."""
    filters = {name: (value,) for name, value in where.items()} | {"hasMedia": ("true",)}
    found = queries.find_beside(Query(filters=filters, size=4 * most, sort="newest"))
    return [card for card in cards(found.hits) if card.image][:most]


def institutions() -> list[Held]:
    """Every institution by name, those with specimens here first."""
    here, language = counts_by("institution"), current_language()
    found = [
        Held(each.key, each.name(language), here.get(each.key, 0), city=each.city, acronym=each.acronym)
        for each in registry.institutions()
    ]
    return sorted(found, key=lambda held: (held.here == 0, held.name.casefold()))


def collections(of: list[Collection]) -> list[Held]:
    """Collections with their declared size and the specimens here."""
    here, language = counts_by("collection"), current_language()
    return [
        Held(
            key=each.key,
            name=each.name(language),
            here=here.get(each.key, 0),
            declared=figure_in_words(declared, language),
            institution=each.institution.name(language),
            institution_key=each.institution.key,
            is_known=declared is not None and declared.is_figure,
            status="" if each.status in {"", "active"} else label("status", each.status, language),
        )
        for each, declared in ((each, registry.declared(each)) for each in of)
    ]


def harvests_of(collection: Collection, most: int = 5) -> list[Harvest]:
    """The last harvests of a collection's sources."""
    return list(Harvest.objects.filter(source__collection=collection).select_related("source")[:most])


def place_of(institution: Institution) -> str:
    """Town and country code in one line."""
    return ", ".join(part for part in (institution.city, institution.country) if part)
