"""Before an inventory is entered: keys must be keys, and a key may come once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from vasculum.model.inventory import CollectionDescription, InstitutionDescription
from vasculum.model.rejection import Rejection
from vasculum.registry.inventory import Inventory, Place
from vasculum.registry.rules import KEY, LONGEST_KEY

Described = TypeVar("Described", InstitutionDescription, CollectionDescription)


def fit_to_enter(inventory: Inventory) -> tuple[Inventory, list[Rejection]]:
    """The inventory without what has no usable key or bears the key of another one before it, and those left out."""
    institutions, no_institutions = _fit(inventory.institutions, inventory)
    collections, no_collections = _fit(inventory.collections, inventory)
    return replace(inventory, institutions=institutions, collections=collections), [*no_institutions, *no_collections]


def _fit(described: Iterable[Described], inventory: Inventory) -> tuple[tuple[Described, ...], list[Rejection]]:
    found: dict[str, Described] = {}
    refused = []
    for each in described:
        fault = _fault(each.key, found)
        if fault:
            place = inventory.places.get(each.key, Place("", 0))
            refused.append(Rejection(place.file, place.line, fault, "key", each.key[:200], each.key))
        else:
            found[each.key] = each
    return tuple(found.values()), refused


def _fault(key: str, found: Iterable[str]) -> str:
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        return "KEY_MALFORMED" if key else "VALUE_MISSING"
    return "DUPLICATE_IDENTIFIER" if key in found else ""
