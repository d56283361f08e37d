"""Records with enclosed cells: rows that may span lines and hold delimiters, read by the rules of RFC 4180.

A quote opens a cell only at its start, is doubled inside, and closes it only at its end; anything else is unbalanced.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vasculum.formats.dwca.dialect import Dialect
from vasculum.formats.dwca.lines import Ends

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


@dataclass(frozen=True, slots=True)
class Grammar:
    """How the records of a member are written: its dialect, its line ends, and how to decode a line that is not UTF-8."""

    dialect: Dialect
    ends: Ends
    errors: str

    @property
    def is_plain(self) -> bool:
        """Whether the csv reader knows all the separators."""
        return self.ends.soft and len(self.dialect.delimiter) == 1

    def text(self, line: bytes) -> str:
        """A line as the csv reader takes it."""
        text = line.decode("utf-8", self.errors)
        return text if self.is_plain else self._masked(text)

    def cell(self, cell: str) -> str:
        """A cell as it stands in the file."""
        return cell if self.is_plain else self._unmasked(cell)

    def _masked(self, text: str) -> str:
        if self.ends.soft:
            return text.replace(self.dialect.delimiter, _DELIMITER)
        body = text.removesuffix(self.ends.hard.decode())
        masked = body.replace(self.dialect.delimiter, _DELIMITER).replace("\n", _LINE_FEED).replace("\r", _CARRIAGE_RETURN)
        return masked + "\n"

    def _unmasked(self, cell: str) -> str:
        text = cell if self.ends.soft else cell.replace("\n", self.ends.hard.decode())
        return text.replace(_DELIMITER, self.dialect.delimiter).replace(_LINE_FEED, "\n").replace(_CARRIAGE_RETURN, "\r")


class _Feed:
    """Gives the csv reader the lines from a position on, and remembers whether it asked for more than there are."""

    def __init__(self, lines: Sequence[bytes], at: int, grammar: Grammar) -> None:
        self._lines, self._at, self._grammar = lines, at, grammar
        self.is_spent = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._at == len(self._lines):
            self.is_spent = True
            raise StopIteration
        self._at += 1
        return self._grammar.text(self._lines[self._at - 1])


def record(lines: Sequence[bytes], at: int, grammar: Grammar) -> Record | Unbalanced:
    """The record that begins at `lines[at]`, the lines with their ends."""
    feed = _Feed(lines, at, grammar)
    delimiter = grammar.dialect.delimiter if grammar.is_plain else _DELIMITER
    reader = csv.reader(feed, delimiter=delimiter, quotechar=grammar.dialect.quote, strict=True)
    try:
        cells = next(reader)
    except (csv.Error, StopIteration):
        return Unbalanced(feed.is_spent)
    return Record([grammar.cell(cell) for cell in cells], reader.line_num)


def leniently(line: bytes, dialect: Dialect, errors: str) -> list[str]:
    """The cells of a line whatever its quotes, good enough to read its id or to count its headings."""
    text = line.decode("utf-8", errors).replace("\r", " ").replace("\n", " ")
    if not dialect.quote:
        return text.split(dialect.delimiter)
    masked = text.replace(dialect.delimiter, _DELIMITER)
    cells = next(csv.reader([masked], delimiter=_DELIMITER, quotechar=dialect.quote), [])
    return [cell.replace(_DELIMITER, dialect.delimiter) for cell in cells]
