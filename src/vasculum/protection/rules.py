"""What must not be public, and how far: rules about taxa, places, collections and remarks on records.

Categories are those of GBIF's practice for sensitive species (Chapman 2020, https://doi.org/10.15468/doc-5jp4-5g10): a place is
withheld or snapped to a grid, never moved at random. One more keeps whole records back: human remains and what a community
asked for are only counted.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from vasculum.protection.taxa import UNKNOWN, Protected, Resolve, is_of


class Category(StrEnum):
    """How much of a record the public sees; the first are the strictest."""

    COUNTED = "counted only"
    WITHHELD = "place withheld"
    DEGREE = "1 degree"
    TENTH = "0.1 degree"
    HUNDREDTH = "0.01 degree"
    THOUSANDTH = "0.001 degree"

    @property
    def cells(self) -> int:
        """How many cells of the grid a degree has; 0 where no place is told at all."""
        return {"1 degree": 1, "0.1 degree": 10, "0.01 degree": 100, "0.001 degree": 1000}.get(self.value, 0)


STRICTEST_FIRST = tuple(Category)


@dataclass(frozen=True, slots=True)
class Box:
    """An area between meridians and parallels, in degrees of WGS84; it may cross the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a place lies in the area."""
        within = self.west <= longitude <= self.east if self.west <= self.east else not self.east < longitude < self.west
        return within and self.south <= latitude <= self.north


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule applies to the records for which all that it names holds.

    `country` is an ISO 3166 code of a country or a subdivision; `term` and `text` mean that a term of the record holds
    the text, without regard to case. `review` is when somebody should look at the rule again: it goes on applying then.
    """

    key: str
    category: Category
    taxon: Protected | None = None
    country: str = ""
    box: Box | None = None
    institution: str = ""
    collection: str = ""
    term: str = ""
    text: str = ""
    reason: str = ""
    review: dt.date | None = None

    def holds(self, evidence: Evidence, resolve: Resolve) -> bool:
        """Whether the rule applies to a record; what a record does not tell of its country or place never frees it."""
        return (
            self._is_kept_there(evidence)
            and self._is_found_there(evidence)
            and (not self.term or self.text.casefold() in evidence.said.get(self.term, "").casefold())
            and (self.taxon is None or is_of(self.taxon, evidence.names, resolve))
        )

    def _is_kept_there(self, evidence: Evidence) -> bool:
        return self.institution in {"", evidence.institution} and self.collection in {"", evidence.collection}

    def _is_found_there(self, evidence: Evidence) -> bool:
        country = self.country.partition("-")[0]
        elsewhere = bool(evidence.country) and evidence.country != country
        if self.country and (elsewhere or ("-" in self.country and evidence.subdivision not in {"", self.country})):
            return False
        return self.box is None or evidence.boxes.get(self.key, True)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What rules look at in a record: its names, its country, where it is kept, the terms rules ask for.

    `boxes` says of rules with an area whether the record lies in it; a rule is missing where the place is not known.
    """

    names: tuple[str, ...] = ()
    country: str = ""
    subdivision: str = ""
    institution: str = ""
    collection: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    boxes: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Rules:
    """The rules in force, with what resolves names (`checklists` says which); `digest` differs whenever an answer may."""

    each: Sequence[Rule] = ()
    resolve: Resolve = field(default=lambda _: UNKNOWN)
    checklists: str = ""

    def __bool__(self) -> bool:
        return bool(self.each)

    @cached_property
    def digest(self) -> str:
        """Empty without rules."""
        if not self.each:
            return ""
        told = "\n".join(sorted(repr(rule) for rule in self.each))
        return hashlib.sha256(f"{EDITION}\n{self.checklists}\n{told}".encode()).hexdigest()[:16]

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The terms whose texts rules ask for."""
        return tuple(sorted({rule.term for rule in self.each if rule.term}))

    @cached_property
    def boxes(self) -> Mapping[str, Box]:
        """The areas of rules by the key of the rule."""
        return {rule.key: rule.box for rule in self.each if rule.box}

    def category(self, evidence: Evidence) -> Category | None:
        """The strictest category of the rules that apply to a record; None where none does."""
        return strictest(rule.category for rule in self.each if rule.holds(evidence, self.resolve))


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the records of a source are kept: the keys of the institution and of the collection."""

    institution: str
    collection: str


NOWHERE = Kept("", "")
EDITION = "1"
"""Changes whenever the gate lets through more or less under the same rules."""


def strictest(categories: Iterable[Category]) -> Category | None:
    """The strictest of some categories."""
    return min(categories, key=STRICTEST_FIRST.index, default=None)


NO_RULES = Rules()
