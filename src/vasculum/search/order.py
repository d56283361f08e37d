"""The order of an answer: which specimens a page shows, found where the page before it ended and not by counting from the start.

Specimens with the same value follow one another by key. By key alone, a page of a large answer is looked for in the few
blocks of numbers that should hold it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import tantivy

from vasculum.search import cursor, question
from vasculum.search.cursor import Place, Value
from vasculum.search.query import Query
from vasculum.search.schema import BLOCK, BLOCK_BITS, KEY, SORT_FIELDS

LARGE = 20_000
ROOM = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """A specimen on a page: where it lies in the index, its value in the order and its key."""

    address: tantivy.DocAddress
    value: Value
    key: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of `total` specimens, to be put in order; `lowest` is the lowest key of the whole index."""

    index: tantivy.Index
    searcher: tantivy.Searcher
    asked: tantivy.Query
    total: int
    lowest: int

    def page(self, query: Query) -> tuple[list[tantivy.DocAddress], str]:
        """What the page of a query shows, and the cursor of the next one; raises QueryError."""
        place = cursor.read(query)
        if not query.size:
            return [], ""
        if cursor.is_by_score(query):
            return self._by_score(query, place)
        shown = self._in_order(*SORT_FIELDS[query.sort], place, query.size)
        more = len(shown) == query.size
        return [each.address for each in shown], cursor.following(query, shown[-1].value, shown[-1].key) if more else ""

    def _by_score(self, query: Query, place: Place) -> tuple[list[tantivy.DocAddress], str]:
        skip = min(place.after, self.total)
        hits = self.searcher.search(self.asked, limit=query.size, offset=skip, count=False).hits
        more = len(hits) == query.size
        return [address for _, address in hits], cursor.following(query, None, skip + len(hits)) if more else ""

    def _in_order(self, field: str, descending: bool, place: Place, size: int) -> list[Shown]:
        if field == KEY:
            return self._by_key(place.after if place.value is not None else -1, size)
        shown = [] if place.value is None else self._of_value(field, place.value, place.after, size)
        if len(shown) < size:
            shown += self._beyond(field, descending, place.value, size - len(shown))
        return shown

    def _by_key(self, after: int, size: int) -> list[Shown]:
        """The next specimens by key; of a large answer they are first looked for near by."""
        if self.total > LARGE:
            near = question.all_of(
                [self.asked, self._near(after, size), question.between(self.index.schema, KEY, after + 1, None)]
            )
            shown = list(self._sorted(near, KEY, False, size))
            if len(shown) == size:
                return shown
        return list(self._sorted(self._behind(after), KEY, False, size))

    def _near(self, after: int, size: int) -> tantivy.Query:
        """The blocks that should hold a page several times over."""
        first = max(after + 1, self.lowest) >> BLOCK_BITS
        last = first + (ROOM * size * self.searcher.num_docs // self.total >> BLOCK_BITS) + 1
        return tantivy.Query.term_set_query(self.index.schema, BLOCK, list(range(first, last + 1)))

    def _behind(self, after: int) -> tantivy.Query:
        return (
            question.all_of([self.asked, question.between(self.index.schema, KEY, after + 1, None)]) if after >= 0 else self.asked
        )

    def _of_value(self, field: str, value: Value, after: int, size: int) -> list[Shown]:
        """Specimens of one value by key."""
        same = question.all_of([self._behind(after), question.exactly(self.index.schema, field, value)])
        return [Shown(each.address, value, each.key) for each in self._sorted(same, KEY, False, size)]

    def _beyond(self, field: str, descending: bool, value: Value | None, size: int) -> list[Shown]:
        """The first specimens beyond a value; those of the last value that is shown are the first of it by key."""
        rest = self.asked if value is None else question.all_of([self.asked, self._past(field, descending, value)])
        found = list(self._sorted(rest, field, descending, size))
        groups = [list(group) for _, group in groupby(found, key=lambda each: each.value)]
        if len(found) == size:
            groups[-1] = self._of_value(field, groups[-1][0].value, -1, len(groups[-1]))
        return [each for group in groups for each in sorted(group, key=lambda each: each.key)]

    def _past(self, field: str, descending: bool, value: Value) -> tantivy.Query:
        if isinstance(value, str):
            return self.index.parse_query(f"{field}:{{{value} TO *}}" if value else "*", [field])
        bounds = (None, value - 1) if descending else (value + 1, None)
        return question.between(self.index.schema, field, *bounds)

    def _sorted(self, asked: tantivy.Query, field: str, descending: bool, size: int) -> Iterator[Shown]:
        order = tantivy.Order.Desc if descending else tantivy.Order.Asc
        hits: Sequence[tuple[Value, tantivy.DocAddress]] = self.searcher.search(
            asked, limit=size, count=False, order_by_field=field, order=order
        ).hits
        keys = self.searcher.fast_field_values(KEY, [address for _, address in hits])
        return (Shown(address, value, int(key or 0)) for (value, address), key in zip(hits, keys, strict=True))
