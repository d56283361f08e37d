"""Recognising institutions that a source names under another key: by ROR or Wikidata, else by exactly the same name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from vasculum.model.inventory import CollectionDescription, InstitutionDescription
from vasculum.registry.inventory import Inventory

DECISIVE = ("ror", "wikidata")


@dataclass(frozen=True, slots=True)
class Known:
    """An institution of the registry with what it may be recognised by."""

    key: str
    names: frozenset[str]
    identifiers: frozenset[tuple[str, str]]


def recognised(inventory: Inventory, known: Iterable[Known]) -> Inventory:
    """The inventory with every institution that is known under another key brought under that key.

    Such an institution keeps its names and its acronym; the source's own name is added to its other names.
    """
    registry = list(known)
    keys = {each.key: _key(each, registry) for each in inventory.institutions}
    return replace(
        inventory,
        institutions=tuple(_under(each, keys[each.key]) for each in inventory.institutions),
        collections=tuple(_owned(each, keys) for each in inventory.collections),
    )


def _key(each: InstitutionDescription, registry: list[Known]) -> str:
    if any(known.key == each.key for known in registry):
        return each.key
    wanted = {(one.scheme, one.value) for one in each.identifiers if one.scheme in DECISIVE}
    names = {name.casefold() for name in each.names.values()}
    same = [known.key for known in registry if wanted & known.identifiers] or [k.key for k in registry if names & k.names]
    return same[0] if len(set(same)) == 1 else each.key


def _under(each: InstitutionDescription, key: str) -> InstitutionDescription:
    if key == each.key:
        return each
    return replace(each, key=key, names={}, acronym="", other_names=(*each.other_names, *each.names.values()))


def _owned(each: CollectionDescription, keys: Mapping[str, str]) -> CollectionDescription:
    return replace(
        each, institution=keys.get(each.institution, each.institution), hosted_at=keys.get(each.hosted_at, each.hosted_at)
    )
