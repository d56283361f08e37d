"""What the pages ask the registry; hidden institutions and their collections stay unseen unless asked for."""

from __future__ import annotations

from vasculum.registry.models import Collection, Institution


def institutions(include_hidden: bool = False) -> list[Institution]:
    """Every institution, by key."""
    found = Institution.objects.order_by("key")
    return list(found if include_hidden else found.filter(hidden=False))


def institution(key: str, include_hidden: bool = False) -> Institution | None:
    """The institution of this key."""
    found = Institution.objects.filter(key=key)
    return (found if include_hidden else found.filter(hidden=False)).first()


def collections(include_hidden: bool = False) -> list[Collection]:
    """Every collection with its institution, by the keys of both."""
    found = Collection.objects.select_related("institution", "part_of", "hosted_at").order_by("institution__key", "key")
    return list(found if include_hidden else found.filter(institution__hidden=False))


def collections_of(institution: Institution) -> list[Collection]:
    """The collections an institution owns, wherever they are kept."""
    found = Collection.objects.filter(institution=institution).select_related("institution", "part_of", "hosted_at")
    return list(found.order_by("key"))


def collections_hosted_at(institution: Institution) -> list[Collection]:
    """The collections an institution keeps for other institutions that may be seen."""
    found = Collection.objects.filter(hosted_at=institution, institution__hidden=False)
    return list(found.select_related("institution", "part_of", "hosted_at").order_by("key"))


def collection(key: str, include_hidden: bool = False) -> Collection | None:
    """The collection of this key, with its institution."""
    found = Collection.objects.filter(key=key).select_related("institution", "part_of", "hosted_at")
    return (found if include_hidden else found.filter(institution__hidden=False)).first()
