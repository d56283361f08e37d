"""Cursors: where the next page begins, as the value the order has reached and how many with that value were already shown.

A page deep in the answer costs no more than the first one.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from vasculum.search.query import Query, QueryError

DEEPEST_BY_SCORE = 10_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: at `value` of the order (None at the start), after `skip` hits."""

    value: int | None = None
    skip: int = 0


def read(query: Query) -> Place:
    """The place a query's cursor names; raises QueryError when it is no cursor of that sort order."""
    if not query.cursor:
        return Place()
    try:
        sort, value, skip = orjson.loads(base64.urlsafe_b64decode(query.cursor.encode("ascii")))
    except (ValueError, TypeError):
        raise QueryError("cursor: it is not one this node gave") from None
    if sort != query.sort or not isinstance(skip, int) or not 0 <= skip <= 10**9 or not _is_place(value):
        raise QueryError("cursor: it belongs to another sort order")
    return Place(value, skip)


def _is_place(value: object) -> bool:
    return value is None or (isinstance(value, int) and -(2**63) <= value < 2**63)


def following(query: Query, place: Place, values: Sequence[int]) -> str:
    """The cursor of the page after one that showed `values`; "" when it was the last."""
    if len(values) < query.size:
        return ""
    last = values[-1]
    shown = sum(1 for value in values if value == last)
    skip = shown + (place.skip if last == (place.value if place.value is not None else values[0]) and shown == len(values) else 0)
    if query.sort == "relevance" and query.text.strip() and skip > DEEPEST_BY_SCORE:
        return ""
    return base64.urlsafe_b64encode(orjson.dumps([query.sort, last, skip])).decode("ascii")
