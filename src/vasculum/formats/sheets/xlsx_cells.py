"""The rows of an .xlsx sheet: told by expat cell by cell, or, where they are written as nearly all programs do, by a pattern."""

from __future__ import annotations

import re

from vasculum.formats.dwca.budget import Budget
from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.sheets.noticed import Noticed
from vasculum.formats.sheets.places import Merged, column_of
from vasculum.formats.sheets.sheet import Row, is_blank
from vasculum.formats.sheets.xlsx_book import Book
from vasculum.formats.sheets.xlsx_values import Values

_DIGITS = "0123456789"
_TEXT = r"[^<&\x00-\x08\x0b-\x1f]*+"
_CELL = (
    r'<c r="([A-Z]{1,3}+)[0-9]++"(?: s="([0-9]{1,9}+)")?+(?: t="([a-zA-Z]{1,9}+)")?+'
    rf"(?:/>|>(<f(?: [\w:]++=\"[^\"<&]*+\")*+(?:/>|>{_TEXT}</f>))?+"
    rf'(?:<v>({_TEXT})</v>|<is><t(?: xml:space="preserve")?+>({_TEXT})</t></is>)?+</c>)'
)
_CELLS = re.compile(_CELL)
_ROW = rf'<row r="([0-9]{{1,8}}+)"((?: [\w:]++="[^"<&]*+")*+)>((?:{re.sub(r"[(](?![?])", "(?:", _CELL)})*+)</row>'
_IS_HIDDEN = re.compile(rb' hidden="(?:1|true)"')


class Cells:
    """Makes rows of what a sheet tells."""

    pattern = re.compile(_ROW.encode())
    closing = b"</row>"

    def __init__(self, book: Book, budget: Budget, noticed: Noticed, merged: Merged) -> None:
        self._budget, self._noticed, self._merged = budget, noticed, merged
        self._values = Values(book, noticed)
        self._has_merged = bool(merged.rows())
        self._rows: list[Row] = []
        self._cells: list[str] = []
        self._number = self._column = 0
        self._parts: list[str] = []
        self._kind = self._style = ""
        self._is_value = self._is_formula = False
        self._size = 0
        self.blank = self.hidden = 0
        self._seen_blank = 0

    def rows(self) -> list[Row]:
        """The rows that are whole by now and were not given yet."""
        rows, self._rows = self._rows, []
        return rows

    def take(self, found: re.Match[bytes]) -> bool:
        """Reads a row that the pattern matched; false where a limit might be passed, or its signs are no UTF-8."""
        number, attributes, inside = found.groups()
        if len(inside) > self._budget.cell_bytes:
            return False
        try:
            text = inside.decode()
        except UnicodeDecodeError:
            return False
        self._begin_row(int(number), _IS_HIDDEN.search(attributes) is not None)
        cells, row, shown = self._cells, self._number, self._values.shown
        for letters, style, kind, formula, value, inline in _CELLS.findall(text):
            raw = value or inline
            if not raw and not formula:
                continue
            column = column_of(letters)
            if formula:
                self._tell_formula(column, bool(raw))
            if seen := shown(kind or "n", style, raw, row, column):
                if column == len(cells):
                    cells.append(seen)
                else:
                    self._place(column, seen)
        self._check_column(len(cells) - 1)
        self._end_row()
        return True

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "v" or name == "t":
            self._is_value = True
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self._is_formula = True
        elif name == "rPh":
            self._kind = "phonetic" if self._kind == "inlineStr" else self._kind
        elif name == "row":
            given = attributes.get("r", "")
            number = int(given) if given.isdecimal() and len(given) < 9 else self._number + 1
            self._begin_row(number, attributes.get("hidden") in ("1", "true"))

    def end(self, name: str) -> None:
        if name == "v" or name == "t":
            self._is_value = False
        elif name == "c":
            if self._parts or self._is_formula:
                self._end_cell()
        elif name == "row":
            self._end_row()
        elif name == "rPh":
            self._kind = "inlineStr" if self._kind == "phonetic" else self._kind

    def text(self, text: str) -> None:
        if self._is_value and self._kind != "phonetic":
            self._parts.append(text)
            self._size += len(text)
            if self._size > self._budget.cell_bytes:
                raise ArchiveRefused(f"Row {self._number} holds a cell of more than {self._budget.cell_bytes:,} signs.")

    def _begin_row(self, number: int, is_hidden: bool) -> None:
        self._number, self._cells, self._column = number, [], -1
        self.hidden += is_hidden

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        letters = reference.rstrip(_DIGITS) if reference else ""
        self._column = column_of(letters) if letters.isalpha() and letters.isascii() else self._column + 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._parts, self._is_formula, self._size = [], False, 0
        self._check_column(self._column)

    def _check_column(self, column: int) -> None:
        if column >= self._budget.columns:
            raise ArchiveRefused(f"Row {self._number} has more than {self._budget.columns:,} columns.")

    def _end_cell(self) -> None:
        raw = "".join(self._parts)
        if self._is_formula:
            self._tell_formula(self._column, bool(raw))
        if text := self._values.shown(self._kind, self._style, raw, self._number, self._column):
            self._place(self._column, text)
        self._parts, self._is_formula = [], False

    def _tell_formula(self, column: int, has_value: bool) -> None:
        self._noticed("FORMULA" if has_value else "FORMULA_WITHOUT_VALUE", self._number, column)

    def _place(self, column: int, text: str) -> None:
        missing = column - len(self._cells)
        if missing > 0:
            self._cells.extend([""] * missing)
        if missing >= 0:
            self._cells.append(text)
        else:
            self._cells[column] = text

    def _end_row(self) -> None:
        cells = self._cells
        if self._has_merged:
            for column in self._merged.fill(self._number, cells):
                self._noticed("MERGED", self._number, column)
        if is_blank(cells):
            self._seen_blank += 1
            return
        self.blank += self._seen_blank
        self._seen_blank = 0
        self._rows.append(Row(self._number, cells))
