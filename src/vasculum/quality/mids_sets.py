"""The MIDS mapping sets: which Darwin Core terms fulfil which information element, read from the published tables."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CORE = "dwc:Occurrence"
DISCIPLINES = ("biology", "geology", "paleontology")
LEVELS = range(4)

# What `str.strip` calls blank, the zero-width space and the byte order mark.
BLANKS = (
    " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\ufeff"
)

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Element:
    """An information element, the level that demands it, and its place in the bit mask of a record."""

    name: str
    level: int
    bit: int

    @property
    def flag(self) -> int:
        """The mask of a record that has this element alone."""
        return 1 << self.bit


@dataclass(frozen=True, slots=True)
class Cell:
    """A term of the core (`dwc:Occurrence`) or of an extension's row type, and the texts that count as absent there."""

    category: str
    term: str
    removed: frozenset[str]

    def is_filled_by(self, text: str) -> bool:
        """Whether a text says something here: it is not blank, and without the blanks at both ends no removed value.

        >>> Cell("dwc:Occurrence", "gbif:taxonKey", frozenset({"0"})).is_filled_by(" 0 ")
        False
        """
        meaning = text.strip(BLANKS)
        return meaning != "" and meaning not in self.removed


@dataclass(frozen=True, slots=True)
class MappingSet:
    """One published mapping set.

    `elements` stand by level, then in the published order. `criteria` gives each element's alternatives: any one suffices,
    and each is a group of cells that must all be present.
    """

    id: str
    version: str
    discipline: str
    elements: tuple[Element, ...]
    criteria: Mapping[str, tuple[tuple[Cell, ...], ...]]

    def flags(self, level: int) -> int:
        """The mask of all elements that `level` itself demands."""
        return sum(element.flag for element in self.elements if element.level == level)


@cache
def mapping_set(discipline: str) -> MappingSet:
    """The mapping set of a discipline: `biology`, `geology` or `paleontology`.

    Source: https://github.com/tdwg/mids (CC0 1.0). Raises ValueError for any other discipline.

    >>> mapping_set("geology").id
    'mids_dwc-a_geology_1'
    """
    if discipline not in DISCIPLINES:
        raise ValueError(f"no MIDS mapping set for {discipline!r}; there is one for {', '.join(DISCIPLINES)}")
    published = next(row for row in _table("sets.csv") if row["discipline"] == discipline)
    rows = _table(f"{discipline}.csv")
    elements = _elements(rows)
    criteria = {element.name: _alternatives([row for row in rows if row["element"] == element.name]) for element in elements}
    return MappingSet(published["id"], published["version"], discipline, elements, criteria)


def _table(name: str) -> list[dict[str, str]]:
    with files("vasculum.terms").joinpath("mids", name).open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


def _elements(rows: list[dict[str, str]]) -> tuple[Element, ...]:
    levels = {row["element"]: int(row["level"]) for row in rows}
    return tuple(Element(name, levels[name], bit) for bit, name in enumerate(sorted(levels, key=levels.__getitem__)))


def _alternatives(rows: list[dict[str, str]]) -> tuple[tuple[Cell, ...], ...]:
    alone = [(_cell(row),) for row in rows if row["predicate"] != "owl:intersectionOf"]
    members = {row["term"]: _cell(row) for row in rows if row["predicate"] == "owl:intersectionOf"}
    groups = [tuple(members[term] for term in row["group"].split("|")) for row in rows if row["group"]]
    return (*alone, *groups)


def _cell(row: Row) -> Cell:
    return Cell(row["class"], row["term"], frozenset(row["removed"].split("|")) - {""})
