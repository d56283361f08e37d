"""What may be asked of the index, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

FILTERS = (
    "institution",
    "collection",
    "source",
    "discipline",
    "country",
    "subdivision",
    "kingdom",
    "phylum",
    "class",
    "order",
    "family",
    "genus",
    "name",
    "collector",
    "determiner",
    "typeStatus",
    "basisOfRecord",
    "preservation",
    "decade",
    "year",
    "month",
    "midsLevel",
    "missing",
    "remark",
    "issue",
    "license",
    "hasMedia",
    "hasCoordinates",
)
# What narrows an answer but has no values to count.
SPANS = ("eventDate",)
AREAS = ("bbox", "polygon")
NARROWING = (*FILTERS, *SPANS, *AREAS)
RANKS = ("kingdom", "phylum", "class", "order", "family", "genus")
SORTS = ("relevance", "name", "oldest", "newest", "catalogNumber", "midsLevel", "changed")


@dataclass(frozen=True, slots=True)
class Query:
    """One question: everything in `text` must hold; filters are joined by AND, the values of one filter by OR.

    `text` is read by `language.read`: words, phrases in quotes, and `field:value` with the same fields as `filters`.
    `filters` has keys of NARROWING; the value of a number may be a range `1900..1950`, that of `eventDate` a span
    `1900-05..1901`, that of `bbox` a box `west,south,east,north`, that of `polygon` WKT or a list of corners.
    `cursor` is the `next_cursor` of the page before; with `size` 0 only the counts are wanted.
    `also` are phrases that may stand in place of the loose words of `text`: other names of the same taxon.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    cursor: str = ""
    size: int = 20
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet and how many specimens have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One specimen found, with the fields a list needs.

    `card` may hold: scientificName, catalogNumber, institution, collection, country (ISO code), eventDate, locality, recordedBy,
    typeStatus (list), discipline, basisOfRecord, midsLevel (int), thumbnail (address of an image), license, modified (of the last
    version); absent when unknown.
    """

    pid: str
    card: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of hits with the exact total, the facets asked for, and the cursor of the next page ("" on the last)."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[Bucket, ...]]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the Web Mercator tiling: zoom, column and row."""

    zoom: int
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the map by its number at `Spots.level`, and how many specimens were collected in it."""

    cell: int
    count: int


@dataclass(frozen=True, slots=True)
class Spots:
    """What an answer looks like on a map: cells of one level; at the finest level they are single places."""

    level: int
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value of a field that a half-typed text may mean; `count` is about how many specimens have it."""

    field: str
    value: str
    count: int


class Catalogue(Protocol):
    """Anything that answers questions about specimens."""

    def search(self, query: Query, facets: Sequence[str] = ()) -> Page:
        """The page that answers `query`; raises `QueryError` for a filter, sort or cursor that does not exist."""
        ...

    def spots(self, query: Query, tile: Tile) -> Spots:
        """Where in `tile` the specimens that answer `query` were collected; raises `QueryError`."""
        ...

    def suggest(self, text: str, most: int = 4) -> tuple[Suggestion, ...]:
        """Values of names, taxa and people that begin like `text`, at the most `most` of each field."""
        ...

    def state_name(self) -> str:
        """A name for what the index holds now, another one after each harvest."""
        ...

    def rules_name(self) -> str:
        """The name of the rules of protection under which the index was made."""
        ...


class QueryError(ValueError):
    """A question that cannot be asked: its text says which part and why."""
