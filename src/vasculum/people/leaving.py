"""Leaving for another site to sign in there, by a page that says so: forms of the node may post to the node alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase

from vasculum.web.layout import page


def through_a_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that redirects to another site, made to answer with a page that goes on by itself, and by a link."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        address = response.headers.get("Location", "")
        host = urlsplit(address).hostname
        if not host or host == request.get_host().partition(":")[0]:
            return response
        shown = page(request, "people/leaving.html", {"address": address, "host": host})
        shown.headers["Refresh"] = f"0; url={address}"
        shown.headers["Cache-Control"] = "no-store"
        return shown

    return answer
