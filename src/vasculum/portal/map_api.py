"""What the pages fetch while one looks: tiles and the base map, suggestions, counts as a table."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from ninja import Router

from vasculum.portal import places, suggesting, tiles
from vasculum.portal.base_map import TOLERANCES, base_map
from vasculum.search.query import FILTERS, Tile
from vasculum.specimens import labels, queries
from vasculum.specimens.api_parameters import QUESTION, described, given
from vasculum.specimens.asking import query_of
from vasculum.web.addresses import language_of
from vasculum.web.problems import ParameterError
from vasculum.web.tables import csv_lines

router = Router(tags=["map and charts"])
Body = dict[str, Any]
_TILE = {"responses": {200: {"description": "A vector tile", "content": {tiles.MEDIA_TYPE: {}}}}}
_CSV = {"responses": {200: {"description": "A table", "content": {"text/csv": {}}}}}


@router.get("/tiles/{int:zoom}/{int:column}/{int:row}.mvt", openapi_extra={**described(QUESTION), **_TILE})
def tile(request: HttpRequest, zoom: int, column: int, row: int) -> HttpResponse:
    """Where the specimens of a search were collected, as a Mapbox Vector Tile: layer `cells`, from zoom 11 `places`."""
    asked = given(request, QUESTION)
    state = queries.catalogue().state_name()
    tag = f'"{hashlib.sha256(f"{state} {request.get_full_path()}".encode()).hexdigest()[:24]}"'
    if request.headers.get("If-None-Match") == tag:
        return _lasting(HttpResponseNotModified(), tag)
    wanted = Tile(zoom, column, row)
    shown = tiles.encoded(places.spots(query_of(asked, size=0), wanted), wanted)
    return _lasting(HttpResponse(shown, content_type=tiles.MEDIA_TYPE), tag)


def _lasting(answer: HttpResponse, tag: str) -> HttpResponse:
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


@router.get("/base-map.json", response={200: Body, 400: Body}, openapi_extra=described(("detail",)))
def countries(request: HttpRequest) -> HttpResponse:
    """Land, borders and names of countries as GeoJSON (Natural Earth, public domain)."""
    detail = given(request, ("detail",)).get("detail", ["fine"])[-1]
    if detail not in TOLERANCES:
        raise ParameterError("detail", _("only “coarse” and “fine” are possible"))
    answer = HttpResponse(base_map(settings.NODE / "cache", detail), content_type="application/geo+json")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


@router.get("/suggest", response={200: list[Body], 400: Body}, openapi_extra=described(("q", "lang")))
def suggest(request: HttpRequest) -> list[Body]:
    """What a half-typed text may mean: names, taxa, people, places, institutions, specimens; `address` leads there."""
    text = query_of(given(request, ("q", "lang"))).text
    with translation.override(language_of(request) or translation.get_language()):
        found = suggesting.choices(text)
    return [{"kind": each.kind, "text": each.text, "count": each.count or None, "address": each.address} for each in found]


@router.get("/facets.csv", openapi_extra={**described((*QUESTION, "facet", "lang")), **_CSV})
def facet_table(request: HttpRequest) -> HttpResponse:
    """The counts of the values of one field as a table: value, what it is called, number of specimens."""
    asked = given(request, (*QUESTION, "facet", "lang"))
    facet = asked.get("facet", [""])[-1]
    if facet not in FILTERS:
        raise ParameterError("facet", _("this field cannot be counted"))
    with translation.override(language_of(request) or translation.get_language()):
        buckets = queries.find(query_of(asked, size=0), (facet,)).facets[facet]
        rows = [(bucket.value, labels.value_label(facet, bucket.value), str(bucket.count)) for bucket in buckets]
    answer = StreamingHttpResponse(csv_lines(("value", "label", "specimens"), rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{facet}.csv"'
    patch_vary_headers(answer, ["Accept-Language"])
    return answer  # type: ignore[return-value]
