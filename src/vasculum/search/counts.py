"""Counts: how many answer a question, and how many of them have each value of a facet.

What was counted lately is remembered for as long as the index stays as it is: whoever turns the page or opens the map asks
for the same counts again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import tantivy

from vasculum.search.query import Bucket, Query, QueryError
from vasculum.search.schema import BETWEEN, COUNTED_TOGETHER, FLAGS, KEYWORDS, NUMBERS, together

REMEMBERED = 400
MOST = 100
MOST_TOGETHER = 3000
OF_ALL = "hasMedia"

Question = tuple[str, tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]


@dataclass(slots=True)
class Counted:
    """The counts of one question, as far as somebody asked for them."""

    total: int
    facets: dict[str, tuple[Bucket, ...]] = field(default_factory=dict)


class Counts:
    """The counts of one state of the index; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[Question, Counted] = OrderedDict()

    def of(self, searcher: tantivy.Searcher, asked: tantivy.Query, query: Query, facets: Sequence[str]) -> Counted:
        """The total of a question and at least these facets."""
        named = question_of(query)
        with self._lock:
            known = self._known.get(named)
            missing = [name for name in facets if known is None or name not in known.facets]
        if known is None or missing:
            known = self._remember(named, counted(searcher, asked, missing))
        return known

    def _remember(self, named: Question, new: Counted) -> Counted:
        with self._lock:
            before = self._known.get(named)
            together = Counted(new.total, {**(before.facets if before else {}), **new.facets})
            self._known[named] = together
            self._known.move_to_end(named)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return together


def question_of(query: Query) -> Question:
    """What decides how many answer a query: not how they are ordered, nor which of them are shown."""
    return query.text, query.also, tuple(sorted((name, tuple(values)) for name, values in query.filters.items()))


def check_facets(names: Sequence[str]) -> None:
    """Raises QueryError for a facet that does not exist."""
    for name in names:
        if name not in {*KEYWORDS, *NUMBERS, *FLAGS}:
            raise QueryError(f"facet: {name!r} cannot be counted")


def counted(searcher: tantivy.Searcher, asked: tantivy.Query, facets: Sequence[str]) -> Counted:
    """The total and these facets, counted; the total by a flag, of which every specimen has one value."""
    wanted = {name: _request(name) for name in {*facets, OF_ALL}}
    answer = searcher.aggregate(asked, wanted)
    total = sum(bucket["doc_count"] for bucket in answer[OF_ALL]["buckets"])
    return Counted(total, {name: _values(searcher, asked, name, answer[name]) for name in facets})


def _request(name: str) -> dict[str, Any]:
    if name in COUNTED_TOGETHER:
        return {"terms": {"field": together(name), "size": MOST_TOGETHER}}
    return {"terms": {"field": name, "size": MOST + 1}}


def _values(searcher: tantivy.Searcher, asked: tantivy.Query, name: str, answer: Mapping[str, Any]) -> tuple[Bucket, ...]:
    if name in COUNTED_TOGETHER:
        if answer["sum_other_doc_count"]:
            apart = searcher.aggregate(asked, {name: {"terms": {"field": name, "size": MOST}}})
            return _buckets(apart[name])
        return _taken_apart(answer)
    return _buckets(answer)


def _taken_apart(answer: Mapping[str, Any]) -> tuple[Bucket, ...]:
    """How many have each value, from how many have the same values together."""
    counts: dict[str, int] = {}
    for bucket in answer["buckets"]:
        for value in bucket["key"].split(BETWEEN):
            counts[value] = counts.get(value, 0) + bucket["doc_count"]
    found = sorted((Bucket(value, count) for value, count in counts.items() if value), key=lambda each: (-each.count, each.value))
    return tuple(found[:MOST])


def _buckets(answer: Mapping[str, Any]) -> tuple[Bucket, ...]:
    found = ((str(bucket.get("key_as_string", _plain(bucket["key"]))), bucket["doc_count"]) for bucket in answer["buckets"])
    return tuple(Bucket(value, count) for value, count in found if value)[:MOST]


def _plain(key: Any) -> Any:
    return int(key) if isinstance(key, float) else key
