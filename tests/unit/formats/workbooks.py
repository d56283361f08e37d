"""Small workbooks for the tests: written by libraries where they can, by hand where a library would not write such a thing."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt  # type: ignore[import-untyped]

from vasculum.formats.sheets import Noticed, Row, open_sheets


def xlsx(path: Path, rows: list[list[Any]], **options: Any) -> Path:
    """A workbook with one sheet, `Data`; a cell is a value, or a value and a number format."""
    book = xlsxwriter.Workbook(str(path), options)
    sheet = book.add_worksheet("Data")
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            value, form = cell if isinstance(cell, tuple) else (cell, None)
            sheet.write(number, column, value, book.add_format({"num_format": form}) if form else None)
    book.close()
    return path


def xls(path: Path, rows: list[list[Any]], hidden: bool = False, since_1904: bool = False) -> Path:
    """An old workbook with the sheets `Data` and `Lists`."""
    book = xlwt.Workbook()
    book.dates_1904 = since_1904
    sheet = book.add_sheet("Data")
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            value, form = cell if isinstance(cell, tuple) else (cell, None)
            sheet.write(number, column, value, xlwt.easyxf(num_format_str=form) if form else xlwt.Style.default_style)
    other = book.add_sheet("Lists")
    other.write(0, 0, "ex.")
    other.visibility = int(hidden)
    book.save(str(path))
    return path


def sheet_of_xml(path: Path, body: str, doctype: str = "", shared: str = "") -> Path:
    """A workbook whose only sheet is the given XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", f'<workbook xmlns="{main}"><sheets><sheet name="Data"/></sheets></workbook>')
        packed.writestr("xl/worksheets/sheet1.xml", f"{doctype}<worksheet xmlns='{main}'>{body}</worksheet>")
        if shared:
            packed.writestr("xl/sharedStrings.xml", shared)
    return path


def ods(path: Path, table: str, styles: str = "") -> Path:
    """An OpenDocument workbook with the sheet `Data` made of the given XML."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("table", "text", "style"))
    content = (
        f'<office:document-content xmlns:office="{office}" {spaces}><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
    return path


def read(path: Path, sheet: str = "", noticed: Noticed | None = None) -> list[Row]:
    """All rows of a sheet, of the first one without a name."""
    found = open_sheets(path, path.parent / "work")
    try:
        return list(found.rows(sheet or found.sheets[0].name, noticed if noticed is not None else Noticed()))
    finally:
        found.close()


def cells(path: Path) -> list[list[str]]:
    """The cells of all rows of the first sheet."""
    return [row.cells for row in read(path)]
