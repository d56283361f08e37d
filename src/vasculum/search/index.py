"""The catalogue: answers questions from the index that is served, and notices when it has been replaced or extended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import tantivy

from vasculum.search import cursor, grid, question, vocabulary
from vasculum.search.follower import SCHEMA, open_index
from vasculum.search.query import Bucket, Hit, Page, Query, Spots, Suggestion, Tile
from vasculum.search.schema import CARD, SEVERAL, SORT_FIELDS
from vasculum.search.state import State, read_state
from vasculum.search.summary import LEVEL, Summary, name_of, summary_of


class NoIndex(Exception):
    """There is no index: nothing was harvested yet, or it was lost or damaged and will be rebuilt."""


@dataclass(slots=True)
class Served:
    """One state of the index, open, with what is worked out once for it."""

    state: State
    index: tantivy.Index
    summary: Summary | None = None
    vocabulary: tantivy.Index | None = None


class Index:
    """The search index in a folder; safe to share between threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = Lock()
        self._served: Served | None = None

    def search(self, query: Query, facets: Sequence[str] = ()) -> Page:
        """The page that answers `query`.

        Raises QueryError for a filter, sort, facet or cursor that does not exist, NoIndex when there is nothing to ask.
        """
        served = self._current()
        searcher, index_schema = served.index.searcher(), served.index.schema
        asked = question.tantivy_query(searcher, index_schema, query)
        counted = question.facet_request(facets)
        everything = not (query.text.strip() or query.filters)
        total: int = searcher.num_docs if everything else searcher.search(asked, limit=1).count  # type: ignore[attr-defined]
        hits, next_cursor = _find(searcher, index_schema, asked, query, total)
        answers = self._summary(served).facets if everything else searcher.aggregate(asked, counted) if counted else {}
        return Page(total, hits, {name: _buckets(answers[name]) for name in facets}, next_cursor)

    def spots(self, query: Query, tile: Tile) -> Spots:
        """Where in `tile` the specimens that answer `query` were collected; raises QueryError, NoIndex."""
        grid.check(tile)
        served = self._current()
        if not (query.text.strip() or query.filters) and grid.level_of(tile.zoom) <= LEVEL:
            return grid.coarsened(self._summary(served).cells, LEVEL, tile)
        return grid.spots(served.index.searcher(), served.index.schema, query, tile)

    def suggest(self, text: str, most: int = 4) -> tuple[Suggestion, ...]:
        """Values of names, taxa and people that begin like `text`; raises NoIndex."""
        served = self._current()
        with self._lock:
            if served.vocabulary is None:
                served.vocabulary = vocabulary.open_vocabulary(self._root, served.state, served.index.searcher())
        return vocabulary.suggest(served.vocabulary, text, most)

    def state_name(self) -> str:
        """A name for what the index holds now; "" while there is none."""
        try:
            return name_of(self._current().state)
        except NoIndex:
            return ""

    def _summary(self, served: Served) -> Summary:
        with self._lock:
            if served.summary is None:
                served.summary = summary_of(self._root, served.state, served.index.searcher())
            return served.summary

    def _current(self) -> Served:
        with self._lock:
            state = read_state(self._root)
            if not state.folder or not (self._root / state.folder / "meta.json").exists():
                raise NoIndex("there is no search index yet: a harvest makes one")
            if state.schema != SCHEMA:
                raise NoIndex("the search index is of an earlier version: 'vasculum reindex' or the next harvest makes a new one")
            try:
                self._served = self._opened(state)
            except ValueError as error:
                raise NoIndex(f"the search index cannot be read; the next harvest rebuilds it: {error}") from error
            return self._served

    def _opened(self, state: State) -> Served:
        """The index of a state: the one that is open, brought up to date, or another when that has taken its place."""
        if self._served is None or state.folder != self._served.state.folder:
            return Served(state, open_index(self._root / state.folder))
        if state == self._served.state:
            return self._served
        self._served.index.reload()
        return Served(state, self._served.index)


def open_catalogue(root: Path) -> Index:
    """The catalogue of the index in `root`; whether there is one shows when it is asked."""
    return Index(root)


def _find(
    searcher: tantivy.Searcher, index_schema: tantivy.Schema, asked: tantivy.Query, query: Query, total: int
) -> tuple[tuple[Hit, ...], str]:
    place = cursor.read(query)
    if not query.size:
        return (), ""
    by_score = query.sort == "relevance" and bool(query.text.strip())
    skip = min(place.skip, total)
    if by_score:
        found = searcher.search(asked, limit=query.size, offset=skip, count=False)
        values: list[Any] = [0] * len(found.hits)
    else:
        field, cut, descending = SORT_FIELDS[query.sort]
        order = tantivy.Order.Desc if descending else tantivy.Order.Asc
        rest = question.from_value(index_schema, asked, cut, place.value, descending)
        found = searcher.search(rest, limit=query.size, offset=skip, count=False, order_by_field=field, order=order)
        values = searcher.fast_field_values(cut, [address for _, address in found.hits])
    hits = tuple(_hit(searcher, address) for _, address in found.hits)
    return hits, cursor.following(query, place, values)


def _hit(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Hit:
    stored = searcher.doc(address).to_dict()
    card: dict[str, Any] = {CARD[field]: values if field in SEVERAL else values[0] for field, values in stored.items()}
    return Hit(card["pid"], card)


def _buckets(answer: dict[str, Any]) -> tuple[Bucket, ...]:
    return tuple(
        Bucket(str(bucket.get("key_as_string", _plain(bucket["key"]))), bucket["doc_count"]) for bucket in answer["buckets"]
    )


def _plain(key: Any) -> Any:
    return int(key) if isinstance(key, float) else key
