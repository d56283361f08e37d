"""JSON lines: an answer of any length, one document a line, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from vasculum.web import negotiation

MEDIA_TYPE = "application/x-ndjson"
LINES_AT_ONCE = 100


def wants_lines(request: HttpRequest) -> bool:
    """Whether the client prefers JSON lines to one JSON document."""
    return negotiation.accepted(request.headers.get("Accept", ""), [negotiation.JSON, MEDIA_TYPE]) == MEDIA_TYPE


def streamed(documents: Iterable[dict[str, Any]]) -> HttpResponseBase:
    """The answer that writes the documents as they come."""
    response = StreamingHttpResponse(_written(iter(documents)), content_type=MEDIA_TYPE)
    response.headers["Vary"] = "Accept"
    return response


def _written(documents: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    while some := list(islice(documents, LINES_AT_ONCE)):
        yield b"".join(orjson.dumps(document, default=list, option=orjson.OPT_APPEND_NEWLINE) for document in some)
