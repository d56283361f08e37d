"""How often one client may ask: so many requests a minute, counted in the cache of the process."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from vasculum.web.problems import problem_page

WINDOW = 60
LIMITED = ("/api/", "/iiif/")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a client's share: `left` is negative once it is used up, `reset` are the seconds until it is renewed."""

    most: int
    left: int
    reset: int

    @property
    def is_spent(self) -> bool:
        """Whether the client has to wait."""
        return self.left < 0


def take(kind: str, client: str, most: int, now: float, window: int = WINDOW) -> Allowance:
    """Takes one from the share of a client: `most` in each window of so many seconds, for each kind of request."""
    begun = int(now) // window
    key = f"rate:{kind}:{begun}:{client}"
    used = 1 if cache.add(key, 1, timeout=window * 2) else cache.incr(key)
    return Allowance(most, most - used, (begun + 1) * window - int(now))


def client_of(request: HttpRequest) -> str:
    """The address of the client: the one that the proxy before the node names last, where there is such a proxy."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    nearest = forwarded.rpartition(",")[2].strip()[:64]
    return nearest if nearest.isprintable() and nearest and " " not in nearest else request.META.get("REMOTE_ADDR", "")


def limiting_rates(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """The middleware that answers 429 with `Retry-After` beyond `REQUESTS_PER_MINUTE` for one client of the API."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        most = settings.REQUESTS_PER_MINUTE
        if not most or not request.path.startswith(LIMITED):
            return get_response(request)
        allowance = take("api", client_of(request), most, time.time())
        response = too_many(request, allowance) if allowance.is_spent else get_response(request)
        response.headers["RateLimit-Limit"] = str(most)
        response.headers["RateLimit-Remaining"] = str(max(0, allowance.left))
        response.headers["RateLimit-Reset"] = str(allowance.reset)
        return response

    return answer


def too_many(request: HttpRequest, allowance: Allowance) -> HttpResponse:
    """The answer 429, which says when to come back."""
    response = problem_page(request, HTTPStatus.TOO_MANY_REQUESTS, _("Too many requests: please wait a moment."))
    response.headers["Retry-After"] = str(allowance.reset)
    return response
