"""Opening a file with sheets: what it is, is told by its first bytes and not by its name."""

from __future__ import annotations

import re
from pathlib import Path

from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.zipped import ZipContainer
from vasculum.formats.sheets.ods import CONTENT, Ods
from vasculum.formats.sheets.sheet import BUDGET, Sheets
from vasculum.formats.sheets.text_table import TextTable
from vasculum.formats.sheets.xls import Xls
from vasculum.formats.sheets.xlsx import Xlsx

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0".encode("latin-1")
_NOT_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"MZ", b"\x7fELF", b"\x1f\x8b", b"SQLite format 3")
_DOCUMENT = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html|table[\s>]|[\w:.-]+\s[^>]*\bxmlns)", re.IGNORECASE)


def open_sheets(path: Path, work: Path) -> Sheets:
    """The sheets of a file; text tables need the folder `work` while their rows are read.

    Raises ArchiveRefused with the reason where it is no table.
    """
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise ArchiveRefused(f"{path.name} cannot be read: {error.strerror}.") from error
    if not start:
        raise ArchiveRefused(f"{path.name} is empty.")
    if start.startswith(_ZIP):
        return _zipped(path)
    if start.startswith(_COMPOUND):
        return _compound(path)
    if start.startswith(_NOT_TABLES) or _DOCUMENT.match(start):
        raise ArchiveRefused(f"{path.name} is no table: save the sheet as .xlsx, .ods or .csv.")
    return TextTable(path, work)


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook (.xlsx, .xls, .ods) by what lies in it."""
    with path.open("rb") as file:
        start = file.read(8)
    if not start.startswith(_ZIP):
        return start == _COMPOUND
    container = ZipContainer(path, BUDGET)
    names = set(container.names)
    container.close()
    return CONTENT in names or any(name.lower().endswith("workbook.xml") for name in names)


def _zipped(path: Path) -> Sheets:
    container = ZipContainer(path, BUDGET)
    names = container.names
    container.close()
    if any(name.lower().endswith("workbook.bin") for name in names):
        raise ArchiveRefused(f"{path.name} is a binary workbook (.xlsb): save it as .xlsx.")
    return Ods(path) if CONTENT in names else Xlsx(path)


def _compound(path: Path) -> Sheets:
    with path.open("rb") as file:
        if _PROTECTED in file.read(1 << 20):
            raise ArchiveRefused(f"{path.name} is protected by a password: save it without.")
    return Xls(path)
