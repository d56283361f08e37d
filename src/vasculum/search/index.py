"""The catalogue: answers questions from the index that is served, and notices when it has been replaced or extended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import tantivy

from vasculum.search import grid, question, vocabulary
from vasculum.search.counts import Counts, check_facets
from vasculum.search.follower import SCHEMA, open_index
from vasculum.search.order import Answer
from vasculum.search.query import Hit, Page, Query, Spots, Suggestion, Tile
from vasculum.search.schema import CARD, SEVERAL
from vasculum.search.state import State, read_state
from vasculum.search.summary import LEVEL, Summary, name_of, summary_of


class NoIndex(Exception):
    """There is no index: nothing was harvested yet, or it was lost or damaged and will be rebuilt."""


@dataclass(slots=True)
class Served:
    """One state of the index, open, with what is worked out once for it."""

    state: State
    index: tantivy.Index
    counts: Counts = field(default_factory=Counts)
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
        searcher, summary = served.index.searcher(), self._summary(served)
        asked = question.tantivy_query(searcher, served.index.schema, query)
        check_facets(facets)
        known = summary.counts_of(query)
        known = served.counts.of(searcher, asked, query, facets) if known is None else known
        addresses, next_cursor = Answer(served.index, searcher, asked, known.total, summary.lowest).page(query)
        hits = tuple(_hit(searcher, address) for address in addresses)
        return Page(known.total, hits, {name: known.facets[name] for name in facets}, next_cursor)

    def spots(self, query: Query, tile: Tile) -> Spots:
        """Where in `tile` the specimens that answer `query` were collected; raises QueryError, NoIndex."""
        grid.check(tile)
        served = self._current()
        known = self._summary(served).cells_of(query) if grid.level_of(tile.zoom) <= LEVEL else None
        if known is not None:
            return grid.coarsened(known, LEVEL, tile)
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

    def rules_name(self) -> str:
        """The name of the rules of protection under which the index was made; raises NoIndex."""
        return self._current().state.rules

    def _summary(self, served: Served) -> Summary:
        with self._lock:
            if served.summary is None:
                served.summary = summary_of(self._root, served.state, served.index)
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


def _hit(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Hit:
    stored = searcher.doc(address).to_dict()
    card: dict[str, Any] = {
        CARD[field]: values if field in SEVERAL else values[0] for field, values in stored.items() if values != [""]
    }
    return Hit(card["pid"], card)
