"""An .xls workbook (Excel 97 to 2003), read by calamine; it holds at most 65,536 rows of 256 columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.sheets.days import clock, of_moment
from vasculum.formats.sheets.noticed import Noticed
from vasculum.formats.sheets.numbers import plain
from vasculum.formats.sheets.places import Merged
from vasculum.formats.sheets.sheet import MOST_CELLS, Row, Sheet, is_blank

_UNREADABLE = "The workbook cannot be opened: it is damaged or protected. Save it again as .xlsx, .ods or .csv."


class Xls:
    """An open .xls workbook."""

    def __init__(self, path: Path) -> None:
        try:
            self._book = CalamineWorkbook.from_path(str(path))
        except (CalamineError, ValueError, OSError) as error:
            raise ArchiveRefused(_UNREADABLE) from error
        tables = [each for each in self._book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        self.sheets: tuple[Sheet, ...] = tuple(Sheet(each.name, each.visible != SheetVisibleEnum.Visible) for each in tables)

    def rows(self, sheet: str, noticed: Noticed) -> Iterator[Row]:
        """The rows of a sheet that hold anything."""
        try:
            found = self._book.get_sheet_by_name(sheet)
        except (CalamineError, ValueError, OSError) as error:
            raise ArchiveRefused(_UNREADABLE) from error
        top, left = found.start or (0, 0)
        if found.height * found.width > MOST_CELLS:
            raise ArchiveRefused(f"The sheet {sheet!r} spreads over more than {MOST_CELLS:,} cells.")
        merged, blank, seen_blank = _merged(found), 0, 0
        for number, values in enumerate(found.iter_rows(), start=top + 1):
            cells = [""] * left + [self._shown(value, noticed, number, at) for at, value in enumerate(values, start=left)]
            for column in merged.fill(number, cells):
                noticed("MERGED", number, column)
            if is_blank(cells):
                seen_blank += 1
                continue
            blank, seen_blank = blank + seen_blank, 0
            yield Row(number, cells)
        noticed.add("BLANK_ROWS", blank)

    def close(self) -> None:
        """Closes the file."""
        self._book.close()

    def _shown(self, value: Any, noticed: Noticed, row: int, column: int) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, int | float):
            return plain(float(value))
        noticed("DATE_CELL", row, column)
        if isinstance(value, dt.datetime):
            return of_moment(value)
        if isinstance(value, dt.timedelta):
            return clock(value)
        return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _merged(sheet: CalamineSheet) -> Merged:
    merged = Merged()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        merged.add(top + 1, left, bottom + 1, right)
    return merged
