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

from vasculum.search import question
from vasculum.search.query import Bucket, Query
from vasculum.search.schema import KEY

REMEMBERED = 400
_TOTAL = "of all"

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


def counted(searcher: tantivy.Searcher, asked: tantivy.Query, facets: Sequence[str]) -> Counted:
    """The total and these facets, counted; raises QueryError for a facet that does not exist."""
    answer = searcher.aggregate(asked, {**question.facet_request(facets), _TOTAL: {"value_count": {"field": KEY}}})
    return Counted(int(answer[_TOTAL]["value"]), {name: buckets(answer[name]) for name in facets})


def buckets(answer: Mapping[str, Any]) -> tuple[Bucket, ...]:
    """The values of a facet as the engine gives them."""
    return tuple(
        Bucket(str(bucket.get("key_as_string", _plain(bucket["key"]))), bucket["doc_count"]) for bucket in answer["buckets"]
    )


def _plain(key: Any) -> Any:
    return int(key) if isinstance(key, float) else key
