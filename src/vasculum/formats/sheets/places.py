"""Places in a sheet: columns by letters, and the ranges that were merged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
MOST_RANGES = 100_000
WIDEST, TALLEST = 64, 5_000


@lru_cache(maxsize=20_000)
def column_of(letters: str) -> int:
    """The number of a column (from 0) from its letters.

    >>> column_of("A"), column_of("AA"), column_of("XFD")
    (0, 26, 16383)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_of(column: int) -> str:
    """The letters of a column (from 0).

    >>> letters_of(0), letters_of(27)
    ('A', 'AB')
    """
    letters, left = "", column + 1
    while left:
        left, place = divmod(left - 1, 26)
        letters = chr(65 + place) + letters
    return letters


@dataclass(slots=True)
class Merged:
    """Ranges of merged cells: what their first cell says, all of them show.

    Ranges wider than 64 columns or taller than 5,000 rows are ornaments, and left alone.
    """

    _by_row: dict[int, list[tuple[int, int, int, int]]] = field(default_factory=dict)
    _said: dict[tuple[int, int], str] = field(default_factory=dict)
    _count: int = 0

    def add(self, top: int, left: int, bottom: int, right: int) -> None:
        """Adds a range: its rows (from 1) and columns (from 0), the last included."""
        fits = 0 <= right - left < WIDEST and 0 <= bottom - top < TALLEST
        self._count += bottom - top + 1
        if fits and self._count <= MOST_RANGES:
            for row in range(top, bottom + 1):
                self._by_row.setdefault(row, []).append((top, left, bottom, right))

    def add_reference(self, reference: str) -> None:
        """Adds a range written as `A1:B3`."""
        if found := _RANGE.fullmatch(reference):
            self.add(int(found[2]), column_of(found[1]), int(found[4]), column_of(found[3]))

    def rows(self) -> set[int]:
        """The rows that hold merged cells."""
        return set(self._by_row)

    def fill(self, number: int, cells: list[str]) -> list[int]:
        """Writes into a row what merged cells show, row after row; gives the columns that were filled."""
        filled = []
        for top, left, _, right in self._by_row.get(number, ()):
            if number == top:
                self._said[top, left] = cells[left] if left < len(cells) else ""
            said = self._said.get((top, left), "")
            for column in range(left, right + 1) if said else ():
                cells.extend([""] * (column + 1 - len(cells)))
                if not cells[column]:
                    cells[column] = said
                    filled.append(column)
        return filled
