"""The values of an .xlsx workbook's cells as the spreadsheet program shows them; formulas are never computed."""

from __future__ import annotations

import re

from vasculum.formats.sheets.days import written
from vasculum.formats.sheets.noticed import Noticed
from vasculum.formats.sheets.numbers import Format, plain, shown
from vasculum.formats.sheets.xlsx_book import Book, unescaped

_AS_TYPED = re.compile(r"0|-?[1-9][0-9]{0,14}|-?(?=[0-9.]{1,16}$)(?:0|[1-9][0-9]*)\.[0-9]*[1-9]")


class Values:
    """Makes texts of the values of cells, and tells `noticed` what it inferred."""

    def __init__(self, book: Book, noticed: Noticed) -> None:
        self._shared, self._since_1904, self._noticed = book.shared, book.since_1904, noticed
        self._formats = {str(at): form for at, form in enumerate(book.styles) if not form.is_plain}
        if book.styles and not book.styles[0].is_plain:
            self._formats[""] = book.styles[0]

    def shown(self, kind: str, style: str, raw: str, row: int, column: int) -> str:
        """What a cell shows whose kind (the attribute `t`), style and value are given."""
        if kind == "s":
            at = int(raw) if raw.isdecimal() and len(raw) < 10 else -1
            return self._shared[at] if 0 <= at < len(self._shared) else ""
        if kind == "n":
            return self._number(style, raw, row, column)
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
        if kind == "e":
            self._noticed("ERROR_CELL", row, column)
            return raw
        if kind == "d":
            self._noticed("DATE_CELL", row, column)
            return raw.removesuffix("T00:00:00").removesuffix("T00:00:00.000")
        return unescaped(raw)

    def _number(self, style: str, raw: str, row: int, column: int) -> str:
        form = self._formats.get(style)
        if form is None and _AS_TYPED.fullmatch(raw):
            return raw
        try:
            value = float(raw)
            text = plain(value)
        except (ValueError, OverflowError):
            return raw
        if abs(value) >= 1e15:
            self._noticed("LONG_NUMBER", row, column)
        if form is None:
            return text
        return self._day(value, text, form, row, column) if form.parts else self._padded(text, form, row, column)

    def _padded(self, text: str, form: Format, row: int, column: int) -> str:
        padded = shown(text, form)
        if padded != text:
            self._noticed("PADDED", row, column)
        return padded

    def _day(self, value: float, text: str, form: Format, row: int, column: int) -> str:
        day = written(value, self._since_1904, form.parts)
        self._noticed("DATE_IMPOSSIBLE" if day is None else "DATE_CELL", row, column)
        return text if day is None else day
