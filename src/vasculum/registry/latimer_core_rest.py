"""What `vasculum:other` carries beside the terms of Latimer Core, read back with its types; what does not fit is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from vasculum.formats.latimer_core import descriptions as ltc
from vasculum.model import inventory as told
from vasculum.model.measure import Measure
from vasculum.model.period import Period

TOLD = "vasculum:description"
"""Where a document carries what Latimer Core has no term for."""

SOURCE = "latimer_core"
"""Where a description keeps what a Latimer Core document said and the registry has no place for."""

_PARTS: Mapping[str, type] = {
    "systems": told.System,
    "allocations": told.Allocation,
    "measures": Measure,
    "identifiers": told.Identifier,
    "addresses": told.Address,
    "contacts": told.Contact,
    "statuses": told.StatusPeriod,
}
_DESCRIPTIONS: Mapping[type, type] = {
    ltc.OrganisationalUnit: told.InstitutionDescription,
    ltc.ObjectGroup: told.CollectionDescription,
    told.StatusPeriod: told.StatusPeriod,
}


def rest_of(carried: Any, subject: object) -> dict[str, Any]:
    """The attributes carried for a description of the kind of `subject`."""
    return _attributes(carried, _DESCRIPTIONS[type(subject)]) if isinstance(carried, dict) else {}


def carried_of(carried: Any, described: object) -> dict[str, Any]:
    """The attributes carried for a description that is there already."""
    return _attributes(carried, type(described)) if isinstance(carried, dict) else {}


def _attributes(carried: Mapping[str, Any], described: type) -> dict[str, Any]:
    usual = {each.name: _usual(each) for each in fields(described)}
    read = {name: _read(name, value, usual[name]) for name, value in carried.items() if name in usual}
    return {name: value for name, value in read.items() if value is not None}


def _usual(field: Any) -> Any:
    if field.name == "names":
        return {}
    return field.default if field.default_factory is MISSING else field.default_factory()


def _read(name: str, value: Any, usual: Any) -> Any:
    """The value of an attribute, None where it is not of the kind the attribute has."""
    if name in _PARTS:
        return tuple(_part(_PARTS[name], each) for each in value if isinstance(each, dict)) if isinstance(value, list) else None
    if isinstance(usual, Period):
        texts = isinstance(value, dict) and set(value) <= set(Period.__dataclass_fields__)
        return Period(**value) if texts and all(isinstance(each, str) for each in value.values()) else None
    if isinstance(usual, tuple):
        return tuple(value) if isinstance(value, list) and all(isinstance(each, str) for each in value) else None
    if isinstance(usual, dict):
        return value if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()) else None
    if isinstance(usual, str) or usual is MISSING:
        return value if isinstance(value, str) else None
    return value if isinstance(value, bool | int | float) else None


def _part(described: type, carried: Mapping[str, Any]) -> Any:
    needed = {each.name: "" for each in fields(described) if each.default is MISSING and each.default_factory is MISSING}
    return described(**(needed | _attributes(carried, described)))
