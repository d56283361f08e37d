"""The table given back: its own columns in their own order, every cell as it was, bad cells coloured and explained.

Cells are written as texts that no spreadsheet program takes for a formula, a date or a number: opening and saving changes
nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from typing import IO

import xlsxwriter

from vasculum.mapping.checking import Problem
from vasculum.model.language_map import name_in
from vasculum.terms.messages import rejections, remarks
from vasculum.web.tables import LONGEST_CELL, MOST_XLSX_ROWS

Cells = Iterable[tuple[int, list[str]]]


def explained(code: str, language: str) -> str:
    """What a problem is, in a language."""
    known = {**remarks(), **rejections()}
    return name_in(known[code].texts, language) if code in known else code


def problem_cells(problems: Iterable[Problem], language: str) -> dict[tuple[int, str], list[str]]:
    """What is wrong with each cell, by row and column."""
    found: dict[tuple[int, str], list[str]] = {}
    for problem in problems:
        for row in problem.rows:
            found.setdefault((row, problem.column), []).append(explained(problem.code, language))
    return found


def workbook(names: tuple[str, ...], rows: Cells, wrong: Mapping[tuple[int, str], list[str]], heading: str) -> IO[bytes]:
    """A workbook of rows (number and cells), open for reading; with anything wrong, a last column `heading` tells it in words."""
    file = tempfile.TemporaryFile()  # noqa: SIM115
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    text = book.add_format({"num_format": "@"})
    literal = book.add_format({"num_format": "@", "quote_prefix": True})
    bad = book.add_format({"num_format": "@", "bg_color": "#FFC7CE", "font_color": "#7A0010", "quote_prefix": True})
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(names), 18, text)
    for column, name in enumerate([*names, heading] if wrong else names):
        sheet.write_string(0, column, name, bold)
    for line, (number, cells) in enumerate(rows, start=1):
        if line > MOST_XLSX_ROWS:
            break
        told = []
        for column, name in enumerate(names):
            cell = cells[column] if column < len(cells) else ""
            faults = wrong.get((number, name), ())
            told += [f"{name}: {fault}" for fault in faults]
            if cell or faults:
                plain = text if not cell.startswith(("=", "+", "-", "@")) else literal
                sheet.write_string(line, column, cell[:LONGEST_CELL], bad if faults else plain)
        told += wrong.get((number, ""), [])
        if told:
            sheet.write_string(line, len(names), " ".join(told), bad)
    book.close()
    file.seek(0)
    return file
