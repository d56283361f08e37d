"""Rows: lines that hold one row each, taken as they are where nothing is wrong and looked at one by one where something is.

The good rows of a piece cost one count of delimiters each; only suspects are decoded and judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count, repeat

# Where the dialect encloses no cells, or parts them by more than one byte, the staged file uses control characters.
QUOTE = "\x02"
PARTING = "\x1f"
_SPECIAL = re.compile(rb"[\0\x02\r\n]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The shape of a member's rows and of the staged rows they become.

    `width` is the number of cells a row of this member has, `required` how many of them the descriptor maps, `staged_width`
    the number of cells of a staged row, `errors` how to decode a suspect line. `quote` is empty where cells are not enclosed.
    """

    delimiter: str
    quote: str
    staged_delimiter: str
    staged_quote: str
    width: int
    required: int
    staged_width: int
    cell_bytes: int
    row_bytes: int
    errors: str

    @property
    def is_copied(self) -> bool:
        """Whether a good line is a staged row as it stands."""
        same_signs = self.delimiter == self.staged_delimiter and self.quote in ("", self.staged_quote)
        return same_signs and self.width == self.staged_width


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be used: a code of the rejections, and the cell at fault where there is one."""

    reason: str
    cell: int | None = None


def is_spotless(data: bytes) -> bool:
    """Whether a piece is valid UTF-8 without any sign that needs a second look, line feeds apart."""
    return not (b"\0" in data or b"\x02" in data or b"\r" in data) and _decodes(data)


def suspects(lines: Sequence[bytes], layout: Layout, spotless: bool) -> list[int]:
    """The positions of the lines that cannot be taken as they are."""
    if not layout.is_copied:
        return list(range(len(lines)))
    found = _of_another_width(lines, layout)
    if max(map(len, lines), default=0) > layout.cell_bytes:
        found.update(at for at, line in enumerate(lines) if len(line) > layout.cell_bytes)
    if not spotless:
        found.update(at for at, line in enumerate(lines) if _SPECIAL.search(line) or not _decodes(line))
    return sorted(found)


def _of_another_width(lines: Sequence[bytes], layout: Layout) -> set[int]:
    expected = layout.width - 1
    counts = list(map(bytes.count, lines, repeat(layout.delimiter.encode())))
    found = set() if counts.count(expected) == len(lines) else {at for at, many in enumerate(counts) if many != expected}
    if not expected:
        found.update(at for at, line in enumerate(lines) if not line.strip())
    return _settled(found, lines, layout) if layout.quote else found


def _settled(found: set[int], lines: Sequence[bytes], layout: Layout) -> set[int]:
    """The same for lines some of which enclose cells, which may hold delimiters: these must be well-formed as a whole."""
    quote = layout.quote.encode()
    enclosing = [at for at, line in enumerate(lines) if quote in line]
    is_row = _row_pattern(layout.delimiter, layout.quote, layout.width).fullmatch
    return found.difference(enclosing).union(at for at in enclosing if not is_row(lines[at]))


@cache
def _row_pattern(delimiter: str, quote: str, width: int) -> re.Pattern[bytes]:
    """A line of `width` cells, enclosed or not, by RFC 4180."""
    d, q = re.escape(delimiter.encode()), re.escape(quote.encode())
    cell = b"(?:%b(?:[^%b]+|%b)*+%b|[^%b%b]*+)" % (q, q, q + q, q, q, d)
    return re.compile(b"(?:%b%b){%d}%b" % (cell, d, width - 1, cell))


def numbered(lines: Iterable[bytes], first: int, layout: Layout) -> list[bytes]:
    """Staged rows of lines that are taken as they are, the first of them on line `first`."""
    template = b"%d" + layout.staged_delimiter.encode().replace(b"%", b"%%") + b"%b"
    return list(map(template.__mod__, zip(count(first), lines)))


def judge(cells: Sequence[str], layout: Layout) -> Fault | None:
    """What is wrong with a row, if anything; cells beyond the width are no fault while they are empty."""
    for at, cell in enumerate(cells):
        if fault := _cell_fault(cell, layout):
            return Fault(fault, at)
    if len(cells) < layout.required:
        return Fault("SHORT_ROW", len(cells))
    return Fault("LONG_ROW") if any(cells[layout.width :]) else None


def plainly(cells: Sequence[str], line: int, layout: Layout) -> bytes | None:
    """The staged row of cells of which none is at fault or needs to be enclosed, as most are; else None."""
    text = layout.staged_delimiter.join(cells)
    if not len(cells) == layout.width == layout.staged_width == text.count(layout.staged_delimiter) + 1:
        return None
    if len(text) > layout.cell_bytes or any(sign in text for sign in ("\n", "\r", "\0", layout.staged_quote)):
        return None
    return f"{line}{layout.staged_delimiter}{text}".encode() if is_text(text) else None


def _cell_fault(cell: str, layout: Layout) -> str | None:
    if "\0" in cell:
        return "NUL_BYTE"
    if not cell.isascii() and not is_text(cell):
        return "NOT_TEXT"
    return "CELL_TOO_LARGE" if len(cell) > layout.cell_bytes else None


def is_text(cell: str) -> bool:
    """Whether every sign of the cell was decoded."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True


def staged(cells: Sequence[str], line: int, layout: Layout) -> bytes:
    """A staged row of cells that have been judged; missing cells are empty, cells beyond the width are left out."""
    kept = [*cells[: layout.staged_width], *repeat("", layout.staged_width - len(cells))]
    enclosed = (_enclosed(cell, layout.staged_delimiter, layout.staged_quote) for cell in kept)
    return layout.staged_delimiter.join([str(line), *enclosed]).encode()


def _enclosed(cell: str, delimiter: str, quote: str) -> str:
    if delimiter in cell or quote in cell or "\n" in cell or "\r" in cell:
        return quote + cell.replace(quote, quote * 2) + quote
    return cell


def is_whole(line: bytes, layout: Layout) -> bool:
    """Whether a line alone has the cells of a row."""
    return line.count(layout.delimiter.encode()) == layout.width - 1


def _decodes(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
