"""Records with enclosed cells: rows that may span lines and hold delimiters, read by the rules of RFC 4180.

A quote opens a cell only at its start, is doubled inside, and closes it only at its end; anything else is unbalanced.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vasculum.formats.dwca.dialect import Dialect

# Noncharacters stand in while a record with separators beyond csv's is parsed.
_DELIMITER, _LINE_FEED, _CARRIAGE_RETURN = "\ufdd0", "\ufdd1", "\ufdd2"


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of a record and the number of lines it spans."""

    cells: list[str]
    lines: int


@dataclass(frozen=True, slots=True)
class Unbalanced:
    """No record begins here; `is_open` tells that the lines ran out inside an enclosed cell, so more of them may close it."""

    is_open: bool


class _Feed:
    """Gives the csv reader the lines from a position on, decoded, and remembers whether it asked for more than there are."""

    def __init__(self, lines: Sequence[bytes], at: int, dialect: Dialect, errors: str) -> None:
        self._lines, self._at, self._dialect, self._errors = lines, at, dialect, errors
        self.is_spent = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._at == len(self._lines):
            self.is_spent = True
            raise StopIteration
        line = self._lines[self._at].decode("utf-8", self._errors)
        self._at += 1
        return line if _is_plain(self._dialect) else _masked(line, self._dialect)


def record(lines: Sequence[bytes], at: int, dialect: Dialect, errors: str) -> Record | Unbalanced:
    """The record that begins at `lines[at]`, the lines with their ends."""
    feed = _Feed(lines, at, dialect, errors)
    delimiter = dialect.delimiter if _is_plain(dialect) else _DELIMITER
    reader = csv.reader(feed, delimiter=delimiter, quotechar=dialect.quote, strict=True)
    try:
        cells = next(reader)
    except (csv.Error, StopIteration):
        return Unbalanced(feed.is_spent)
    return Record(cells if _is_plain(dialect) else [_unmasked(cell, dialect) for cell in cells], reader.line_num)


def leniently(line: bytes, dialect: Dialect, errors: str) -> list[str]:
    """The cells of a line whatever its quotes, good enough to read its id or to count its headings."""
    text = line.decode("utf-8", errors)
    if not dialect.quote or not _is_plain(dialect):
        return [cell.strip(dialect.quote or None) for cell in text.split(dialect.delimiter)]
    return next(
        csv.reader([text.replace("\r", " ").replace("\n", " ")], delimiter=dialect.delimiter, quotechar=dialect.quote), []
    )


def _is_plain(dialect: Dialect) -> bool:
    return len(dialect.delimiter) == 1 and dialect.line_end in {"\n", "\r", "\r\n"}


def _masked(line: str, dialect: Dialect) -> str:
    body = line.removesuffix(dialect.line_end)
    masked = body.replace(dialect.delimiter, _DELIMITER).replace("\n", _LINE_FEED).replace("\r", _CARRIAGE_RETURN)
    return masked + "\n"


def _unmasked(cell: str, dialect: Dialect) -> str:
    ends = cell.replace("\n", dialect.line_end)
    return ends.replace(_DELIMITER, dialect.delimiter).replace(_LINE_FEED, "\n").replace(_CARRIAGE_RETURN, "\r")
