"""Rows: lines that hold one row each, taken as they are where nothing is wrong and looked at one by one where something is.

The good rows of a piece cost one count of delimiters each; only suspects are decoded and judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, repeat

# The staged file encloses a cell only where it must, by a control character that no text needs.
QUOTE = "\x02"
_SPECIAL = re.compile(rb"[\0\x02\r\n]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The shape of a member's rows and of the staged rows they become.

    `width` is the number of cells a row of this member has, `required` how many of them the descriptor maps, `staged_width`
    the number of cells of a staged row, `errors` how to decode a suspect line.
    """

    delimiter: str
    staged_delimiter: str
    width: int
    required: int
    staged_width: int
    cell_bytes: int
    row_bytes: int
    errors: str

    @property
    def is_copied(self) -> bool:
        """Whether a good line is a staged row as it stands."""
        return self.delimiter == self.staged_delimiter and self.width == self.staged_width


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
    return found


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
    enclosed = (_enclosed(cell, layout.staged_delimiter) for cell in kept)
    return layout.staged_delimiter.join([str(line), *enclosed]).encode()


def _enclosed(cell: str, delimiter: str) -> str:
    if delimiter in cell or QUOTE in cell or "\n" in cell or "\r" in cell:
        return QUOTE + cell.replace(QUOTE, QUOTE * 2) + QUOTE
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
