"""The frame of every page: the template with its languages, and the visitor's language remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation

from vasculum.terms.messages import LANGUAGES
from vasculum.web.addresses import in_language, language_of

P = ParamSpec("P")
NATIVE_NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English", "de": "Deutsch"}


class View(Protocol[P]):
    """A function from a request and the parts of its path to an answer."""

    def __call__(self, request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase: ...


@dataclass(frozen=True, slots=True)
class Language:
    """One choice of the language switch."""

    code: str
    name: str
    address: str
    current: bool


def page(request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """The page of `template`, in the visitor's language, which is remembered when the address names it."""
    everything = {"languages": languages(request), "language": current_language(), **(context or {})}
    response = render(request, template, everything, status=status)
    wanted = language_of(request)
    if wanted and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != wanted:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=31_536_000, samesite="Lax", httponly=True)
    return response


def current_language() -> str:
    """The language of this answer, one of ours."""
    language = (translation.get_language() or "").partition("-")[0]
    return language if language in LANGUAGES else settings.LANGUAGE_CODE


def languages(request: HttpRequest) -> list[Language]:
    """The four languages with the address of this page in each."""
    current, query = current_language(), request.META.get("QUERY_STRING", "")
    return [Language(code, NATIVE_NAMES[code], in_language(request.path, query, code), code == current) for code in LANGUAGES]


def in_language_of_address(view: View[P]) -> View[P]:
    """A view of a page without a language in its path: the parameter `lang` chooses it."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        with translation.override(language_of(request) or translation.get_language()):
            return view(request, *args, **kwargs)

    return answer
