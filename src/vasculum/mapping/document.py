"""A mapping: which columns of a sheet are which terms, and how their texts get there. A value, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field

from vasculum.mapping.patterns import Pattern

EDITION = 1
"""The form of mapping files that is written, and read."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of a column, or of several that are joined by `join`.

    `to` are qualified names, empty where the column keeps its heading. `row_type` is the extension whose row is told, "" for
    the specimen itself; `row` tells rows of one extension apart that come from one line. `split` parts a text for the terms of
    `to` in order, `each` makes a row of an extension of every part, `patterns` take pieces out (`names`, in the order of `to`).
    `values` replaces texts, `unit` is written behind a bare number. `perhaps` is a term that a person has yet to confirm.
    """

    columns: tuple[str, ...]
    to: tuple[str, ...] = ()
    row_type: str = ""
    row: str = ""
    join: str = " "
    split: str = ""
    each: str = ""
    patterns: tuple[Pattern, ...] = ()
    names: tuple[str, ...] = ()
    values: MappingOf[str, str] = field(default_factory=dict)
    unit: str = ""
    skip: bool = False
    perhaps: str = ""
    confidence: float | None = None
    reason: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether the text of one column goes unchanged to one term of the specimen."""
        changed = self.split or self.each or self.patterns or self.values or self.unit or self.row_type or self.skip
        return len(self.columns) == 1 and len(self.to) <= 1 and not changed


@dataclass(frozen=True, slots=True)
class Constant:
    """A text that every row has: a term of the specimen, or of the rows of an extension."""

    to: str
    value: str
    row_type: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping of a kind of sheet: its name and version, where the heading stands, rules, constants.

    `specimen` names the columns whose texts together make one specimen of several rows; empty where each row is one.
    """

    name: str
    version: int = 1
    sheet: str = ""
    heading: tuple[int, ...] = ()
    specimen: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    constants: tuple[Constant, ...] = ()

    def rule_of(self, column: str) -> Rule | None:
        """The first rule about a column, if any."""
        return next((rule for rule in self.rules if column in rule.columns), None)
