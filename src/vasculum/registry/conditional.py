"""Answers with an ETag, and writes that name the version they were made from (RFC 9110, section 13)."""

from __future__ import annotations

import hashlib
from typing import Any, cast

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _

from vasculum.registry.editing import Subject
from vasculum.web.problems import ParameterError

VARY = {"Vary": "Accept"}


def conditional(request: HttpRequest, content: bytes, tag: str, media_type: str) -> HttpResponseBase:
    """An answer with its ETag, or 304 where the client has it already."""
    response = HttpResponse(content, content_type=media_type, headers={"ETag": tag, **VARY})
    if request.method not in ("GET", "HEAD"):
        return response
    return cast(HttpResponseBase, get_conditional_response(request, etag=tag, response=response))


def tag_of(row: Subject, content: bytes) -> str:
    """The version of a row and what the answer says: a change of the row, or of what is counted beside it, makes another."""
    return f'"{row.version}-{digest(content)}"'


def digest(content: bytes) -> str:
    """What tells one content from another."""
    return hashlib.sha256(content).hexdigest()[:16]


def version_in(header: str) -> int | None:
    """The version that an If-Match header names; None where it names none."""
    number = header.strip().removeprefix("W/").strip('"').partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None


def written_in(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of a request; raises ParameterError for anything else."""
    try:
        told = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, dict):
        raise ParameterError("body", _("this must be a JSON object"))
    return told
