"""The forms in which a PID answers beside its page: openDS as JSON, JSON-LD and Turtle, and what was written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from vasculum.specimens.linked_data import json_ld, turtle
from vasculum.web import negotiation

VERBATIM = "verbatim"
DARWIN_CORE = "dwc"
OFFERS = (negotiation.HTML, negotiation.JSON, negotiation.JSON_LD, negotiation.TURTLE)
ENDINGS: Mapping[str, str] = {".json": negotiation.JSON, ".jsonld": negotiation.JSON_LD, ".ttl": negotiation.TURTLE}
_NAMED: Mapping[str, str] = {
    "html": negotiation.HTML,
    "json": negotiation.JSON,
    "jsonld": negotiation.JSON_LD,
    "turtle": negotiation.TURTLE,
    "verbatim": VERBATIM,
    "dwc": DARWIN_CORE,
}

Document = dict[str, Any]


def wanted_form(request: HttpRequest, ending: str) -> str | None:
    """The form asked for: by the ending of the address, by `format`, or by what the client prefers; None for none of ours."""
    if ending:
        return ENDINGS[ending]
    named = request.GET.get("format")
    if named is not None:
        return _NAMED.get(named)
    return negotiation.accepted(request.headers.get("Accept", ""), OFFERS)


def in_form(document: Document, form: str, status: int) -> HttpResponse:
    """The document as JSON, JSON-LD or Turtle."""
    return _FORMS[form](document, status)


def as_json(document: Any, status: int, media_type: str = negotiation.JSON) -> HttpResponse:
    """A document as indented JSON, for people too."""
    text = json.dumps(document, ensure_ascii=False, indent=2, default=list)
    return HttpResponse(text, status=status, content_type=media_type)


def _json_ld(document: Document, status: int) -> HttpResponse:
    return as_json(json_ld(document), status, negotiation.JSON_LD)


def _turtle(document: Document, status: int) -> HttpResponse:
    return HttpResponse(turtle(document), status=status, content_type=f"{negotiation.TURTLE}; charset=utf-8")


_FORMS: Mapping[str, Callable[[Document, int], HttpResponse]] = {
    negotiation.JSON: as_json,
    negotiation.JSON_LD: _json_ld,
    negotiation.TURTLE: _turtle,
}
