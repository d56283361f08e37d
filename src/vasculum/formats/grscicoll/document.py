"""Institutions and collections as GRSciColl writes them in JSON: one, a list, or a page of results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from vasculum.formats.grscicoll.normal import Fields, normal
from vasculum.model.remark import Remark
from vasculum.terms.grscicoll import fields_of, former_fields

INSTITUTION, COLLECTION = "Institution", "Collection"
DEEPEST = 30


class NotGrscicoll(ValueError):
    """A text that cannot be read as GRSciColl's at all; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Entity:
    """An institution or a collection (`kind`) with its fields by GRSciColl's names, in the order of its model."""

    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)


def read_json(text: bytes) -> tuple[tuple[Entity, ...], list[Remark]]:
    """What a document holds, and what was remarked upon; raises NotGrscicoll."""
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as fault:
        raise NotGrscicoll(f"this is not JSON: {fault}") from None
    results = found.get("results", found) if isinstance(found, dict) else found
    many = results if isinstance(results, list) else [results]
    if not all(isinstance(each, dict) for each in many):
        raise NotGrscicoll("an institution or a collection is missing: there is only a text or a number")
    remarks: list[Remark] = []
    paths = [str(number) for number in range(len(many))] if isinstance(results, list) else [""]
    return tuple(entity_of(each, path, remarks) for each, path in zip(many, paths, strict=True)), remarks


def entity_of(told: Mapping[str, Any], path: str, remarks: list[Remark]) -> Entity:
    """The institution or collection of these fields, told apart by the fields only one of them has."""
    if _deeper(told, DEEPEST):
        raise NotGrscicoll(f"its parts stand more than {DEEPEST} deep in each other")
    kind = kind_of(told)
    return Entity(kind, normal(told, kind, path, remarks))


def kind_of(told: Mapping[str, Any]) -> str:
    """Whether these are fields of an institution or of a collection; raises NotGrscicoll when they are neither's."""
    names = set(told)
    fits = {kind: len(names & (set(fields_of(kind)) | set(former_fields(kind)))) for kind in (INSTITUTION, COLLECTION)}
    if not any(fits.values()):
        raise NotGrscicoll("none of its fields is one of GRSciColl")
    return COLLECTION if fits[COLLECTION] > fits[INSTITUTION] else INSTITUTION


def write_json(entities: Sequence[Entity]) -> bytes:
    """One entity as an object, any other number as a list."""
    told: list[Fields] = [as_json(each) for each in entities]
    return orjson.dumps(told[0] if len(told) == 1 else told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def as_json(entity: Entity) -> Fields:
    """The fields of an entity, in one form whatever was put into it."""
    return normal(entity.fields, entity.kind, "", [])


def _deeper(value: Any, most: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return most == 0 or any(_deeper(each, most - 1) for each in inner)
