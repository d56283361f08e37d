"""An .xlsx workbook, read as it unpacks: memory does not grow with the number of rows.

Source: ECMA-376-1, 18.3 (worksheets). Values are those that were last shown, formulas are never computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vasculum.formats.dwca.budget import Budget, Readable
from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.zipped import ZipContainer
from vasculum.formats.sheets.days import written
from vasculum.formats.sheets.noticed import Noticed
from vasculum.formats.sheets.numbers import Format, plain, shown
from vasculum.formats.sheets.places import Merged, column_of
from vasculum.formats.sheets.sheet import BUDGET, Row, Sheet, is_blank
from vasculum.formats.sheets.xlsx_book import Book, read_book, unescaped
from vasculum.formats.sheets.xlsx_parsing import walk

_DIGITS = "0123456789"


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
        cells = _Cells(self._book, self._budget, noticed, merged)
        with self._container.open(member) as stream:
            for _ in walk(stream, member, cells):
                yield from cells.take()
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


class _Cells:
    """Makes rows of what a sheet tells."""

    def __init__(self, book: Book, budget: Budget, noticed: Noticed, merged: Merged) -> None:
        self._book, self._budget, self._noticed, self._merged = book, budget, noticed, merged
        self._formats = {str(at): form for at, form in enumerate(book.styles) if not form.is_plain}
        if book.styles and not book.styles[0].is_plain:
            self._formats[""] = book.styles[0]
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

    def take(self) -> list[Row]:
        """The rows that are whole by now."""
        rows, self._rows = self._rows, []
        return rows

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
            self._begin_row(attributes)

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

    def _begin_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "")
        self._number = int(given) if given.isdigit() and len(given) < 9 else self._number + 1
        self._cells, self._column = [], -1
        if attributes.get("hidden") in ("1", "true"):
            self.hidden += 1

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        letters = reference.rstrip(_DIGITS) if reference else ""
        self._column = column_of(letters) if letters.isalpha() and letters.isascii() else self._column + 1
        if self._column >= self._budget.columns:
            raise ArchiveRefused(f"Row {self._number} has more than {self._budget.columns:,} columns.")
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._parts, self._is_formula, self._size = [], False, 0

    def _end_cell(self) -> None:
        raw = "".join(self._parts)
        if self._is_formula:
            self._noticed("FORMULA" if raw else "FORMULA_WITHOUT_VALUE", self._number, self._column)
        text = self._shown(raw)
        self._parts, self._is_formula = [], False
        if text:
            missing = self._column - len(self._cells)
            if missing > 0:
                self._cells.extend([""] * missing)
            if missing >= 0:
                self._cells.append(text)
            else:
                self._cells[self._column] = text

    def _shown(self, raw: str) -> str:
        kind = self._kind
        if kind == "s":
            at = int(raw) if raw.isdigit() and len(raw) < 10 else -1
            return self._book.shared[at] if 0 <= at < len(self._book.shared) else ""
        if kind == "n":
            return self._number_shown(raw)
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
        if kind == "e":
            self._noticed("ERROR_CELL", self._number, self._column)
            return raw
        if kind == "d":
            self._noticed("DATE_CELL", self._number, self._column)
            return raw.removesuffix("T00:00:00").removesuffix("T00:00:00.000")
        return unescaped(raw)

    def _number_shown(self, raw: str) -> str:
        form = self._formats.get(self._style)
        if form is None and raw.isdigit() and len(raw) < 16:
            return raw
        try:
            value = float(raw)
            text = plain(value)
        except (ValueError, OverflowError):
            return raw
        if abs(value) >= 1e15:
            self._noticed("LONG_NUMBER", self._number, self._column)
        if form is None:
            return text
        return self._day(value, text, form) if form.parts else self._padded(text, form)

    def _padded(self, text: str, form: Format) -> str:
        padded = shown(text, form)
        if padded != text:
            self._noticed("PADDED", self._number, self._column)
        return padded

    def _day(self, value: float, text: str, form: Format) -> str:
        day = written(value, self._book.since_1904, form.parts)
        self._noticed("DATE_IMPOSSIBLE" if day is None else "DATE_CELL", self._number, self._column)
        return text if day is None else day

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
