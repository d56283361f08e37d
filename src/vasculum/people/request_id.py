"""The id of the request that is being answered, so that entries of one request are found together."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase

_CURRENT: ContextVar[str] = ContextVar("request id", default="")


def current_request() -> str:
    """The id of the request this thread answers; empty on the command line."""
    return _CURRENT.get()


def numbering_requests(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """The middleware that gives each request an id and tells it in the header `X-Request-Id`."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        mark = _CURRENT.set(secrets.token_hex(8))
        try:
            response = get_response(request)
            response.headers["X-Request-Id"] = current_request()
            return response
        finally:
            _CURRENT.reset(mark)

    return answer
