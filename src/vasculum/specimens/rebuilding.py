"""What is told while the search index is lost or made anew: come back in a moment, never that nothing was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from vasculum.specimens.queries import Rebuilding
from vasculum.web.problems import problem_page

COME_BACK = 60
"""Seconds after which asking again makes sense."""


def telling_of_rebuilding(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Any:
    """The middleware that answers 503 with `Retry-After` where a view cannot search."""

    class Telling:
        def __call__(self, request: HttpRequest) -> HttpResponseBase:
            return get_response(request)

        def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
            if not isinstance(exception, Rebuilding):
                return None
            answer = problem_page(request, 503)
            answer.headers["Retry-After"] = str(COME_BACK)
            return answer

    return Telling()
