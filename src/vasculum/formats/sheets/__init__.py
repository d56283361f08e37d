"""Sheets: .xlsx, .xls, .ods and text tables of any encoding and delimiter, row by row as texts, as a person sees them.

`open_sheets` lists what a file holds; `Sheets.rows` gives the rows of one sheet; `find_heading` tells which of them name
the columns.
"""

from vasculum.formats.sheets.heading import Heading, find_heading
from vasculum.formats.sheets.noticed import Noticed
from vasculum.formats.sheets.opening import open_sheets
from vasculum.formats.sheets.sheet import Row, Sheet, Sheets

__all__ = ["Heading", "Noticed", "Row", "Sheet", "Sheets", "find_heading", "open_sheets"]
