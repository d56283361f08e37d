"""Latimer Core as JSON: a document read into values with remarks, and written so that it obeys the schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, cast

import orjson

from vasculum.formats.latimer_core.descriptions import (
    DESCRIBED,
    Described,
    LatimerCoreScheme,
    ObjectGroup,
    OrganisationalUnit,
)
from vasculum.formats.latimer_core.normal import UNPLACED, Tree, normal
from vasculum.formats.latimer_core.values import tree_of, value_of
from vasculum.model.remark import Remark
from vasculum.terms.latimer_core import KEPT, NAMESPACES, latimer_core, local_name

DEEPEST = 60


class NotLatimerCore(ValueError):
    """A text that cannot be read as Latimer Core at all; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Document:
    """What one document describes, by class of Latimer Core; classes without a value of their own are in `other`."""

    described: tuple[Described, ...] = ()
    other: Mapping[str, Any] = field(default_factory=dict)

    @property
    def object_groups(self) -> tuple[ObjectGroup, ...]:
        """Every collection of the document, of its schemes too."""
        schemes = (each.has_object_group for each in self.described if isinstance(each, LatimerCoreScheme))
        return (*(each for each in self.described if isinstance(each, ObjectGroup)), *chain.from_iterable(schemes))

    @property
    def organisational_units(self) -> tuple[OrganisationalUnit, ...]:
        """The institutions that stand in the document by themselves."""
        return tuple(each for each in self.described if isinstance(each, OrganisationalUnit))


def read_document(text: bytes) -> tuple[Document, list[Remark]]:
    """What a document says, and what was remarked upon: the term of a remark is the path to it.

    Takes a scheme, a list of descriptions, or one description with or without `@type`. Raises NotLatimerCore.
    """
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as fault:
        raise NotLatimerCore(f"this is not JSON: {fault}") from None
    if _deeper(found, DEEPEST):
        raise NotLatimerCore(f"descriptions stand more than {DEEPEST} deep in each other")
    remarks: list[Remark] = []
    trees: list[tuple[str, Tree]] = []
    other: Tree = {}
    for each in found if isinstance(found, list) else [found]:
        _take(each, trees, other, remarks)
    return _document(trees, other), remarks


def write_document(document: Document) -> bytes:
    """The document as JSON: arrays as arrays, terms with their prefix, in the order of the published list."""
    members: Tree = {"@context": dict(NAMESPACES)}
    for each in document.described:
        members.setdefault(f"ltc:{type(each).__name__}", []).append(tree_of(each))
    members |= {key: value for key, value in sorted(document.other.items()) if local_name(key) in latimer_core()}
    kept = {key: value for key, value in sorted(document.other.items()) if key not in members}
    return _json(members | ({KEPT: kept} if kept else {}))


def write_one(described: Described) -> bytes:
    """One description as a document of its own, with its `@type`."""
    return _json({"@context": dict(NAMESPACES), "@type": f"ltc:{type(described).__name__}", **tree_of(described)})


def _json(tree: Tree) -> bytes:
    return orjson.dumps(tree, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _deeper(value: Any, most: int) -> bool:
    level = [value]
    for _ in range(most):
        level = [inner for each in level for inner in _inner(each)]
        if not level:
            return False
    return True


def _inner(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [each for each in value.values() if isinstance(each, dict | list)]
    return [each for each in value if isinstance(each, dict | list)] if isinstance(value, list) else []


def _take(found: Any, trees: list[tuple[str, Tree]], other: Tree, remarks: list[Remark]) -> None:
    if not isinstance(found, dict):
        raise NotLatimerCore("a description is missing: there is only a text or a number")
    if set(map(local_name, found)) & set(latimer_core()) or set(found) <= {"@context", KEPT}:
        for key, value in found.items():
            _take_member(key, value, trees, other, remarks)
    else:
        of_class = _class_of(found)
        bare = {key: value for key, value in found.items() if key != "@context"}
        trees.append((of_class, normal(bare, of_class, f"ltc:{of_class}", remarks)))


def _take_member(key: str, value: Any, trees: list[tuple[str, Tree]], other: Tree, remarks: list[Remark]) -> None:
    of_class = local_name(key)
    many = value if isinstance(value, list) else [value]
    if key == KEPT and isinstance(value, dict):
        other.update(value)
    elif of_class in latimer_core() and all(isinstance(each, dict) for each in many):
        paths = [f"ltc:{of_class}" if len(many) == 1 else f"ltc:{of_class}/{number}" for number in range(len(many))]
        trees += [(of_class, normal(each, of_class, path, remarks)) for each, path in zip(many, paths, strict=True)]
    elif key != "@context":
        remarks.append(Remark(UNPLACED, key, str(value)[:200]))
        other[key] = value


def _class_of(found: Mapping[str, Any]) -> str:
    told = local_name(str(found.get("@type", "")))
    if told in latimer_core():
        return told
    names = set(map(local_name, found))
    fits = {of_class: len(names & set(properties)) for of_class, properties in latimer_core().items()}
    best = max(fits, key=lambda of_class: fits[of_class])
    if not fits[best]:
        raise NotLatimerCore("none of its members is a class or a property of Latimer Core")
    return best


def _document(trees: list[tuple[str, Tree]], other: Tree) -> Document:
    described = tuple(value_of(tree, of_class) for of_class, tree in trees if of_class in DESCRIBED)
    plain: Tree = dict(other)
    for of_class, tree in trees:
        if of_class not in DESCRIBED:
            cast("list[Tree]", plain.setdefault(f"ltc:{of_class}", [])).append(tree)
    return Document(described, plain)
