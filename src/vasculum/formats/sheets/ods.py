"""An .ods workbook, read as it unpacks.

Source: OpenDocument 1.3, part 3, section 9 (tables). Repeated cells and rows count as often as they say, within bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from vasculum.formats.dwca.budget import Budget
from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.zipped import ZipContainer
from vasculum.formats.sheets.noticed import Noticed
from vasculum.formats.sheets.numbers import plain
from vasculum.formats.sheets.sheet import BUDGET, MOST_CELLS, Row, Sheet, is_blank
from vasculum.formats.sheets.xlsx_parsing import walk

CONTENT = "content.xml"
_MOST_REPEATED_ROWS = 1_000
_CLOCK = re.compile(r"PT(\d+)H(\d+)M(?:(\d+)(?:[.,]\d+)?S)?")


class Ods:
    """An open .ods workbook."""

    def __init__(self, path: Path, budget: Budget = BUDGET) -> None:
        self._container = ZipContainer(path, budget)
        self._budget = budget
        if CONTENT not in self._container.names:
            self._container.close()
            raise ArchiveRefused("The file is no workbook: it has no content. Save it again as .xlsx, .ods or .csv.")
        listing = _Listing()
        self._walk(listing)
        self.sheets: tuple[Sheet, ...] = tuple(Sheet(name, style in listing.hidden) for name, style in listing.found.items())

    def rows(self, sheet: str, noticed: Noticed) -> Iterator[Row]:
        """The rows of a sheet that hold anything."""
        cells = _Cells(sheet, self._budget, noticed)
        with self._container.open(CONTENT) as stream:
            for _ in walk(stream, CONTENT, cells):
                yield from cells.take()
        noticed.add("BLANK_ROWS", cells.blank)
        noticed.add("HIDDEN_ROWS", cells.hidden)

    def close(self) -> None:
        """Closes the file."""
        self._container.close()

    def _walk(self, listing: _Listing) -> None:
        try:
            with self._container.open(CONTENT) as stream:
                for _ in walk(stream, CONTENT, listing):
                    pass
        except BaseException:
            self._container.close()
            raise


@dataclass
class _Listing:
    found: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    _style: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self.hidden.add(self._style)
        elif name == "table" and "table:name" in attributes:
            self.found.setdefault(attributes["table:name"], attributes.get("table:style-name", ""))

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class _Cells:
    """Makes rows of what one table of a document tells."""

    def __init__(self, sheet: str, budget: Budget, noticed: Noticed) -> None:
        self._sheet, self._budget, self._noticed = sheet, budget, noticed
        self._is_here = self._is_done = False
        self._rows: list[Row] = []
        self._number, self._again, self._taken = 1, 1, 0
        self._cells: list[str] = []
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._parts: list[str] = []
        self._paragraphs = self._annotation = self._size = 0
        self.blank = self.hidden = self._seen_blank = 0

    def take(self) -> list[Row]:
        """The rows that are whole by now."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self._is_here = not self._is_done and attributes.get("table:name") == self._sheet
        elif not self._is_here:
            return
        elif name == "table-row":
            self._cells, self._column = [], 0
            self._again = _count(attributes.get("table:number-rows-repeated"))
            self.hidden += attributes.get("table:visibility") in ("collapse", "filter")
        elif name in ("table-cell", "covered-table-cell"):
            self._cell, self._parts, self._paragraphs, self._size = attributes, [], 0, 0
        elif self._cell is not None:
            self._start_inside(name, attributes)

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        if name == "annotation":
            self._annotation += 1
        elif name == "p" and not self._annotation:
            self._parts.append("\n" * bool(self._paragraphs))
            self._paragraphs += 1
        elif name == "s" and not self._annotation:
            self.text(" " * min(_count(attributes.get("text:c")), 1_000))
        elif name in ("tab", "line-break") and not self._annotation:
            self.text("\t" if name == "tab" else "\n")

    def end(self, name: str) -> None:
        if not self._is_here:
            return
        if name == "annotation":
            self._annotation -= 1
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self._is_here, self._is_done = False, True

    def text(self, text: str) -> None:
        if self._cell is not None and self._paragraphs and not self._annotation:
            self._parts.append(text)
            self._size += len(text)
            if self._size > self._budget.cell_bytes:
                raise ArchiveRefused(f"Row {self._number} holds a cell of more than {self._budget.cell_bytes:,} signs.")

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell or {}, None
        again = _count(attributes.get("table:number-columns-repeated"))
        text = self._shown(attributes, "".join(self._parts))
        if text:
            self._require(self._column + again <= self._budget.columns)
            self._cells.extend([""] * (self._column - len(self._cells)))
            self._cells.extend([text] * again)
        self._column += again

    def _shown(self, attributes: dict[str, str], text: str) -> str:
        kind = attributes.get("office:value-type") or attributes.get("calcext:value-type", "")
        if "table:formula" in attributes:
            self._noticed("FORMULA" if text else "FORMULA_WITHOUT_VALUE", self._number, self._column)
        if kind == "date" and attributes.get("office:date-value"):
            self._noticed("DATE_CELL", self._number, self._column)
            return attributes["office:date-value"].removesuffix("T00:00:00")
        if kind == "time" and (clock := _CLOCK.fullmatch(attributes.get("office:time-value", ""))):
            return f"{clock[1]}:{clock[2]}" + (f":{clock[3]}" if clock[3] not in (None, "00") else "")
        if kind == "float" and "office:value" in attributes:
            return self._number_shown(attributes["office:value"], text)
        return text

    def _number_shown(self, raw: str, text: str) -> str:
        """The text as shown where it is the same number, else the number, whole."""
        try:
            value = float(raw)
            same = Decimal(text.replace(",", ".")) == Decimal(plain(value))
        except (InvalidOperation, ValueError, OverflowError):
            same = False
        if same:
            return text.replace(",", ".")
        try:
            return plain(float(raw))
        except (ValueError, OverflowError):
            return text or raw

    def _end_row(self) -> None:
        again, cells = self._again, self._cells
        number, self._number = self._number, self._number + again
        if is_blank(cells):
            self._seen_blank += again
            return
        self._require(again <= _MOST_REPEATED_ROWS)
        self.blank += self._seen_blank
        self._seen_blank = 0
        self._taken += again * len(cells)
        self._require(self._taken <= 50 * MOST_CELLS)
        self._rows.extend(Row(number + times, list(cells)) for times in range(again))

    def _require(self, is_bearable: bool) -> None:
        if not is_bearable:
            raise ArchiveRefused(f"Row {self._number} repeats itself over more cells than any collection has.")


def _count(text: str | None) -> int:
    return int(text) if text and text.isdigit() and 0 < len(text) < 9 else 1
