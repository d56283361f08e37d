"""Reading from pages of other sites (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol), and what may be asked here."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase

_OPEN = re.compile(r"/(?:api|iiif|contexts|[0-9]{2}(?:\.[0-9A-Za-z]{1,20}){1,4})/")
READING = "GET, HEAD, OPTIONS"
EXPOSED = "ETag, Link, Location, Content-Disposition, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"
ASKED_WITH = "Accept, Accept-Language, If-None-Match"


def reading_from_anywhere(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """The middleware that lets any site read what is public, without cookies, and answers OPTIONS with the methods allowed."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        is_open = _OPEN.match(request.path) is not None
        response = get_response(request)
        if request.method == "OPTIONS" and is_open:
            response = _methods(response)
        if is_open and request.method in {"GET", "HEAD", "OPTIONS"}:
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = EXPOSED
        return response

    return answer


def _methods(response: HttpResponseBase) -> HttpResponseBase:
    """The answer to OPTIONS: the methods that the view named when it refused this one; another answer stays."""
    if response.status_code not in {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.OK}:
        return response
    named = {method.strip() for method in response.headers.get("Allow", READING).split(",")}
    told = HttpResponse(status=HTTPStatus.NO_CONTENT)
    told.headers["Allow"] = ", ".join(sorted(named | {"OPTIONS"} | ({"HEAD"} if "GET" in named else set())))
    told.headers["Access-Control-Allow-Methods"] = READING
    told.headers["Access-Control-Allow-Headers"] = ASKED_WITH
    told.headers["Access-Control-Max-Age"] = "86400"
    return told
