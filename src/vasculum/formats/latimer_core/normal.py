"""A Latimer Core description in one form: qualified terms, arrays as arrays, and apart what the standard has no place for."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from vasculum.model.remark import Remark
from vasculum.terms.latimer_core import KEPT, Property, latimer_core, local_name

Tree = dict[str, Any]

RENAMED, UNPLACED, DATATYPE = "LATIMER_TERM_RENAMED", "LATIMER_TERM_UNPLACED", "LATIMER_DATATYPE"
SHOWN = 200


class Unfit(ValueError):
    """A value that is not of the datatype of its term and cannot be read as one."""


@cache
def former_names(of_class: str) -> Mapping[str, str]:
    """Former names of properties of a class, with the names they have now."""
    with files("vasculum.terms.latimer_core").joinpath("former_names.csv").open(encoding="utf-8") as table:
        return {row["former"]: row["name"] for row in csv.DictReader(table) if row["class"] == of_class}


def normal(tree: Mapping[str, Any], of_class: str, path: str, remarks: list[Remark]) -> Tree:
    """The description of one thing of a class, in the order of the published list; the remarks are appended.

    What has no place in the class, or is not of the datatype its term has, goes unchanged into `vasculum:other`.
    """
    properties = latimer_core()[of_class]
    placed: Tree = {}
    apart: Tree = {}
    for key, value in _unpacked(tree):
        _place(key, value, of_class, f"{path}/{key}", placed, apart, remarks)
    ordered = {each.term: placed[each.term] for each in properties.values() if each.term in placed}
    identified = {"@id": placed["@id"]} if "@id" in placed else {}
    return identified | ordered | ({KEPT: dict(sorted(apart.items()))} if apart else {})


def _unpacked(tree: Mapping[str, Any]) -> list[tuple[str, Any]]:
    kept = tree.get(KEPT)
    rest = [(key, value) for key, value in tree.items() if not (key == KEPT and isinstance(kept, dict))]
    return rest + ([(f"{KEPT}/{key}", value) for key, value in kept.items()] if isinstance(kept, dict) else [])


def _place(key: str, value: Any, of_class: str, path: str, placed: Tree, apart: Tree, remarks: list[Remark]) -> None:
    if key.startswith(f"{KEPT}/"):
        apart[key.removeprefix(f"{KEPT}/")] = value
    elif value is None or value in ("", [], {}) or (key == "@type" and local_name(str(value)) == of_class):
        return
    elif key == "@id" and isinstance(value, str):
        placed[key] = value
    else:
        _place_term(key, value, of_class, path, placed, apart, remarks)


def _place_term(key: str, value: Any, of_class: str, path: str, placed: Tree, apart: Tree, remarks: list[Remark]) -> None:
    found = _property(key, of_class, path, remarks)
    if found is None or found.term in placed:
        remarks.append(Remark(UNPLACED, path, _shown(value)))
        apart[key] = value
        return
    try:
        read = _read(found, value, path, remarks)
    except Unfit:
        remarks.append(Remark(DATATYPE, path, _shown(value)))
        apart[key] = value
    else:
        placed[found.term] = read


def _property(key: str, of_class: str, path: str, remarks: list[Remark]) -> Property | None:
    name = local_name(key)
    properties = latimer_core()[of_class]
    if name in properties:
        return properties[name]
    now = former_names(of_class).get(name)
    if now is None:
        return None
    remarks.append(Remark(RENAMED, path, properties[now].term))
    return properties[now]


def _read(found: Property, value: Any, path: str, remarks: list[Remark]) -> Any:
    if found.of_class:
        return _descriptions(found.datatype, value, path, remarks)
    if found.datatype == "list" or found.repeatable:
        return [_text(each, path, remarks) for each in (value if isinstance(value, list) else [value])]
    if isinstance(value, list) and len(value) == 1:
        return _read(found, value[0], path, remarks)
    return _SCALARS[found.datatype](value, path, remarks)


def _descriptions(of_class: str, value: Any, path: str, remarks: list[Remark]) -> list[Tree]:
    many = value if isinstance(value, list) else [value]
    if not all(isinstance(each, dict) for each in many):
        raise Unfit
    if len(many) == 1:
        return [normal(many[0], of_class, path, remarks)]
    return [normal(each, of_class, f"{path}/{number}", remarks) for number, each in enumerate(many)]


def _text(value: Any, path: str, remarks: list[Remark]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list | bool) or value is None:
        raise Unfit
    remarks.append(Remark(DATATYPE, path, _shown(value)))
    return str(value)


def _number(value: Any, path: str, remarks: list[Remark]) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if not (isinstance(value, str) and value.isascii() and value.isdigit() and value == str(int(value[:18]))):
        raise Unfit
    remarks.append(Remark(DATATYPE, path, value))
    return int(value)


def _truth(value: Any, path: str, remarks: list[Remark]) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise Unfit
    remarks.append(Remark(DATATYPE, path, value))
    return bool(value == "true")


_SCALARS = {"string": _text, "number": _number, "boolean": _truth}


def _shown(value: Any) -> str:
    return str(value)[:SHOWN]
