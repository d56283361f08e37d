"""The tables of a Darwin Core Data Package that a node writes, as data.

Source: https://github.com/gbif/dwc-dp, version 0.1 (CC0 1.0).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, title, type and constraints as Table Schema says them, and the IRI of the term it is a version of."""

    name: str
    title: str
    type: str
    is_version_of: str
    constraints: Mapping[str, Any] = field(default_factory=dict)


@cache
def tables() -> Mapping[str, tuple[Field, ...]]:
    """The fields of each table, in their order."""
    found: dict[str, list[Field]] = {}
    with files("vasculum.terms.dwc_dp").joinpath("fields.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            limits = orjson.loads(row["constraints"] or "{}")
            told = Field(row["field"], row["title"], row["type"], row["is_version_of"], limits)
            found.setdefault(row["table"], []).append(told)
    return {name: tuple(told) for name, told in found.items()}
