"""Every address of the node with the act it stands for, as the code has it: pages by name, operations of the API by path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import LocalePrefixPattern, URLPattern, get_resolver
from ninja.openapi.urls import get_openapi_urls

from docs.reference.program import _readable as readable
from vasculum.people.access import act_of
from vasculum.site.api import api


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its name (or its path where it has none), a path to ask, the methods it takes, the act."""

    name: str
    path: str
    act: str
    methods: tuple[str, ...] = ()


def routes() -> list[Route]:
    """All of them."""
    return [*_pages(get_resolver().url_patterns, "/"), *_operations()]


def _pages(patterns: list[Any], before: str) -> Iterator[Route]:
    for each in patterns:
        here = before + ("en/" if isinstance(each.pattern, LocalePrefixPattern) else readable(str(each.pattern)))
        if isinstance(each, URLPattern):
            yield Route(each.name or here, here, act_of(each.callback))
        elif each.namespace != "api":
            yield from _pages(each.url_patterns, here)


def _operations() -> Iterator[Route]:
    documents = [f"/api/{readable(str(each.pattern))}" for each in get_openapi_urls(api)]
    yield from (Route(path, path, "see public pages", ("GET",)) for path in documents)
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                here = "/api" + "/".join(["", *prefix.strip("/").split("/")]).rstrip("/") + path
                yield Route(here, here, act_of(operation.view_func), tuple(operation.methods))
