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
    "family",
    "genus",
    "name",
    "collector",
    "typeStatus",
    "basisOfRecord",
    "decade",
    "year",
    "midsLevel",
    "missing",
    "remark",
    "license",
    "hasMedia",
    "hasCoordinates",
)
SORTS = ("relevance", "name", "oldest", "newest", "catalogNumber", "midsLevel")


@dataclass(frozen=True, slots=True)
class Query:
    """One question: every word of `text` must occur; filters are joined by AND, the values of one filter by OR.

    `filters` has keys of FILTERS; the value of `year` may be a range `1900-1950`.
    `cursor` is the `next_cursor` of the page before.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    cursor: str = ""
    size: int = 20


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet and how many specimens have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One specimen found, with the fields a list needs.

    `card` may hold: scientificName, catalogNumber, institution, collection, country (ISO code), eventDate, locality, recordedBy,
    typeStatus (list), discipline, basisOfRecord, midsLevel (int), thumbnail (address of an image), license; absent when unknown.
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


class Catalogue(Protocol):
    """Anything that answers questions about specimens."""

    def search(self, query: Query, facets: Sequence[str] = ()) -> Page:
        """The page that answers `query`; raises `QueryError` for a filter, sort or cursor that does not exist."""
        ...


class QueryError(ValueError):
    """A question that cannot be asked: its text says which part and why."""
