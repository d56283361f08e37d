"""Addresses of the node: the same page in another language, with other parameters, and what may be shown as an image."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest

from vasculum.terms.messages import LANGUAGES


def in_language(path: str, query: str, language: str) -> str:
    """The address of the same page in `language`; a page without a language in its path gets the parameter `lang`.

    >>> in_language("/nl/search", "q=rosa", "fr")
    '/fr/search?q=rosa'
    >>> in_language("/10.5072/000-000-01D", "version=2", "fr")
    '/10.5072/000-000-01D?version=2&lang=fr'
    """
    first, slash, rest = path.removeprefix("/").partition("/")
    if first in LANGUAGES:
        return f"/{language}{slash}{rest}" + (f"?{query}" if query else "")
    kept = [part for part in query.split("&") if part and not part.startswith("lang=")]
    return f"{path}?{'&'.join([*kept, f'lang={language}'])}"


def language_of(request: HttpRequest) -> str | None:
    """The language that the address itself asks for, if it does."""
    first = request.path_info.removeprefix("/").partition("/")[0]
    wanted = first if first in LANGUAGES else request.GET.get("lang", "")
    return wanted if wanted in LANGUAGES else None


def with_parameters(path: str, parameters: Mapping[str, Sequence[str]]) -> str:
    """An address with its parameters, the empty ones left out.

    >>> with_parameters("/en/search", {"q": ["rosa"], "country": ["BE", "FR"], "sort": [""]})
    '/en/search?q=rosa&country=BE&country=FR'
    """
    pairs = [(name, value) for name, values in parameters.items() for value in values if value]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def is_web_address(text: str) -> bool:
    """Whether a text is an http(s) address with a host, fit to be a link.

    >>> is_web_address("https://example.org/a.jpg"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def image_source(address: str) -> str:
    """Where our pages take an image from: over https, or from this node by its path; "" where they must not show it.

    >>> image_source("http://localhost:8000/media/1.png"), image_source("https://example.org/1.png")
    ('/media/1.png', 'https://example.org/1.png')
    >>> image_source("http://example.org/1.png"), image_source("//example.org/1.png")
    ('', '')
    """
    if not is_web_address(address):
        return address if address.startswith("/") and not address.startswith(("//", "/\\")) else ""
    parts = urlsplit(address)
    if parts.hostname in settings.ALLOWED_HOSTS:
        return parts.path
    return address if parts.scheme == "https" else ""
