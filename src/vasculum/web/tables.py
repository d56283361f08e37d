"""Tables to take away: CSV as it flows, XLSX in a file, both harmless when a spreadsheet opens them."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

import xlsxwriter

MOST_XLSX_ROWS = 1_048_575
LONGEST_CELL = 32_767
_NUMBER = re.compile(r"[+-][0-9]+(\.[0-9]+)?")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe before it.

    >>> neutral("=1+1"), neutral("Rosa canina"), neutral("-2.5")
    ("'=1+1", 'Rosa canina', '-2.5')
    """
    return f"'{cell}" if cell.startswith(_DANGEROUS) and not _NUMBER.fullmatch(cell) else cell


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180, with a byte order mark so that spreadsheets read UTF-8)."""
    yield "\ufeff" + _csv_line(header)
    for row in rows:
        yield _csv_line([neutral(cell) for cell in row])


def _csv_line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def xlsx_file(header: Sequence[str], rows: Iterable[Sequence[str]]) -> IO[bytes]:
    """An XLSX file with one sheet, open for reading; rows beyond what a sheet holds are left out.

    Memory stays flat; every cell is text, never a formula or a link.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for number, cells in enumerate(_rows(header, rows)):
        for column, cell in enumerate(cells):
            sheet.write_string(number, column, cell[:LONGEST_CELL])
    book.close()
    file.seek(0)
    return file


def _rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    yield header
    for number, row in enumerate(rows):
        if number == MOST_XLSX_ROWS:
            return
        yield [neutral(cell) for cell in row]
