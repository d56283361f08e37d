"""Cursors: where the next page begins, as the value the order has reached and the key of the last specimen shown.

A page deep in the answer costs no more than the first one.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

import orjson

from vasculum.search.query import Query, QueryError
from vasculum.search.schema import SORT_FIELDS, SORT_TEXTS

DEEPEST_BY_SCORE = 10_000
LONGEST_TEXT = 4000

Value = int | str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: behind the specimen with this `value` of the order and this key; by score, behind so many hits."""

    value: Value | None = None
    after: int = 0


def is_by_score(query: Query) -> bool:
    """Whether the best hits come first: only words have better and worse ones."""
    return query.sort == "relevance" and bool(query.text.strip())


def read(query: Query) -> Place:
    """The place a query's cursor names; raises QueryError when it is no cursor of that sort order."""
    if not query.cursor:
        return Place()
    try:
        sort, value, after = orjson.loads(base64.urlsafe_b64decode(query.cursor.encode("ascii")))
    except (ValueError, TypeError):
        raise QueryError("cursor: it is not one this node gave") from None
    if sort != query.sort or not _is_key(after) or not (value is None if is_by_score(query) else _is_value(query.sort, value)):
        raise QueryError("cursor: it belongs to another sort order")
    return Place(value, after)


def _is_key(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**62


def _is_value(sort: str, value: object) -> bool:
    if SORT_FIELDS[sort][0] in SORT_TEXTS:
        return isinstance(value, str) and re.fullmatch(rf"[0-9A-F]{{0,{LONGEST_TEXT}}}", value, re.ASCII) is not None
    return isinstance(value, int) and not isinstance(value, bool) and -(2**62) <= value < 2**62


def following(query: Query, value: Value | None, after: int) -> str:
    """The cursor of the page behind the specimen with this value and key, or by score behind so many hits."""
    if is_by_score(query) and after > DEEPEST_BY_SCORE:
        return ""
    return base64.urlsafe_b64encode(orjson.dumps([query.sort, value, after])).decode("ascii")
