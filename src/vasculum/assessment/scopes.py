"""What a quality page is about: a source, a collection, an institution or the whole node, each a set of sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from vasculum.harvest.models import Source
from vasculum.registry import queries as registry
from vasculum.web.layout import current_language


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at; `kind` is `source`, `collection`, `institution` or `node`, `sources` are the keys of its sources."""

    kind: str
    key: str
    name: str
    sources: tuple[str, ...]

    @property
    def address(self) -> str:
        """Its quality page."""
        return reverse("quality") if self.kind == "node" else reverse(f"quality-{self.kind}", args=[self.key])

    @property
    def filter(self) -> dict[str, list[str]]:
        """The filter of the search that finds its specimens."""
        return {} if self.kind == "node" else {self.kind: [self.key]}


def seen() -> QuerySet[Source]:
    """The sources of institutions that are not hidden."""
    found = Source.objects.filter(collection__institution__hidden=False)
    return found.select_related("collection__institution").order_by("collection__institution__key", "collection__key", "key")


def node() -> Scope:
    """Everything."""
    return Scope("node", "", gettext("The whole node"), _keys(seen()))


def scope(kind: str, key: str) -> Scope | None:
    """The source, collection or institution of this key; None when there is none to be seen."""
    return {"source": _source, "collection": _collection, "institution": _institution}[kind](key)


def of_source(source: Source) -> Scope:
    """One source."""
    return Scope("source", source.key, source.title or source.collection.name(current_language()), (source.key,))


def _source(key: str) -> Scope | None:
    found = seen().filter(key=key).first()
    return of_source(found) if found else None


def _collection(key: str) -> Scope | None:
    found = registry.collection(key)
    return Scope("collection", key, found.name(current_language()), _keys(seen().filter(collection=found))) if found else None


def _institution(key: str) -> Scope | None:
    found = registry.institution(key)
    sources = _keys(seen().filter(collection__institution=found))
    return Scope("institution", key, found.name(current_language()), sources) if found else None


def _keys(sources: Iterable[Source]) -> tuple[str, ...]:
    return tuple(source.key for source in sources)
