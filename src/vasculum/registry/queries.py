"""What the pages ask the registry; hidden institutions and their collections stay unseen unless asked for."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from vasculum.model.measure import Measure as Told
from vasculum.registry.models import Collection, Institution, Measure

KINDS = frozenset({"species", "taxa", "cultivars"})
SHOWN_LEVELS = ("collection", "department", "series")


def institutions(include_hidden: bool = False) -> list[Institution]:
    """Every institution with its identifiers, by key."""
    found = Institution.objects.prefetch_related("identifiers").order_by("key")
    return list(found if include_hidden else found.filter(hidden=False))


def institution(key: str, include_hidden: bool = False) -> Institution | None:
    """The institution of this key, with its identifiers."""
    found = Institution.objects.prefetch_related("identifiers").filter(key=key)
    return (found if include_hidden else found.filter(hidden=False)).first()


def collections(include_hidden: bool = False, levels: tuple[str, ...] = SHOWN_LEVELS) -> list[Collection]:
    """Every collection of these levels with its institution and what it declares to hold, by the keys of both."""
    found = with_what_is_held().filter(level__in=levels).order_by("institution__key", "key")
    return list(found if include_hidden else found.filter(institution__hidden=False))


def collection_page(offset: int, size: int, levels: tuple[str, ...] = SHOWN_LEVELS) -> list[Collection]:
    """The collections of one page of the list, by the keys of institution and collection."""
    found = with_what_is_held().filter(institution__hidden=False, level__in=levels).order_by("institution__key", "key")
    return list(found[offset : offset + size])


def collections_of(institution: Institution, levels: tuple[str, ...] = SHOWN_LEVELS) -> list[Collection]:
    """The collections an institution owns, wherever they are kept."""
    return list(with_what_is_held().filter(institution=institution, level__in=levels).order_by("key"))


def collections_hosted_at(institution: Institution) -> list[Collection]:
    """The collections an institution keeps for other institutions that may be seen."""
    return list(with_what_is_held().filter(hosted_at=institution, institution__hidden=False).order_by("key"))


def collection(key: str, include_hidden: bool = False) -> Collection | None:
    """The collection of this key, with its institution."""
    found = with_what_is_held().filter(key=key)
    return (found if include_hidden else found.filter(institution__hidden=False)).first()


def declared(collection: Collection) -> Told | None:
    """What a collection declares to hold, of several units one that counts things and not kinds; None where nothing
    is said.

    Costs no question for a collection that a query of this module gave.
    """
    current = getattr(collection, "held_now", None)
    if current is None:
        current = list(held_now().filter(collection=collection))
    return min(current, key=lambda measure: (measure.unit in KINDS, measure.pk)).plain if current else None


def held_now() -> QuerySet[Measure]:
    """The figures that count of what is held."""
    return Measure.objects.filter(counted="held", is_current=True)


def with_what_is_held() -> QuerySet[Collection]:
    """Collections with their institutions, what they are part of, and the figures that count of what they hold."""
    held = Prefetch("measures", queryset=held_now(), to_attr="held_now")
    return Collection.objects.select_related("institution", "part_of", "hosted_at").prefetch_related(held)
