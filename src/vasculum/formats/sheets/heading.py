"""The heading of a sheet: which row names the columns, also where titles stand above it or groups are named over it.

Units in a heading are told apart: `Altitude (m)` is `Altitude` in metres.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vasculum.formats.sheets.places import letters_of
from vasculum.formats.sheets.sheet import Row

WITHIN = 40
_UNIT = re.compile(
    r"(?P<name>.*?\S)\s*(?:[\(\[]\s*(?:in\s+|en\s+)?(?P<unit>mm|cm|dm|m|km|ft|feet|voet|pieds?|m\.?a\.?s\.?l\.?|"
    r"m\s*a\.?s\.?l\.?|g|kg|mg|°c|ha|%|m²|km²|°)\s*\.?\s*[\)\]]|\s+in\s+(?P<words>m|km|cm|mm|ft|feet|met(?:er|res)))\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?[\d.,\s°'’\"/:-]*\d[\d.,\s°'’\"/:-]*[NSEWO]?")
Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Heading:
    """The rows (numbers) that name the columns, the names by column, and the units by column; names are distinct."""

    rows: tuple[int, ...]
    names: tuple[str, ...]
    units: dict[int, str]

    def is_before(self, row: Row) -> bool:
        """Whether a row stands under the heading."""
        return not self.rows or row.number > self.rows[-1]


def find_heading(rows: Sequence[Row], is_known: Known) -> Heading:
    """The heading among the first rows of a sheet; `is_known` tells of a text whether columns are called so.

    Without a row that could be one, the columns are called by their letters.
    """
    sample = rows[:WITHIN]
    width = _usual_width(sample)
    scores = [_score(row, width, is_known) for row in sample]
    best = max(range(len(scores)), key=lambda at: (scores[at], -at), default=0)
    if not sample or scores[best] <= 0:
        return Heading((), tuple(f"column {letters_of(at)}" for at in range(width)), {})
    return heading_of(_rows_of(sample, best, is_known), width)


def heading_of(rows: Sequence[Row], width: int) -> Heading:
    """The heading that certain rows are, over so many columns."""
    names = _names([row.cells for row in rows], width)
    units = {at: unit for at, name in enumerate(names) if (unit := unit_of(name)[1])}
    return Heading(tuple(row.number for row in rows), names, units)


def unit_of(heading: str) -> tuple[str, str]:
    """A heading without its unit, and the unit; empty where it names none.

    >>> unit_of("Altitude (m)"), unit_of("Diepte in cm"), unit_of("Land")
    (('Altitude', 'm'), ('Diepte', 'cm'), ('Land', ''))
    """
    found = _UNIT.fullmatch(heading)
    if found is None:
        return heading, ""
    unit = (found["unit"] or found["words"]).lower().replace(" ", "").replace(".", "")
    spelled = {"feet": "ft", "voet": "ft", "pied": "ft", "pieds": "ft", "meter": "m", "metres": "m", "masl": "m"}
    return found["name"], spelled.get(unit, unit)


def _usual_width(sample: Sequence[Row]) -> int:
    return max((len(row.cells) for row in sample), default=0)


def _filled(row: Row) -> list[str]:
    return [cell.strip() for cell in row.cells if cell.strip()]


def _score(row: Row, width: int, is_known: Known) -> float:
    filled = _filled(row)
    words = [cell for cell in filled if not _NUMBER.fullmatch(cell) and len(cell) <= 80 and "://" not in cell]
    known = sum(is_known(unit_of(cell)[0]) for cell in words)
    if not filled or (len(filled) == 1 and width > 2 and not known):
        return 0.0
    distinct = len({cell.casefold() for cell in words})
    return (distinct - 2 * (len(filled) - len(words))) / max(width, 1) + 3 * known / max(len(filled), 1) * (known > 0)


def _rows_of(sample: Sequence[Row], best: int, is_known: Known) -> list[Row]:
    """The best row, with the row above where that groups columns, and the row below where that gives units or parts."""
    chosen = [sample[best]]
    if best and _groups(sample[best - 1], sample[best]):
        chosen.insert(0, sample[best - 1])
    if best + 1 < len(sample) and _continues(sample[best], sample[best + 1], is_known):
        chosen.append(sample[best + 1])
    return chosen


def _groups(above: Row, row: Row) -> bool:
    if row.number - above.number != 1:
        return False
    filled = _filled(above)
    names = Counter(name.casefold() for name in filled)
    repeats = any(many > 1 for many in names.values())
    texts = all(not _NUMBER.fullmatch(cell) and len(cell) <= 40 for cell in filled)
    return texts and len(filled) >= 2 and (repeats or len(filled) < len(_filled(row)))


def _continues(row: Row, below: Row, is_known: Known) -> bool:
    """Whether the row below belongs to the heading: it fills what the heading left empty with names, or gives units."""
    filled = _filled(below)
    if not filled or below.number - row.number != 1:
        return False
    if all(re.fullmatch(r"[\(\[]?(mm|cm|m|km|ft|g|kg|°|°c|%|dd|dms|wgs ?84)[\)\]]?", cell, re.IGNORECASE) for cell in filled):
        return True
    known = sum(is_known(cell) for cell in filled)
    return known >= 2 and known >= 0.6 * len(filled)


def _names(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    names: list[str] = []
    taken: set[str] = set()
    for at in range(width):
        parts = [" ".join(row[at].split()) for row in rows if at < len(row) and row[at].strip()]
        parts = list(dict.fromkeys(parts))
        name = _joined(parts) if parts else f"column {letters_of(at)}"
        free, times = name, 1
        while free.casefold() in taken:
            times += 1
            free = f"{name} ({times})"
        taken.add(free.casefold())
        names.append(free)
    return tuple(names)


def _joined(parts: Sequence[str]) -> str:
    """Names that stand over one another as one; a unit goes into brackets.

    >>> _joined(["Vindplaats", "Land"]), _joined(["Hoogte", "m"])
    ('Vindplaats: Land', 'Hoogte (m)')
    """
    *above, last = parts
    if above and unit_of(f"x ({last.strip('()[]')})")[1]:
        return f"{': '.join(above)} ({last.strip('()[]')})"
    return ": ".join(parts)
