"""Search and facets in our own names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from ninja import Router

from vasculum.search.query import FILTERS, Hit, Page
from vasculum.specimens import queries
from vasculum.specimens.api import answered, next_address
from vasculum.specimens.api_parameters import PAGING, QUESTION, described, given
from vasculum.specimens.asking import query_of
from vasculum.specimens.lines import streamed, wants_lines
from vasculum.web.problems import ParameterError

searching = Router(tags=["search"])
Body = dict[str, Any]


@searching.get("/search", response={200: Body, 400: Body}, openapi_extra=described((*QUESTION, *PAGING, "facet")))
def search(request: HttpRequest) -> HttpResponseBase:
    """Searches with our own names; `next` leads to the following page, as far as there are hits.

    With `Accept: application/x-ndjson`, every hit from the cursor to the last, one a line.
    """
    asked = given(request, (*QUESTION, *PAGING, "facet"))
    query = query_of(asked)
    wanted = _facets(asked)
    if wants_lines(request):
        return streamed(_hit(request, hit) for hit in queries.all_hits(query))
    page = queries.find(query, wanted)
    return answered(
        {
            "total": page.total,
            "hits": [_hit(request, hit) for hit in page.hits],
            "facets": _counts(page),
            "next": next_address(request, query, page.next_cursor, "size") or None,
            "cursor": page.next_cursor or None,
        }
    )


def _hit(request: HttpRequest, hit: Hit) -> Body:
    return {**hit.card, "pid": hit.pid, "address": request.build_absolute_uri(f"/{hit.pid}")}


@searching.get("/facets", response={200: Body, 400: Body}, openapi_extra=described((*QUESTION, "facet")))
def facets(request: HttpRequest) -> HttpResponseBase:
    """Counts of the values of the fields named by `facet`, for what the question finds."""
    asked = given(request, (*QUESTION, "facet"))
    page = queries.find(query_of(asked, size=1), _facets(asked))
    return answered({"total": page.total, "facets": _counts(page)})


def _facets(asked: Mapping[str, list[str]]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(asked.get("facet", ())))
    if any(name not in FILTERS for name in wanted):
        raise ParameterError("facet", _("this field cannot be counted"))
    return wanted


def _counts(page: Page) -> dict[str, list[Body]]:
    return {name: [{"value": bucket.value, "count": bucket.count} for bucket in buckets] for name, buckets in page.facets.items()}
