"""The API of digital specimens in DiSSCo's routes and envelope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from vasculum.pids import symbols
from vasculum.search.query import FILTERS, Hit, Page, Query
from vasculum.specimens import queries
from vasculum.specimens.api_parameters import DISSCO_NAMES, PAGING, QUESTION, described, given, in_our_names, whole_number
from vasculum.specimens.asking import MOST_HITS, parameters_of, query_of
from vasculum.specimens.envelope import listed, resource, single, summary
from vasculum.specimens.fields import selected, wanted_fields
from vasculum.specimens.lines import streamed, wants_lines
from vasculum.specimens.opends import document
from vasculum.specimens.opends_media import digital_media, media_document
from vasculum.specimens.provenance import event
from vasculum.specimens.specimen import Specimen
from vasculum.web.addresses import with_parameters
from vasculum.web.problems import ParameterError

digital_specimens = Router(tags=["digital specimens"])

Body = dict[str, Any]
DEEPEST = 1000
SPECIMENS_AT_ONCE = 500
RANKS = ("kingdom", "phylum", "class", "order", "family", "genus")
_THEIR_NAMES = {ours: theirs for theirs, ours in DISSCO_NAMES.items()}
_QUESTION = tuple(dict.fromkeys((*QUESTION, *(name for name in DISSCO_NAMES if name != "pageSize"))))
_DISSCO = tuple(dict.fromkeys((*_QUESTION, "pageSize", *PAGING, "pageNumber", "fields")))


@digital_specimens.get("/search", response={200: Body, 400: Body}, openapi_extra=described(_DISSCO))
def search_specimens(request: HttpRequest) -> HttpResponseBase:
    """Searches with DiSSCo's parameter names. Pages beyond the first 1,000 hits are reached by `links.next` alone.

    With `fields`, each specimen is given as far as these members of its whole document go, else as far as a list shows it.
    With `Accept: application/x-ndjson`, every specimen from the cursor to the last is given as a whole, one a line.
    """
    return _listed(request, "relevance")


@digital_specimens.get("", response={200: Body, 400: Body}, openapi_extra=described(_DISSCO))
def list_specimens(request: HttpRequest) -> HttpResponseBase:
    """Every specimen, ten a page; takes what `search` takes."""
    return _listed(request, "relevance")


@digital_specimens.get("/latest", response={200: Body, 400: Body}, openapi_extra=described(_DISSCO))
def latest_specimens(request: HttpRequest) -> HttpResponseBase:
    """The specimens whose versions are the newest first."""
    return _listed(request, "changed")


def _listed(request: HttpRequest, usual_sort: str) -> HttpResponseBase:
    asked = {"sort": [usual_sort], **in_our_names(given(request, _DISSCO))}
    names = wanted_fields("".join(asked.get("fields", [])[-1:]))
    query = query_of(asked, size=10)
    if wants_lines(request):
        found = queries.specimens_of(queries.all_hits(query), SPECIMENS_AT_ONCE)
        return streamed(selected(document(specimen), names) for specimen in found)
    number = max(1, whole_number(asked, "pageNumber", 1, DEEPEST))
    if number * query.size > DEEPEST:
        raise ParameterError("pageNumber", _("follow links.next to go beyond the first 1,000 hits"))
    page, hits = _numbered(query, number)
    links = {"self": request.build_absolute_uri(), "next": next_address(request, query, page.next_cursor, "pageSize", names)}
    return answered(listed(_resources(hits, names), page.total, links))


def _numbered(query: Query, number: int) -> tuple[Page, Sequence[Hit]]:
    page = queries.find(query)
    for _page in range(number - 1):
        if not page.next_cursor:
            return page, ()
        page = queries.find(replace(query, cursor=page.next_cursor))
    return page, page.hits


def _resources(hits: Sequence[Hit], names: tuple[str, ...]) -> list[Body]:
    if not names:
        return [resource(hit.pid, summary(hit)) for hit in hits]
    whole = queries.specimens_of(iter(hits), len(hits))
    return [resource(specimen.pid, selected(document(specimen), names)) for specimen in whole]


@digital_specimens.get("/aggregation", response={200: Body, 400: Body}, openapi_extra=described(_QUESTION))
def aggregation(request: HttpRequest) -> HttpResponse:
    """Counts of the values of every field that can be filtered, for what the question finds."""
    return _counted(request, FILTERS)


@digital_specimens.get("/taxonomy/aggregation", response={200: Body, 400: Body}, openapi_extra=described(_QUESTION))
def taxonomy(request: HttpRequest) -> HttpResponse:
    """Counts of the taxa of every rank, for what the question finds."""
    return _counted(request, [rank for rank in RANKS if rank in FILTERS])


@digital_specimens.get("/discipline", response={200: Body, 400: Body}, openapi_extra=described(_QUESTION))
def disciplines(request: HttpRequest) -> HttpResponse:
    """Counts of the disciplines, for what the question finds."""
    return _counted(request, ["discipline"])


@digital_specimens.get(
    "/searchTermValue", response={200: Body, 400: Body}, openapi_extra=described(("term", "value", "sort"), required=("term",))
)
def values_of_a_term(request: HttpRequest) -> HttpResponse:
    """The values of one field that begin with `value`, with their counts: the most frequent first, or by `sort=asc` or `desc`."""
    asked = given(request, ("term", "value", "sort"))
    term, begun, order = (asked.get(name, [""])[-1] for name in ("term", "value", "sort"))
    ours = DISSCO_NAMES.get(term, term)
    if ours not in FILTERS:
        raise ParameterError("term", _("this field cannot be counted"))
    if order not in ("", "asc", "desc"):
        raise ParameterError("sort", _("this order does not exist"))
    buckets = queries.find(Query(size=1), (ours,)).facets[ours]
    found = [(bucket.value, bucket.count) for bucket in buckets if bucket.value.casefold().startswith(begun.casefold())]
    ordered = sorted(found, reverse=order == "desc") if order else found
    return answered(single(_aggregate({term: dict(ordered)}), request.build_absolute_uri()))


def _counted(request: HttpRequest, fields: Sequence[str]) -> HttpResponse:
    page = queries.find(query_of(in_our_names(given(request, _QUESTION)), size=1), tuple(fields))
    counts = {
        _THEIR_NAMES.get(name, name): {bucket.value: bucket.count for bucket in buckets} for name, buckets in page.facets.items()
    }
    body = single(_aggregate(counts), request.build_absolute_uri())
    return answered({**body, "meta": {"totalRecords": page.total}})


def _aggregate(counts: Mapping[str, Mapping[str, int]]) -> Body:
    return {"id": "aggregations", "type": "aggregations", "attributes": counts}


@digital_specimens.get(
    "/{prefix}/{suffix}", response={200: Body, 400: Body, 404: Body, 410: Body}, openapi_extra=described(("fields",))
)
def one_specimen(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """The openDS document of the latest version; 410 with the last content and the tombstone when it is gone."""
    return _enveloped(request, _known(prefix, suffix))


@digital_specimens.get("/{prefix}/{suffix}/full", response={200: Body, 404: Body, 410: Body})
def full_specimen(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """The latest version with the documents of its media."""
    return _full(request, _known(prefix, suffix))


@digital_specimens.get("/{prefix}/{suffix}/versions", response={200: Body, 404: Body})
def versions(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """The numbers of all versions, the oldest first."""
    known = _known(prefix, suffix)
    numbers = [version.version for version in known.history]
    return answered(single(resource(known.pid, {"versions": numbers}, "versions"), request.build_absolute_uri()))


@digital_specimens.get("/{prefix}/{suffix}/digital-media", response={200: Body, 404: Body})
def media_of_a_specimen(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """The documents of the media of the latest version."""
    shown = digital_media(_known(prefix, suffix))
    found = [resource(medium.pid, media_document(medium), "ods:DigitalMedia") for medium in shown]
    return answered(listed(found, len(found), {"self": request.build_absolute_uri()}))


@digital_specimens.get("/{prefix}/{suffix}/original-data", response={200: Body, 404: Body})
def original_data(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """What the institution wrote, cell by cell, with the rows of the extensions."""
    known = _known(prefix, suffix)
    said = {"core": known.content.verbatim, "extensions": known.content.extensions}
    return answered(single(resource(known.pid, said, "originalData"), request.build_absolute_uri()))


@digital_specimens.get(
    "/{prefix}/{suffix}/{version}", response={200: Body, 400: Body, 404: Body, 410: Body}, openapi_extra=described(("fields",))
)
def one_version(request: HttpRequest, prefix: str, suffix: str, version: int) -> HttpResponse:
    """The openDS document of one version."""
    return _enveloped(request, _at(prefix, suffix, version))


@digital_specimens.get("/{prefix}/{suffix}/{version}/full", response={200: Body, 400: Body, 404: Body, 410: Body})
def full_version(request: HttpRequest, prefix: str, suffix: str, version: int) -> HttpResponse:
    """One version with the documents of its media."""
    return _full(request, _at(prefix, suffix, version))


@digital_specimens.get("/{prefix}/{suffix}/{version}/event", response={200: Body, 400: Body, 404: Body})
def event_of_a_version(request: HttpRequest, prefix: str, suffix: str, version: int) -> HttpResponse:
    """How a version came about: what made it, when, and the JSON Patch from the version before."""
    shown = _at(prefix, suffix, version)
    made = resource(f"{shown.pid}/{version}", event(shown), "ods:CreateUpdateTombstoneEvent")
    return answered(single(made, request.build_absolute_uri()))


def _known(prefix: str, suffix: str) -> Specimen:
    plain = suffix.isascii() and prefix.isascii() and symbols.number_of(suffix) is not None
    known = queries.specimen(f"{prefix}/{symbols.normalised(suffix)}") if plain else None
    if known is None:
        raise Http404("No specimen has this identifier.")
    return known


def _at(prefix: str, suffix: str, version: int) -> Specimen:
    shown = _known(prefix, suffix).at(version)
    if shown is None:
        raise Http404("This specimen has no such version.")
    return shown


def _enveloped(request: HttpRequest, shown: Specimen) -> HttpResponse:
    names = wanted_fields("".join(given(request, ("fields",)).get("fields", [])[-1:]))
    body = single(resource(shown.pid, selected(document(shown), names)), request.build_absolute_uri())
    return answered(body, 410 if shown.is_gone else 200)


def _full(request: HttpRequest, shown: Specimen) -> HttpResponse:
    media = [{"digitalMedia": media_document(medium), "annotations": []} for medium in digital_media(shown)]
    whole = {"digitalSpecimen": document(shown), "digitalMedia": media, "annotations": []}
    return answered(single(resource(shown.pid, whole), request.build_absolute_uri()), 410 if shown.is_gone else 200)


def answered(body: Body, status: int = 200) -> HttpResponse:
    """A body as JSON in UTF-8."""
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False, "default": list})


def next_address(request: HttpRequest, query: Query, cursor: str, size_name: str, fields: Sequence[str] = ()) -> str:
    """Where the following page is; "" behind the last."""
    if not cursor:
        return ""
    asked = {
        **parameters_of(query),
        size_name: [str(min(query.size, MOST_HITS))],
        "cursor": [cursor],
        "fields": [",".join(fields)],
    }
    return request.build_absolute_uri(with_parameters(request.path, asked))
