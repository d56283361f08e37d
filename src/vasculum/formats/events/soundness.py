"""Whether the tables of a package fit together: rows that point at nothing, keys given twice, cells of another type than told.

Source: Frictionless Table Schema (https://specs.frictionlessdata.io/table-schema/), types and foreign keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vasculum.formats.events.tables import Tables, quoted

_LIKE: Mapping[str, tuple[str, str]] = {
    "integer": ("try_cast({} AS HUGEINT) IS NULL", "whole numbers"),
    "number": ("try_cast({} AS DOUBLE) IS NULL", "numbers"),
    "boolean": ("lower({}) NOT IN ('true', 'false', '1', '0')", "true or false"),
    "date": ("try_cast({} AS DATE) IS NULL", "dates"),
    "year": ("try_cast({} AS SMALLINT) IS NULL", "years"),
}
"""How cells are told that are not of a type, and what those of it are called; other types are not looked at."""


def types_of(resource: Mapping[str, Any]) -> dict[str, str]:
    """The types that a resource tells of its fields, as far as they have the usual form.

    >>> types_of({"schema": {"fields": [{"name": "siteCount", "type": "integer"}, {"name": "siteNames", "type": "string"}]}})
    {'siteCount': 'integer'}
    """
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    told = [each for each in fields if isinstance(each, dict)] if isinstance(fields, list) else []
    usual = [each for each in told if each.get("format", "default") == "default" and str(each.get("type")) in _LIKE]
    return {each["name"]: str(each["type"]) for each in usual if isinstance(each.get("name"), str)}


def unlike_types(tables: Tables, name: str, types: Mapping[str, str]) -> Iterator[str]:
    """A notice for each field of a relation with cells that are not of the type the package tells; they are kept as they are."""
    for field, kind in types.items():
        if field not in tables.terms[name]:
            continue
        unlike, called = _LIKE[kind]
        cell = f"nullif(trim({quoted(field)}), '')"
        told = _first(tables, name, field, f"{cell} IS NOT NULL AND {unlike.format(cell)}")
        if told:
            yield f"Of {name}, the cells of {field} should be {called} and are not in {told}; they were kept as they are."


def reject_twice(tables: Tables, name: str, own: str, field: str) -> None:
    """Rejects the rows of a relation whose key (`own`, SQL over `r`) an earlier row has."""
    first = f"SELECT min(line) FROM {quoted(name)} r WHERE {own} IS NOT NULL GROUP BY {own}"
    tables.reject_where(name, f"{own} IS NOT NULL AND r.line NOT IN ({first})", "DUPLICATE_IDENTIFIER", field)


def reject_strangers(tables: Tables, name: str, pointer: str, keys: str) -> None:
    """Rejects the rows of a relation that point at none of `keys` (SQL that gives them)."""
    tables.reject_where(name, _strange(pointer, keys), "POINTS_NOWHERE", pointer)


def strangers(tables: Tables, name: str, pointer: str, keys: str, what: str) -> Iterator[str]:
    """A notice where rows that are good without it point at none of `keys`."""
    told = _first(tables, name, pointer, _strange(pointer, keys))
    if told:
        yield f"Of {name}, {pointer} names {what} that is not in the package in {told}; the name alone was kept."


def _strange(pointer: str, keys: str) -> str:
    return f"{quoted(pointer)} IS NOT NULL AND {quoted(pointer)} NOT IN ({keys})"


def _first(tables: Tables, name: str, field: str, condition: str) -> str:
    """How many rows meet a condition, with the place and text of the first; empty for none."""
    first = f"min(line) AS line, arg_min({quoted(field)}, line) AS said"
    found = next(tables.rows(f"SELECT count(*) AS many, {first} FROM {quoted(name)} WHERE {condition}"))
    if found["many"] == "0":
        return ""
    many, (file, line) = int(found["many"]), tables.place(name, int(found["line"]))
    return f"{many:,} row{'s' if many > 1 else ''} (line {line} of {file}: {found.get('said', '')[:60]!r})"
