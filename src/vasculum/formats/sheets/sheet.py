"""What every kind of file with sheets offers: their names, and the rows of each as texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from vasculum.formats.dwca.budget import Budget
from vasculum.formats.sheets.noticed import Noticed

MIB = 1 << 20
BUDGET = Budget(total_bytes=8 * 1024 * MIB, columns=16_384)
"""The limits on one workbook; the columns are those a spreadsheet program has."""

MOST_CELLS = 20_000_000
"""How many cells of an .xls or .ods sheet, which are held in memory, are taken."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file: its name, and whether the spreadsheet program hides it."""

    name: str
    is_hidden: bool = False


class Row(NamedTuple):
    """A row: its number as a spreadsheet program shows it (the first is 1), and its cells as texts."""

    number: int
    cells: list[str]


class Sheets(Protocol):
    """A file with sheets, open for reading."""

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets in the order of the file."""

    def rows(self, sheet: str, noticed: Noticed) -> Iterator[Row]:
        """The rows of a sheet that hold anything; what was inferred is told to `noticed`."""

    def close(self) -> None:
        """Lets go of the file."""


def is_blank(cells: list[str]) -> bool:
    """Whether no cell of a row holds anything but white space."""
    return not any(cell and not cell.isspace() for cell in cells)
