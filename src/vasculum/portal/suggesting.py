"""What a half-typed text may mean: names, taxa, people, countries, institutions, and single specimens by their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse

from vasculum.registry import queries as registry
from vasculum.search.query import Query, QueryError, Suggestion
from vasculum.search.question import folded_words
from vasculum.specimens import labels, queries
from vasculum.specimens.cards import cards
from vasculum.web.addresses import with_parameters

OF_EACH = 3
AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One suggestion: the kind of thing it is, its text, about how many specimens (0 when unknown), and where it leads."""

    kind: str
    text: str
    count: int
    address: str


def choices(text: str) -> list[Choice]:
    """The suggestions for a text, at the most twelve."""
    if len("".join(folded_words(text))) < 2:
        return []
    found = (*_specimens(text), *_of_index(text), *_countries(text), *_institutions(text))
    return list(islice(found, AT_MOST))


def _of_index(text: str) -> Iterator[Choice]:
    return map(_choice, queries.suggestions(text, OF_EACH))


def _choice(found: Suggestion) -> Choice:
    return Choice(labels.facet_label(found.field), found.value, found.count, _address(found.field, found.value))


def _address(facet: str, value: str) -> str:
    return with_parameters(reverse("search"), {facet: [value]})


def _specimens(text: str) -> Iterator[Choice]:
    """Single specimens, when the text has a figure as numbers have."""
    if not any(sign.isdigit() for sign in text):
        return
    try:
        found = cards(queries.find(Query(text=text.strip(), size=OF_EACH)).hits)
    except QueryError:
        return
    for card in found:
        if text.strip().casefold() in f"{card.number} {card.pid}".casefold():
            yield Choice(str(labels.SORTS["catalogNumber"]), f"{card.number or card.pid} · {card.name}", 0, card.address)


def _countries(text: str) -> Iterator[Choice]:
    counts = {bucket.value: bucket.count for bucket in queries.find(Query(size=0), ("country",)).facets["country"]}
    named = [(code, labels.value_label("country", code)) for code in counts]
    for code, name in islice(_beginning(text, named), OF_EACH):
        yield Choice(labels.facet_label("country"), name, counts[code], _address("country", code))


def _institutions(text: str) -> Iterator[Choice]:
    named = [(each.key, labels.institution_name(each.key)) for each in registry.institutions()]
    for key, name in islice(_beginning(text, named), OF_EACH):
        yield Choice(labels.facet_label("institution"), name, 0, reverse("institution", args=[key]))


def _beginning(text: str, named: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those of some names in which every word of the text begins a word."""
    asked = folded_words(text)
    for key, name in named:
        words = folded_words(name)
        if all(any(word.startswith(part) for word in words) for part in asked):
            yield key, name
