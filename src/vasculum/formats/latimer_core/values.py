"""Descriptions to values and back, attribute by attribute; what no attribute takes is kept in `other`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, cast

from vasculum.formats.latimer_core.descriptions import DESCRIBED, Described
from vasculum.formats.latimer_core.normal import Tree, normal
from vasculum.model.remark import Remark
from vasculum.terms.latimer_core import KEPT, Property, latimer_core


def attribute(name: str) -> str:
    """A property's name as an attribute.

    >>> attribute("hasMeasurementOrFact"), attribute("resourceIRI")
    ('has_measurement_or_fact', 'resource_iri')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


@cache
def _places(of_class: str) -> Mapping[str, Property]:
    """The properties of a class that have an attribute, by that attribute."""
    named = {attribute(name): each for name, each in latimer_core()[of_class].items()}
    return {each.name: named[each.name] for each in fields(DESCRIBED[of_class]) if each.name in named}


def value_of(tree: Mapping[str, Any], of_class: str) -> Described:
    """The value of a normal description."""
    told: dict[str, Any] = {}
    for name, place in _places(of_class).items():
        if place.term in tree:
            told[name] = _told(tree[place.term], place)
    return DESCRIBED[of_class](**told, other=_rest(tree, of_class))


def _told(value: Any, place: Property) -> Any:
    if place.of_class:
        return tuple(value_of(each, place.datatype) for each in value)
    return tuple(value) if isinstance(value, list) else value


def _rest(tree: Mapping[str, Any], of_class: str) -> Tree:
    taken = {place.term for place in _places(of_class).values()}
    rest = {key: value for key, value in tree.items() if key not in taken and key != KEPT}
    kept = tree.get(KEPT, {})
    clash = {key: value for key, value in kept.items() if key in tree}
    return rest | {key: value for key, value in kept.items() if key not in tree} | ({KEPT: clash} if clash else {})


def tree_of(described: Described) -> Tree:
    """The normal description of a value; whatever it holds, the tree obeys the schema of what is written here."""
    of_class = type(described).__name__
    tree: Tree = dict(described.other)
    for name, place in _places(of_class).items():
        told = getattr(described, name)
        if told not in ("", (), None):
            tree[place.term] = _tree(told, place)
    remarks: list[Remark] = []
    return normal(tree, of_class, "", remarks)


def _tree(told: Any, place: Property) -> Any:
    if place.of_class:
        return [tree_of(each) for each in told]
    return list(cast("tuple[str, ...]", told)) if isinstance(told, tuple) else told
