"""Staging: a table's members copied out of the archive into one canonical text file, row by row judged, block by block read.

Rows that cannot be used are handed over as rejections and are not in the file; nothing is replaced or stripped on the way.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from vasculum.formats.dwca import lines as cutting
from vasculum.formats.dwca import quoted
from vasculum.formats.dwca.archive import Archive
from vasculum.formats.dwca.lines import Ends
from vasculum.formats.dwca.member import Member, Tally
from vasculum.formats.dwca.parts import Parts
from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.rows import PARTING, QUOTE, Layout
from vasculum.formats.dwca.staged import Staged
from vasculum.formats.dwca.table import Table
from vasculum.formats.dwca.text import Text, as_utf8
from vasculum.model.rejection import Rejection
from vasculum.terms.darwin_core import of_heading

_SAMPLE = 200


def stage(
    archive: Archive, table: Table, into: Path, reject: Callable[[Rejection], None], progress: Callable[[int], None]
) -> Staged:
    """Copies the rows of a table into text files, `into` and others beside it.

    Raises ArchiveRefused when a member is damaged or no row fits; then no file is left behind.

    `reject` is called once for each row that is not in the files, `progress` after each block with the rows read so far.
    """
    csv.field_size_limit(max(csv.field_size_limit(), 4 * archive.budget.row_bytes))
    with Parts(into) as out:
        return _Staging(archive, table, out, reject, progress).run()


class _Staging:
    """One table on its way: what has been counted so far, and the width its staged rows have."""

    def __init__(
        self, archive: Archive, table: Table, out: Parts, reject: Callable[[Rejection], None], progress: Callable[[int], None]
    ) -> None:
        self._archive, self._table, self._out, self._progress = archive, table, out, progress
        self._tally = Tally(reject)
        self._width: int | None = None
        self._starts: list[tuple[str, int]] = []

    def run(self) -> Staged:
        before = 0
        for name in self._table.members:
            self._starts.append((name, before))
            before += self._copy(name, before)
        self._refuse_misfit()
        width = self._width or self._table.cells
        return Staged(
            parts=tuple(self._out.paths),
            delimiter=_staged_delimiter(self._table),
            quote=_staged_quote(self._table),
            fields=tuple(self._table.term_at(at) for at in range(width)),
            columns=self._table.columns,
            id_index=self._table.id_index,
            rows=self._tally.staged,
            longest=self._tally.longest,
            members=tuple(self._starts),
            notices=self._tally.notices(),
        )

    def _copy(self, name: str, before: int) -> int:
        """Copies one member; returns the number of its lines."""
        with self._archive.open(name) as stream:
            text = as_utf8(stream, self._table.dialect.encoding, name, self._tally.notice)
            start = next(text.blocks)
            ends = cutting.ends_of(self._table.dialect.line_end.encode(), start)
            self._tell_ends(name, ends)
            layout = self._layout(name, start, ends, text)
            member = Member(name, self._table, layout, ends, before, self._tally)
            for piece in cutting.pieces(chain([start], text.blocks), ends, self._archive.budget.row_bytes):
                self._write(member.overlong(piece.data) if piece.overlong else member.rows(piece.data))
            self._write(member.rest())
        return member.line - 1

    def _write(self, rows: Iterator[list[bytes]]) -> None:
        for block in rows:
            if block:
                self._out.write(b"\n".join(block) + b"\n")
                self._tally.count(block)
        self._progress(self._tally.read)

    def _layout(self, name: str, start: bytes, ends: Ends, text: Text) -> Layout:
        width = self._measured(name, start, ends, text.errors)
        self._width = self._width or width
        return Layout(
            delimiter=self._table.dialect.delimiter,
            quote=self._table.dialect.quote,
            staged_delimiter=_staged_delimiter(self._table),
            staged_quote=_staged_quote(self._table),
            width=width,
            required=self._table.cells,
            staged_width=self._width,
            cell_bytes=self._archive.budget.cell_bytes,
            row_bytes=self._archive.budget.row_bytes,
            errors=text.errors,
        )

    def _measured(self, name: str, start: bytes, ends: Ends, errors: str) -> int:
        """How many cells a row of the file has: by its last header line, else as most of its first rows have."""
        dialect, required = self._table.dialect, self._table.cells
        header = dialect.header_lines
        sample = cutting.sample(start, ends)[: header + _SAMPLE]
        chosen = sample[header - 1 : header] if header else [line for line in sample if line.strip()]
        if chosen and not header:
            self._tell_header(name, quoted.leniently(chosen[0], dialect, errors))
        widths = Counter(len(quoted.leniently(line, dialect, errors)) for line in chosen)
        fitting = [(many, -width) for width, many in widths.items() if width >= required]
        width = -max(fitting)[1] if fitting else required
        if width > self._archive.budget.columns:
            raise ArchiveRefused(f"{name} has rows of {width:,} cells; at most {self._archive.budget.columns:,} are read.")
        return width

    def _tell_header(self, name: str, cells: Sequence[str]) -> None:
        mapped = [column for column in self._table.columns if column.index is not None and column.index < len(cells)]
        alike = [column for column in mapped if of_heading(cells[column.index or 0]) == column.term]
        if mapped and 2 * len(alike) > len(mapped):
            self._tally.notice(f"The first row of {name} looks like a header, but none is declared; it was read as a record.")

    def _tell_ends(self, name: str, ends: Ends) -> None:
        declared = self._table.dialect.line_end.encode()
        if ends.soft and declared not in {b"\n", b"\r", b"\r\n"}:
            self._tally.notice(f"{name} does not end its lines as declared ({declared!r}); the usual line ends were taken.")

    def _refuse_misfit(self) -> None:
        """Where not one row has the declared cells, the descriptor is wrong about the file, not every row about itself."""
        if self._tally.first_misfit and not self._tally.staged:
            first, cells = self._tally.first_misfit
            raise ArchiveRefused(
                f"The description of {first.file} promises {self._table.cells} or more cells in a row, parted by "
                f"{self._table.dialect.delimiter!r}, but no row fits: line {first.line} has {cells}."
            )


def _staged_delimiter(table: Table) -> str:
    delimiter = table.dialect.delimiter
    return delimiter if len(delimiter.encode()) == 1 and delimiter != QUOTE else PARTING


def _staged_quote(table: Table) -> str:
    quote = table.dialect.quote
    return quote if len(quote.encode()) == 1 and quote != PARTING else QUOTE
