"""A JSON Schema (2020-12) of Latimer Core documents, made from the published lists of its terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vasculum.terms.latimer_core import KEPT, Property, latimer_core

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATATYPES = ("string", "number", "boolean")
_KEYWORDS = {"@context": True, "@id": {"type": "string"}, "@type": {"type": "string"}}


def latimer_core_schema() -> Schema:
    """What the standard says of a document: datatypes and repeatability; terms it does not know may stand beside.

    A property that holds an array or a list may also be written as one value, and a term without its prefix, as the
    standard's own examples do.
    """
    definitions = {name: _open(properties) for name, properties in latimer_core().items()}
    return _document(definitions, {name: _one_or_many(_reference(name)) for name in definitions}, closed=False)


def latimer_core_schema_as_written() -> Schema:
    """What every document written here obeys: only the terms of each class, with their prefix, arrays always as arrays."""
    definitions = {name: _closed(properties) for name, properties in latimer_core().items()}
    return _document(definitions, {name: _many(_reference(name)) for name in definitions}, closed=True)


def _document(definitions: Mapping[str, Schema], roots: Mapping[str, Schema], *, closed: bool) -> Schema:
    whole: Schema = {"type": "object", "properties": {**_KEYWORDS, KEPT: {"type": "object"}}}
    whole["properties"] |= {f"ltc:{name}": schema for name, schema in roots.items()}
    if closed:
        whole["additionalProperties"] = False
    return {
        "$schema": DIALECT,
        "title": "Latimer Core 1.0",
        "type": "object",
        "if": {"required": ["@type"]},
        "then": {"allOf": [_when_of(name) for name in definitions]},
        "else": {"$ref": "#/$defs/Document"},
        "$defs": {"Document": whole, **definitions},
    }


def _when_of(name: str) -> Schema:
    return {"if": {"properties": {"@type": {"enum": [f"ltc:{name}", name]}}}, "then": _reference(name)}


def _open(properties: Mapping[str, Property]) -> Schema:
    typed = {each.term: _open_value(each) for each in properties.values()}
    bare = {each.name: _open_value(each) for each in properties.values()}
    return {"type": "object", "properties": typed | bare}


def _closed(properties: Mapping[str, Property]) -> Schema:
    typed = {each.term: _many(_item(each)) if _is_array(each) else _item(each) for each in properties.values()}
    return {
        "type": "object",
        "properties": {**_KEYWORDS, **typed, KEPT: {"type": "object"}},
        "additionalProperties": False,
    }


def _open_value(each: Property) -> Schema:
    return _one_or_many(_item(each)) if _is_array(each) else _item(each)


def _is_array(each: Property) -> bool:
    return each.of_class or each.repeatable or each.datatype == "list"


def _item(each: Property) -> Schema:
    if each.of_class:
        return _reference(each.datatype)
    return {"type": each.datatype if each.datatype in _DATATYPES else "string"}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _many(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _one_or_many(item: Schema) -> Schema:
    return {"if": {"type": "array"}, "then": {"items": item}, "else": item}
