"""Leaving for another site to sign in there, by a page that says so: forms of the node may post to the node alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialApp
from django.http import Http404, HttpRequest, HttpResponseBase

from vasculum.web.layout import in_language_of_address, page


def if_offered(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of a provider, made to be nowhere (404) on a node that does not offer this provider."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error

    return answer


def through_a_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that redirects to another site, made to answer with a page that goes on by itself, and by a link."""

    offered = if_offered(view)

    @in_language_of_address
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = offered(request, *args, **kwargs)
        address = response.headers.get("Location", "")
        host = urlsplit(address).hostname
        if not host or host == request.get_host().partition(":")[0]:
            return response
        shown = page(request, "people/leaving.html", {"address": address, "host": host})
        shown.headers["Refresh"] = f"0; url={address}"
        shown.headers["Cache-Control"] = "no-store"
        return shown

    return answer
