"""MIDS as a ladder: four rungs, each with the elements it asks for and those the record has."""

from __future__ import annotations

from dataclasses import dataclass

from vasculum.model.specimen import Version
from vasculum.quality.mids import mapping_set, mids_of_mask
from vasculum.quality.mids_labels import element_label, level_label

LEVELS = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Step:
    """One element of a rung."""

    name: str
    label: str
    met: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder; `reached` when this level and all below it are complete."""

    level: int
    label: str
    reached: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where a record stands: `level` is -1 to 3, `missing` are the labels of what the next level still asks for."""

    level: int
    rungs: tuple[Rung, ...]
    missing: tuple[str, ...]
    mapping_set: str


def ladder(version: Version, language: str) -> Ladder | None:
    """The ladder of a version with its labels in `language`; None when the version was never assessed."""
    mask = version.interpreted.get("mids_elements")
    if mask is None:
        return None
    published = mapping_set(version.interpreted.get("mids_discipline") or "biology")
    mids = mids_of_mask(mask, published)
    rungs = tuple(
        Rung(
            level,
            level_label(level, language),
            level <= mids.level,
            tuple(
                Step(element.name, element_label(element.name, language), element.name in mids.met)
                for element in published.elements
                if element.level == level
            ),
        )
        for level in LEVELS
    )
    return Ladder(mids.level, rungs, tuple(element_label(name, language) for name in mids.missing), mids.mapping_set)
