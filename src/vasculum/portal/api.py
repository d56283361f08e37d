"""The registry for machines, with the field names of GRSciColl."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from vasculum.model.language_map import name_in
from vasculum.model.measure import Measure
from vasculum.portal.queries import counts_by
from vasculum.registry import queries as registry
from vasculum.registry.models import Collection, Institution
from vasculum.specimens.api_parameters import described, given, whole_number

router = Router(tags=["registry"])
Body = dict[str, Any]
_PAGING = ("limit", "offset")


@router.get("/institution", response={200: Body, 400: Body}, openapi_extra=described(_PAGING))
def institutions(request: HttpRequest) -> Body:
    """Every institution of the registry."""
    here = counts_by("institution")
    return _paged(request, [_institution(each, here) for each in registry.institutions()])


@router.get("/institution/{key}", response={200: Body, 404: Body})
def institution(request: HttpRequest, key: str) -> Body:  # noqa: ARG001
    """One institution."""
    found = registry.institution(key)
    if found is None:
        raise Http404("No institution has this key.")
    return _institution(found, counts_by("institution"))


@router.get("/collection", response={200: Body, 400: Body}, openapi_extra=described(_PAGING))
def collections(request: HttpRequest) -> Body:
    """Every collection of the registry."""
    here = counts_by("collection")
    return _paged(request, [_collection(each, here) for each in registry.collections()])


@router.get("/collection/{key}", response={200: Body, 404: Body})
def collection(request: HttpRequest, key: str) -> Body:  # noqa: ARG001
    """One collection; a size that is not stated is null, never zero."""
    found = registry.collection(key)
    if found is None:
        raise Http404("No collection has this key.")
    return _collection(found, counts_by("collection"))


def _paged(request: HttpRequest, items: Sequence[Body]) -> Body:
    asked = given(request, _PAGING)
    limit, offset = whole_number(asked, "limit", 20, 1000), whole_number(asked, "offset", 0, 1_000_000)
    end = offset + limit
    return {
        "offset": offset,
        "limit": limit,
        "endOfRecords": end >= len(items),
        "count": len(items),
        "results": items[offset:end],
    }


def _institution(found: Institution, here: Mapping[str, int]) -> Body:
    identifiers = [("ROR", found.ror), ("WIKIDATA", found.wikidata)]
    return {
        "key": found.key,
        "code": found.acronym or None,
        "name": name_in(found.names, "en"),
        "names": found.names,
        "active": True,
        "homepage": found.homepage or None,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "address": {"city": found.city or None, "country": found.country or None},
        "identifiers": [{"type": kind, "identifier": value} for kind, value in identifiers if value],
        "occurrenceCount": here.get(found.key, 0),
    }


def _collection(found: Collection, here: Mapping[str, int]) -> Body:
    held = registry.declared(found) or Measure("held")
    return {
        "key": found.key,
        "code": found.key,
        "name": name_in(found.names, "en"),
        "names": found.names,
        "active": found.status == "active",
        "institutionKey": found.institution.key,
        "institutionName": name_in(found.institution.names, "en"),
        "contentTypes": [found.material_kind] if found.material_kind else [],
        "disciplines": [found.discipline] if found.discipline else [],
        "numberSpecimens": held.best,
        "numberSpecimensLow": held.low,
        "numberSpecimensHigh": held.high,
        "numberSpecimensQualifier": held.qualifier if held.qualifier != "none" else None,
        "numberSpecimensUnit": held.unit if held.unit != "unknown" else None,
        "numberSpecimensVerbatim": name_in(held.verbatim, "en") or None,
        "occurrenceCount": here.get(found.key, 0),
    }
