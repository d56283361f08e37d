"""Identifiers as a page shows them: what the scheme is called, the identifier, and the address it resolves at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from vasculum.registry.models import Identifier
from vasculum.registry.vocabularies import label
from vasculum.web.addresses import is_web_address

_RESOLVERS: Mapping[str, Callable[[str], str]] = {
    "index_herbariorum": lambda value: f"https://sweetgum.nybg.org/science/ih/herbarium-list/?NamOrganisationAcronym={value}",
    "doi": lambda value: f"https://doi.org/{value}",
}


@dataclass(frozen=True, slots=True)
class Linked:
    """An identifier with its scheme's name; `address` is empty where it resolves nowhere."""

    scheme: str
    value: str
    address: str


def linked(identifiers: Iterable[Identifier], language: str) -> list[Linked]:
    """Identifiers in the order of their schemes."""
    return [
        Linked(label("identifier", row.scheme, language), row.value, address_of(row.scheme, row.value)) for row in identifiers
    ]


def address_of(scheme: str, value: str) -> str:
    """Where an identifier resolves; nothing where its scheme has no resolver.

    >>> address_of("ror", "https://ror.org/01h1jbk91"), address_of("isil", "BE-A0001")
    ('https://ror.org/01h1jbk91', '')
    >>> address_of("grscicoll", "b40143bf-c810-4e67-b998-2936cef72bb3")
    'https://scientific-collections.gbif.org/institution/b40143bf-c810-4e67-b998-2936cef72bb3'
    """
    if is_web_address(value):
        return value
    if scheme == "grscicoll":
        return f"https://scientific-collections.gbif.org/institution/{value}"
    return _RESOLVERS[scheme](value) if scheme in _RESOLVERS else ""
