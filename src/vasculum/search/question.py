"""From a question to the engine's own query: words and filters are values, never syntax."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import tantivy

from vasculum.search.query import FILTERS, SORTS, Query, QueryError
from vasculum.search.schema import FLAGS, KEYWORDS, NUMBERS, words_analyser

LONGEST_TEXT = 500
LARGEST_PAGE = 200
_ANALYSER = words_analyser()
_MUST = tantivy.Occur.Must
_SHOULD = tantivy.Occur.Should


def tantivy_query(schema: tantivy.Schema, query: Query) -> tantivy.Query:
    """Every word must occur, every filter must hold; raises QueryError naming what cannot be asked."""
    _check(query)
    parts = [_words(schema, query.text), *(_filter(schema, name, values) for name, values in query.filters.items())]
    wanted = [part for part in parts if part is not None]
    return tantivy.Query.boolean_query([(_MUST, part) for part in wanted]) if wanted else tantivy.Query.all_query()


def _check(query: Query) -> None:
    if query.sort not in SORTS:
        raise QueryError(f"sort: {query.sort!r} is not one of {', '.join(SORTS)}")
    if not 1 <= query.size <= LARGEST_PAGE:
        raise QueryError(f"size: {query.size} is not between 1 and {LARGEST_PAGE}")
    if len(query.text) > LONGEST_TEXT:
        raise QueryError(f"q: a question has at most {LONGEST_TEXT} characters")
    for name in query.filters:
        if name not in FILTERS:
            raise QueryError(f"{name}: there is no such filter; there are {', '.join(FILTERS)}")


def folded_words(text: str) -> list[str]:
    """The words of a text as the index knows them: without case and accents.

    >>> folded_words("Forêt de Soignes"), folded_words("Køge_12")
    (['foret', 'de', 'soignes'], ['koge', '12'])
    """
    words: list[str] = _ANALYSER.analyze(unicodedata.normalize("NFC", text))
    return words


def _words(schema: tantivy.Schema, text: str) -> tantivy.Query | None:
    words = folded_words(text)
    if not words:
        return tantivy.Query.empty_query() if text.strip() else None
    terms: list[tantivy.Query] = [tantivy.Query.term_query(schema, "text", word) for word in words]
    if not text[-1].isspace() and len(words[-1]) > 2:
        begun = tantivy.Query.regex_query(schema, "text", re.escape(words[-1]) + ".*")
        terms[-1] = tantivy.Query.boolean_query([(_SHOULD, terms[-1]), (_SHOULD, tantivy.Query.boost_query(begun, 0.1))])
    return tantivy.Query.boolean_query([(_MUST, term) for term in terms])


def _filter(schema: tantivy.Schema, name: str, values: Sequence[str]) -> tantivy.Query | None:
    if not values:
        return None
    return tantivy.Query.boolean_query([(_SHOULD, _value(schema, name, value)) for value in values])


def _value(schema: tantivy.Schema, name: str, value: str) -> tantivy.Query:
    if name in FLAGS:
        if value not in {"true", "false"}:
            raise QueryError(f"{name}: {value!r} is neither true nor false")
        return tantivy.Query.term_query(schema, name, value == "true")
    if name in NUMBERS:
        return _range(schema, name, value)
    return tantivy.Query.term_query(schema, name, value)


def _range(schema: tantivy.Schema, name: str, value: str) -> tantivy.Query:
    found = re.fullmatch(r"\s*(-?\d{1,6})?\s*(-|\.\.)?\s*(-?\d{1,6})?\s*", value)
    if found is None or not (found[1] or found[3]) or (found[1] and found[3] and not found[2]):
        raise QueryError(f"{name}: {value!r} is neither a number nor a range such as 1900-1950")
    low = int(found[1]) if found[1] else None
    high = int(found[3]) if found[3] else (None if found[2] else low)
    return tantivy.Query.range_query(schema, name, tantivy.FieldType.Integer, lower_bound=low, upper_bound=high)


def from_value(schema: tantivy.Schema, asked: tantivy.Query, field: str, value: int | None, descending: bool) -> tantivy.Query:
    """The part of an answer that begins at a value of its order."""
    if value is None:
        return asked
    bounds: dict[str, Any] = {"upper_bound": value} if descending else {"lower_bound": value}
    rest = tantivy.Query.range_query(schema, field, tantivy.FieldType.Integer, **bounds)
    return tantivy.Query.boolean_query([(_MUST, asked), (_MUST, rest)])


def facet_request(names: Sequence[str], size: int = 100) -> dict[str, Any]:
    """The counts to ask for; raises QueryError for a facet that does not exist."""
    for name in names:
        if name not in {*KEYWORDS, *NUMBERS, *FLAGS}:
            raise QueryError(f"facet: {name!r} cannot be counted")
    return {name: {"terms": {"field": name, "size": size}} for name in names}
