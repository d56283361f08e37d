"""From a question to the engine's own query: words and filters are values, never syntax."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

import tantivy

from vasculum.search import language, moments
from vasculum.search.area import Box, Cover, cover, read_box, read_polygon, within
from vasculum.search.cells import terms_within
from vasculum.search.query import NARROWING, SORTS, Query, QueryError
from vasculum.search.schema import FLAGS, KEYWORDS, NUMBERS, words_analyser

LONGEST_TEXT = 500
LARGEST_PAGE = 200
MOST_PLACES = 50_000
EDGES = (200, 3000)
_ANALYSER = words_analyser()
_MUST = tantivy.Occur.Must
_SHOULD = tantivy.Occur.Should
_FIELDS = {name.lower(): name for name in NARROWING}
_BEGUN = frozenset({"name", "collector", "determiner"})
# Of what has few hundred values all are counted.
_MANY_VALUES = {"country": 300}

Searcher = tantivy.Searcher
Schema = tantivy.Schema


def tantivy_query(searcher: Searcher, schema: Schema, query: Query) -> tantivy.Query:
    """Everything said must hold, every filter too; raises QueryError naming what cannot be asked."""
    _check(query)
    said = language.read(query.text, _FIELDS)
    parts = [
        *_words_or_names(schema, said.words, query.also),
        *(_phrase(schema, phrase) for phrase in said.phrases),
        *(_any_said(searcher, schema, name, values) for name, values in said.conditions.items()),
        *(_any(searcher, schema, name, values) for name, values in query.filters.items() if values),
    ]
    return all_of(parts)


def all_of(parts: Sequence[tantivy.Query]) -> tantivy.Query:
    """What answers every part; everything where there is none."""
    return tantivy.Query.boolean_query([(_MUST, part) for part in parts]) if parts else tantivy.Query.all_query()


def any_of(parts: Sequence[tantivy.Query]) -> tantivy.Query:
    """What answers one of the parts."""
    return tantivy.Query.boolean_query([(_SHOULD, part) for part in parts])


def _check(query: Query) -> None:
    if query.sort not in SORTS:
        raise QueryError(f"sort: {query.sort!r} is not one of {', '.join(SORTS)}")
    if not 0 <= query.size <= LARGEST_PAGE:
        raise QueryError(f"size: {query.size} is not between 0 and {LARGEST_PAGE}")
    if len(query.text) > LONGEST_TEXT:
        raise QueryError(f"q: a question has at most {LONGEST_TEXT} characters")
    for name in query.filters:
        if name not in NARROWING:
            raise QueryError(f"{name}: there is no such filter; there are {', '.join(NARROWING)}")


def folded_words(text: str) -> list[str]:
    """The words of a text as the index knows them: without case and accents.

    >>> folded_words("Forêt de Soignes"), folded_words("Køge_12")
    (['foret', 'de', 'soignes'], ['koge', '12'])
    """
    words: list[str] = _ANALYSER.analyze(unicodedata.normalize("NFC", text))
    return words


def _words_or_names(schema: Schema, text: str, names: Sequence[str]) -> list[tantivy.Query]:
    words = _words(schema, text)
    return [any_of([all_of(words), *(_phrase(schema, name) for name in names)])] if words and names else words


def _words(schema: Schema, text: str) -> list[tantivy.Query]:
    words = folded_words(text)
    if not words:
        return [tantivy.Query.empty_query()] if text.strip() else []
    terms: list[tantivy.Query] = [tantivy.Query.term_query(schema, "text", word) for word in words]
    if not text[-1].isspace() and len(words[-1]) > 2:
        terms[-1] = any_of([terms[-1], tantivy.Query.boost_query(begun(schema, "text", words[-1]), 0.1)])
    return terms


def begun(schema: Schema, field: str, beginning: str) -> tantivy.Query:
    """What has a word in `field` that begins like this."""
    return tantivy.Query.regex_query(schema, field, re.escape(beginning) + ".*")


def _phrase(schema: Schema, text: str) -> tantivy.Query:
    words = folded_words(text)
    if len(words) > 1:
        return tantivy.Query.phrase_query(schema, "text", list(words))
    return tantivy.Query.term_query(schema, "text", words[0]) if words else tantivy.Query.empty_query()


def _any_said(searcher: Searcher, schema: Schema, name: str, values: Sequence[str]) -> tantivy.Query:
    """A condition in the text of a question: keywords in any case; a value that the field cannot have is taken as words."""
    if name in KEYWORDS:
        return any_of([_keyword_said(schema, name, value) for value in values])
    try:
        return _any(searcher, schema, name, values)
    except QueryError:
        return all_of(_words(schema, " ".join((name, *values)) + " "))


def _keyword_said(schema: Schema, name: str, value: str) -> tantivy.Query:
    plain = re.escape(unicodedata.normalize("NFC", value))
    return tantivy.Query.regex_query(schema, name, f"(?i){plain}([ ,(].*)?" if name in _BEGUN else f"(?i){plain}")


def _any(searcher: Searcher, schema: Schema, name: str, values: Sequence[str]) -> tantivy.Query:
    if name == "polygon":
        return any_of([_polygon(searcher, schema, value) for value in values])
    return any_of([value_query(schema, name, value) for value in values])


def value_query(schema: Schema, name: str, value: str) -> tantivy.Query:
    """What a filter with one value lets through; raises QueryError for a value that the field cannot have."""
    return _VALUES.get(name, _keyword)(schema, name, value)


def _keyword(schema: Schema, name: str, value: str) -> tantivy.Query:
    """What has this value; an empty one stands for none."""
    return tantivy.Query.term_query(schema, name, value) if value else tantivy.Query.empty_query()


def _flag(schema: Schema, name: str, value: str) -> tantivy.Query:
    if value not in {"true", "false"}:
        raise QueryError(f"{name}: {value!r} is neither true nor false")
    return tantivy.Query.term_query(schema, name, value == "true")


def _range(schema: Schema, name: str, value: str) -> tantivy.Query:
    found = re.fullmatch(r"\s*(-?\d{1,6})?\s*(-|\.\.)?\s*(-?\d{1,6})?\s*", value, re.ASCII)
    if found is None or not (found[1] or found[3]) or (found[1] and found[3] and not found[2]):
        raise QueryError(f"{name}: {value!r} is neither a number nor a range such as 1900..1950")
    low = int(found[1]) if found[1] else None
    high = int(found[3]) if found[3] else (None if found[2] else low)
    return between(schema, name, low, high)


def between(schema: Schema, field: str, low: float | None, high: float | None) -> tantivy.Query:
    """What has a number within these bounds, which belong to it; None is an open end."""
    kind = tantivy.FieldType.Float if field in {"latitude", "longitude"} else tantivy.FieldType.Integer
    return tantivy.Query.range_query(schema, field, kind, lower_bound=low, upper_bound=high)


def exactly(schema: Schema, field: str, value: int | str) -> tantivy.Query:
    """What has this very value."""
    return tantivy.Query.term_query(schema, field, value) if isinstance(value, str) else between(schema, field, value, value)


def _span(schema: Schema, _: str, value: str) -> tantivy.Query:
    """What may have been collected within the span: the event begins before its end and ends after its beginning."""
    first, last = moments.read_span(value)
    return all_of([between(schema, "dayOrLast", None, last), between(schema, "lastDay", first, None)])


def _box(schema: Schema, _: str, value: str) -> tantivy.Query:
    return any_of([_one_box(schema, part) for part in read_box(value).parts])


def _one_box(schema: Schema, box: Box) -> tantivy.Query:
    covered = cover(box.shape, EDGES[0])
    edge = [_cells(schema, covered.edge), between(schema, "latitude", box.south, box.north)]
    return any_of([_cells(schema, covered.inside), all_of([*edge, between(schema, "longitude", box.west, box.east)])])


def _cells(schema: Schema, terms: Sequence[int]) -> tantivy.Query:
    return tantivy.Query.term_set_query(schema, "cells", list(terms)) if terms else tantivy.Query.empty_query()


def _polygon(searcher: Searcher, schema: Schema, value: str) -> tantivy.Query:
    """What lies in an area: the cells inside it, and of the places in the cells along its edge those that lie within."""
    area = read_polygon(value)
    for edge in EDGES:
        covered = cover(area, edge)
        places = _places(searcher, schema, covered)
        if len(places) < MOST_PLACES:
            inside = within(area, places)
            on_the_edge = tantivy.Query.term_set_query(schema, "place", inside) if inside else tantivy.Query.empty_query()
            return any_of([_cells(schema, covered.inside), on_the_edge])
    raise QueryError("polygon: too many places lie along its edge; draw a smaller one")


def _places(searcher: Searcher, schema: Schema, covered: Cover) -> list[int]:
    wanted = {"places": {"terms": {"field": "place", "size": MOST_PLACES}}}
    return [int(bucket["key"]) for bucket in searcher.aggregate(_cells(schema, covered.edge), wanted)["places"]["buckets"]]


def in_tile(schema: Schema, level: int, cell: int) -> tantivy.Query:
    """What was collected in a cell of any level."""
    return _cells(schema, terms_within(level, cell))


_VALUES: Mapping[str, Callable[[Schema, str, str], tantivy.Query]] = {
    **dict.fromkeys(FLAGS, _flag),
    **dict.fromkeys(NUMBERS, _range),
    "eventDate": _span,
    "bbox": _box,
}
