"""An .xlsx workbook, read as it unpacks: memory does not grow with the number of rows.

Source: ECMA-376-1, 18.3 (worksheets). Values are those that were last shown, formulas are never computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vasculum.formats.dwca.budget import Budget, Readable
from vasculum.formats.dwca.zipped import ZipContainer
from vasculum.formats.sheets.noticed import Noticed
from vasculum.formats.sheets.places import Merged
from vasculum.formats.sheets.sheet import BUDGET, Row, Sheet
from vasculum.formats.sheets.xlsx_book import read_book
from vasculum.formats.sheets.xlsx_cells import Cells
from vasculum.formats.sheets.xlsx_parsing import walk, walk_runs


class Xlsx:
    """An open .xlsx workbook."""

    def __init__(self, path: Path, budget: Budget = BUDGET) -> None:
        self._container = ZipContainer(path, budget)
        self._budget = budget
        try:
            self._book = read_book(self._container)
        except BaseException:
            self._container.close()
            raise
        self.sheets: tuple[Sheet, ...] = self._book.sheets

    def rows(self, sheet: str, noticed: Noticed) -> Iterator[Row]:
        """The rows of a sheet that hold anything."""
        member = self._book.members[sheet]
        if self._book.since_1904:
            noticed("DATE_1904")
        merged = self._merged(member)
        cells = Cells(self._book, self._budget, noticed, merged)
        with self._container.open(member) as stream:
            for _ in walk_runs(stream, member, cells, cells):
                yield from cells.rows()
        noticed.add("BLANK_ROWS", cells.blank)
        noticed.add("HIDDEN_ROWS", cells.hidden)

    def close(self) -> None:
        """Closes the file."""
        self._container.close()

    def _merged(self, member: str) -> Merged:
        """The merged ranges, which a sheet names only at its end: its bytes are passed over once to find them."""
        merged = Merged()
        with self._container.open(member) as stream:
            if not _mentions(stream, b"mergeCell"):
                return merged
        with self._container.open(member) as stream:
            for _ in walk(stream, member, _Ranges(merged)):
                pass
        return merged


def _mentions(stream: Readable, word: bytes) -> bool:
    tail = b""
    while block := stream.read(1 << 20):
        if word in tail + block:
            return True
        tail = block[-len(word) :]
    return False


class _Ranges:
    """Hears of merged ranges only."""

    def __init__(self, merged: Merged) -> None:
        self._merged = merged

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "mergeCell":
            self._merged.add_reference(attributes.get("ref", ""))

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...
