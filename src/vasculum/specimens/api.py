"""The API of digital specimens in DiSSCo's routes and envelope, and our own search and facets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from vasculum.pids import symbols
from vasculum.search.query import FILTERS, Hit, Page, Query
from vasculum.specimens import queries
from vasculum.specimens.api_parameters import DISSCO_NAMES, PAGING, QUESTION, described, given, in_our_names, whole_number
from vasculum.specimens.asking import MOST_HITS, parameters_of, query_of
from vasculum.specimens.envelope import listed, resource, single, summary
from vasculum.specimens.opends import document
from vasculum.specimens.specimen import Specimen
from vasculum.web.addresses import with_parameters
from vasculum.web.problems import ParameterError

digital_specimens = Router(tags=["digital specimens"])
searching = Router(tags=["search"])

Body = dict[str, Any]
DEEPEST = 1000
_DISSCO = tuple(dict.fromkeys((*QUESTION, *DISSCO_NAMES, "sort", "cursor", "pageNumber")))


@digital_specimens.get("/search", response={200: Body, 400: Body}, openapi_extra=described(_DISSCO))
def search_specimens(request: HttpRequest) -> Body:
    """Searches with DiSSCo's parameter names. Pages beyond the first 1,000 hits are reached by `links.next` alone."""
    asked = in_our_names(given(request, _DISSCO))
    query = query_of(asked, size=10)
    number = max(1, whole_number(asked, "pageNumber", 1, DEEPEST))
    if number * query.size > DEEPEST:
        raise ParameterError("pageNumber", _("follow links.next to go beyond the first 1,000 hits"))
    page, hits = _numbered(query, number)
    links = {"self": request.build_absolute_uri(), "next": _next(request, query, page.next_cursor, "pageSize")}
    return listed([resource(hit.pid, summary(hit)) for hit in hits], page.total, links)


def _numbered(query: Query, number: int) -> tuple[Page, Sequence[Hit]]:
    page = queries.find(query)
    for _page in range(number - 1):
        if not page.next_cursor:
            return page, ()
        page = queries.find(replace(query, cursor=page.next_cursor))
    return page, page.hits


@digital_specimens.get("/{prefix}/{suffix}", response={200: Body, 404: Body, 410: Body})
def one_specimen(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """The openDS document of the latest version; 410 with the last content and the tombstone when it is gone."""
    return _enveloped(request, _known(prefix, suffix))


@digital_specimens.get("/{prefix}/{suffix}/versions", response={200: Body, 404: Body})
def versions(request: HttpRequest, prefix: str, suffix: str) -> Body:
    """The numbers of all versions, the oldest first."""
    known = _known(prefix, suffix)
    numbers = [version.version for version in known.history]
    return single(resource(known.pid, {"versions": numbers}, "versions"), request.build_absolute_uri())


@digital_specimens.get("/{prefix}/{suffix}/{version}", response={200: Body, 400: Body, 404: Body, 410: Body})
def one_version(request: HttpRequest, prefix: str, suffix: str, version: int) -> HttpResponse:
    """The openDS document of one version."""
    shown = _known(prefix, suffix).at(version)
    if shown is None:
        raise Http404("This specimen has no such version.")
    return _enveloped(request, shown)


def _known(prefix: str, suffix: str) -> Specimen:
    plain = suffix.isascii() and prefix.isascii() and symbols.number_of(suffix) is not None
    known = queries.specimen(f"{prefix}/{symbols.normalised(suffix)}") if plain else None
    if known is None:
        raise Http404("No specimen has this identifier.")
    return known


def _enveloped(request: HttpRequest, shown: Specimen) -> HttpResponse:
    body = single(resource(shown.pid, document(shown)), request.build_absolute_uri())
    return JsonResponse(body, status=410 if shown.is_gone else 200, json_dumps_params={"ensure_ascii": False})


@searching.get("/search", response={200: Body, 400: Body}, openapi_extra=described((*QUESTION, *PAGING, "facet")))
def search(request: HttpRequest) -> Body:
    """Searches with our own names; `next` leads to the following page, as far as there are hits."""
    asked = given(request, (*QUESTION, *PAGING, "facet"))
    query = query_of(asked)
    page = queries.find(query, _facets(asked))
    return {
        "total": page.total,
        "hits": [{**hit.card, "pid": hit.pid, "address": request.build_absolute_uri(f"/{hit.pid}")} for hit in page.hits],
        "facets": _counts(page),
        "next": _next(request, query, page.next_cursor, "size") or None,
        "cursor": page.next_cursor or None,
    }


@searching.get("/facets", response={200: Body, 400: Body}, openapi_extra=described((*QUESTION, "facet")))
def facets(request: HttpRequest) -> Body:
    """Counts of the values of the fields named by `facet`, for what the question finds."""
    asked = given(request, (*QUESTION, "facet"))
    page = queries.find(query_of(asked, size=1), _facets(asked))
    return {"total": page.total, "facets": _counts(page)}


def _facets(asked: Mapping[str, list[str]]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(asked.get("facet", ())))
    if any(name not in FILTERS for name in wanted):
        raise ParameterError("facet", _("this field cannot be counted"))
    return wanted


def _counts(page: Page) -> dict[str, list[Body]]:
    return {name: [{"value": bucket.value, "count": bucket.count} for bucket in buckets] for name, buckets in page.facets.items()}


def _next(request: HttpRequest, query: Query, cursor: str, size_name: str) -> str:
    if not cursor:
        return ""
    asked = {**parameters_of(query), size_name: [str(min(query.size, MOST_HITS))], "cursor": [cursor]}
    return request.build_absolute_uri(with_parameters(request.path, asked))
