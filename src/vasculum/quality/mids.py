"""The MIDS level of a record, the information elements it has, and what stands between it and the next level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vasculum.quality.mids_sets import CORE, LEVELS, Cell, Element, MappingSet, Row, mapping_set
from vasculum.quality.mids_sql import elements_expression, level_expression

__all__ = [
    "Element",
    "MappingSet",
    "Mids",
    "elements_expression",
    "level_expression",
    "mapping_set",
    "mask",
    "mids",
    "mids_of_mask",
]


@dataclass(frozen=True, slots=True)
class Mids:
    """How far a record is digitised, by one mapping set.

    `level` is -1 (not even MIDS-0) to 3; `met` and `missing` name elements in the order of the set. `missing` are those
    that stand between the record and the next level; it is empty at level 3.
    """

    level: int
    met: tuple[str, ...]
    missing: tuple[str, ...]
    mapping_set: str
    version: str


def mids(verbatim: Row, extensions: Mapping[str, Sequence[Row]], discipline: str) -> Mids:
    """The MIDS of one record: its core cells by qualified name, its extension rows by the name of their row type.

    >>> mids({"dwc:catalogNumber": "BR 1", "dwc:institutionCode": "MBG"}, {}, "biology").missing
    ('Name', 'ObjectType', 'License', 'Modified')
    """
    published = mapping_set(discipline)
    return mids_of_mask(mask(verbatim, extensions, published), published)


def mids_of_mask(mask: int, set: MappingSet) -> Mids:
    """The MIDS behind a stored mask of elements."""
    level = _level(mask, set)
    met = tuple(element.name for element in set.elements if mask & element.flag)
    missing = tuple(element.name for element in set.elements if element.level == level + 1 and not mask & element.flag)
    return Mids(level, met, missing, set.id, set.version)


def mask(verbatim: Row, extensions: Mapping[str, Sequence[Row]], set: MappingSet) -> int:
    """The elements a record has, as a bit mask; an element is met when all cells of any of its alternatives are present."""

    def present(cell: Cell) -> bool:
        rows = (verbatim,) if cell.category == CORE else extensions.get(cell.category, ())
        return any(cell.is_filled_by(row.get(cell.term, "")) for row in rows)

    def met(element: Element) -> bool:
        return any(all(map(present, group)) for group in set.criteria[element.name])

    return sum(element.flag for element in set.elements if met(element))


def _level(mask: int, set: MappingSet) -> int:
    unmet = (level for level in LEVELS if mask & set.flags(level) != set.flags(level))
    return next(unmet, len(LEVELS)) - 1
