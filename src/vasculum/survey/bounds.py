"""Whether a workbook can be opened at all: a few bytes may unpack to gigabytes, and one cell far away makes a sheet immense."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

LARGEST_UNPACKED = 60_000_000
MOST_CELLS = 4_000_000
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?r=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_CELL_AGAIN = re.compile(rb"""<table:table-cell[^>]*number-columns-repeated=["']([0-9]+)["'][^>]*(?<!/)>""")
_ROW_AGAIN = re.compile(
    rb"""<table:table-row[^>]*number-rows-repeated=["']([0-9]+)["'][^>]*(?<!/)>((?:(?!</table:table-row>).)*)""", re.DOTALL
)


def fits(content: bytes) -> bool:
    """Whether a zipped workbook (.xlsx, .ods) unpacks to a bearable size and no sheet of it spreads over too many cells.

    A file that is torn fits: whoever opens it says what is wrong.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > LARGEST_UNPACKED:
                return False
            return all(extent(sheet) <= MOST_CELLS for sheet in _sheets(packed))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        return True


def _sheets(packed: zipfile.ZipFile) -> Iterator[bytes]:
    for each in packed.infolist():
        if each.filename.startswith("xl/worksheets/") or each.filename == "content.xml":
            with packed.open(each) as sheet:
                yield sheet.read(LARGEST_UNPACKED)


def extent(sheet: bytes) -> int:
    """How many cells the rectangle has in which those of a sheet lie; cells and rows with content count as often as repeated.

    >>> extent(b'<c r="A1"/><c s="1" r="C4"/>'), extent(b'<row r="2"><c r="XFD1048576"/></row>')
    (12, 17179869184)
    """
    places = _CELL.findall(sheet)
    width = max((_column(letters) for letters, _line in places), default=1)
    height = max((int(line) for _letters, line in places), default=1)
    again = max((int(times) for times in _CELL_AGAIN.findall(sheet)), default=1)
    lines = max((int(times) for times, row in _ROW_AGAIN.findall(sheet) if b"value-type" in row), default=1)
    return width * height * again * lines


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
