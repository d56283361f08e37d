"""The API of digital media in DiSSCo's routes and envelope."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router

from vasculum.specimens import queries
from vasculum.specimens.api import answered, next_address
from vasculum.specimens.api_parameters import QUESTION, described, given, in_our_names
from vasculum.specimens.asking import query_of
from vasculum.specimens.envelope import listed, resource, single
from vasculum.specimens.fields import selected, wanted_fields
from vasculum.specimens.opends_media import DigitalMedium, digital_media, media_document

digital_media_routes = Router(tags=["digital media"])
Body = dict[str, Any]
TYPE = "ods:DigitalMedia"
_PAGED = (*QUESTION, "sort", "cursor", "pageSize", "fields")


@digital_media_routes.get("", response={200: Body, 400: Body}, openapi_extra=described(_PAGED))
def list_media(request: HttpRequest) -> HttpResponse:
    """The media of the specimens that the question finds, ten specimens a page; `meta` counts the specimens."""
    asked = in_our_names(given(request, _PAGED))
    names = wanted_fields("".join(asked.get("fields", [])[-1:]))
    query = query_of({**asked, "hasMedia": ["true"]}, size=10)
    page = queries.find(query)
    shown = [medium for specimen in queries.specimens_of(iter(page.hits), query.size) for medium in digital_media(specimen)]
    found = [resource(medium.pid, selected(media_document(medium), names), TYPE) for medium in shown]
    plain = replace(query, filters={name: values for name, values in query.filters.items() if name != "hasMedia"})
    links = {"self": request.build_absolute_uri(), "next": next_address(request, plain, page.next_cursor, "pageSize", names)}
    return answered({**listed(found, len(found), links), "meta": {"totalSpecimens": page.total}})


@digital_media_routes.get(
    "/{prefix}/{suffix}", response={200: Body, 400: Body, 404: Body, 410: Body}, openapi_extra=described(("fields",))
)
def one_medium(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """The openDS document of a medium; 410 with its last description when its specimen shows it no longer."""
    return _enveloped(request, _known(prefix, suffix))


@digital_media_routes.get("/{prefix}/{suffix}/versions", response={200: Body, 404: Body})
def versions(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """The numbers of all versions, the oldest first."""
    known = _known(prefix, suffix)
    numbers = list(range(1, known.number + 1))
    return answered(single(resource(known.pid, {"versions": numbers}, "versions"), request.build_absolute_uri()))


@digital_media_routes.get("/{prefix}/{suffix}/digital-specimen", response={200: Body, 404: Body})
def specimen_of_a_medium(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """Which specimen the medium shows."""
    known = _known(prefix, suffix)
    address = request.build_absolute_uri(f"/api/digital-specimen/v1/{known.specimen.pid}")
    return answered(single(resource(known.specimen.pid, {"address": address}), request.build_absolute_uri()))


@digital_media_routes.get(
    "/{prefix}/{suffix}/{version}", response={200: Body, 400: Body, 404: Body, 410: Body}, openapi_extra=described(("fields",))
)
def one_version(request: HttpRequest, prefix: str, suffix: str, version: int) -> HttpResponse:
    """The openDS document of one version."""
    shown = _known(prefix, suffix).at(version)
    if shown is None:
        raise Http404("This medium has no such version.")
    return _enveloped(request, shown)


def _known(prefix: str, suffix: str) -> DigitalMedium:
    known = queries.medium(prefix, suffix) if prefix.isascii() else None
    if known is None:
        raise Http404("No medium has this identifier.")
    return known


def _enveloped(request: HttpRequest, shown: DigitalMedium) -> HttpResponse:
    names = wanted_fields("".join(given(request, ("fields",)).get("fields", [])[-1:]))
    body = single(resource(shown.pid, selected(media_document(shown), names), TYPE), request.build_absolute_uri())
    return answered(body, 410 if shown.is_gone else 200)
