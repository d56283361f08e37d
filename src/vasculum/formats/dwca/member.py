"""A member while it is copied: its lines become staged rows or rejections, each with the number of its first line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat

from vasculum.formats.dwca import lines as cutting
from vasculum.formats.dwca import quoted, rows
from vasculum.formats.dwca.lines import Ends
from vasculum.formats.dwca.quoted import Grammar, Record, Unbalanced
from vasculum.formats.dwca.rows import Fault, Layout
from vasculum.formats.dwca.table import Table
from vasculum.formats.dwca.text import shown
from vasculum.model.rejection import Rejection

_SHOWN = 200
_LONGEST_ID = 1024
_MISFITS = {"SHORT_ROW", "LONG_ROW"}


class Tally:
    """What happened to the rows of a table: counts, rejections handed over, notices."""

    def __init__(self, reject: Callable[[Rejection], None]) -> None:
        self._reject = reject
        self._told: dict[str, None] = {}
        self._trimmed = self._padded = 0
        self._seemingly_latin: dict[str, int] = {}
        self.staged = self.rejected = self.longest = 0
        self.first_misfit: tuple[Rejection, int] | None = None

    @property
    def read(self) -> int:
        """The rows read so far, used or not."""
        return self.staged + self.rejected

    def count(self, block: Sequence[bytes]) -> None:
        """Counts rows that were staged."""
        self.staged += len(block)
        self.longest = max(self.longest, *map(len, block))

    def shape(self, cells: int, layout: Layout) -> None:
        """Counts a row that was staged although it has more or fewer cells than the others."""
        self._trimmed += cells > layout.width
        self._padded += cells < layout.width

    def reject(self, rejection: Rejection, cells: int) -> None:
        """Hands over a row of so many cells that is not used."""
        self.rejected += 1
        if rejection.reason in _MISFITS and self.first_misfit is None:
            self.first_misfit = rejection, cells
        self._reject(rejection)

    def seems_latin(self, member: str) -> None:
        """Counts a line that is not valid UTF-8 but would be text in windows-1252."""
        self._seemingly_latin[member] = self._seemingly_latin.get(member, 0) + 1

    def notice(self, text: str) -> None:
        """Keeps a sentence for the report."""
        self._told[text] = None

    def notices(self) -> tuple[str, ...]:
        """What a curator should hear, in the order it was found."""
        for member, many in self._seemingly_latin.items():
            self.notice(f"{member}: {many:,} lines are not valid UTF-8; they look like windows-1252 (Latin-1).")
        if self._trimmed:
            self.notice(f"{self._trimmed:,} rows have extra cells at their end, all of them empty; these were left out.")
        if self._padded:
            self.notice(f"{self._padded:,} rows lack cells at their end that no term is mapped to; they were kept.")
        return tuple(self._told)


class Member:
    """One member on its way into the staged file; `line` is the number of its next line, from 1."""

    def __init__(self, name: str, table: Table, layout: Layout, ends: Ends, before: int, tally: Tally) -> None:
        self._name, self._table, self._layout, self._ends, self._before, self._tally = name, table, layout, ends, before, tally
        self._header = table.dialect.header_lines
        self._quote = table.dialect.quote.encode()
        self._grammar = Grammar(table.dialect, ends, layout.errors)
        self._open: list[bytes] = []
        self.line = 1

    def rows(self, data: bytes) -> Iterator[list[bytes]]:
        """The staged rows of a piece; a record that its end leaves open waits for the next piece."""
        if self._open or (self._quote and self._quote in data):
            kept = self._open + self._without_header(cutting.split_keeping_ends(data, self._ends))
            self._open = []
            yield self._records(kept, is_last=False)
        else:
            yield self._lines(data)

    def rest(self) -> Iterator[list[bytes]]:
        """The staged rows that were waiting for an end that never came."""
        while self._open:
            kept, self._open = self._open, []
            yield self._records(kept, is_last=True)

    def overlong(self, start: bytes) -> Iterator[list[bytes]]:
        """Rejects a line that is too long to be read, after what was waiting before it."""
        yield from self.rest()
        if not self._header:
            cells = self._lenient(start)
            self._reject(self.line, Fault("CELL_TOO_LARGE", len(cells) - 1), cells[:-1], shown_text=start)
        self._header = max(0, self._header - 1)
        self.line += 1

    def _without_header(self, lines: list[bytes]) -> list[bytes]:
        skipped = min(self._header, len(lines))
        self._header -= skipped
        self.line += skipped
        return lines[skipped:]

    def _lines(self, data: bytes) -> list[bytes]:
        """Staged rows of a piece in which no cell is enclosed."""
        lines = cutting.split(data, self._ends)
        joined = data if self._ends.hard == b"\n" and b"\r" not in data else b"\n".join(lines)
        holds_ends = b"\r" in joined or (self._ends.hard != b"\n" and joined.count(b"\n") >= len(lines))
        if holds_ends and self._ends.soft:
            lines = [part for line in lines for part in self._parted(line)]
        lines = self._without_header(lines)
        staged: list[bytes | None] = [*rows.numbered(lines, self._before + self.line, self._layout)]
        for at in rows.suspects(lines, self._layout, not holds_ends and rows.is_spotless(joined)):
            staged[at] = self._judged_line(lines[at], self.line + at)
        self.line += len(lines)
        return [row for row in staged if row is not None]

    def _parted(self, line: bytes) -> list[bytes]:
        """A line at its soft ends: they are data where only the line as a whole is a row, and in no other case."""
        parts = cutting.split_anywhere(line)
        if len(parts) > 1 and not self._quote and rows.is_whole(line, self._layout):
            return parts if all(rows.is_whole(part, self._layout) for part in parts) else [line]
        return parts

    def _judged_line(self, line: bytes, number: int) -> bytes | None:
        delimiter = self._layout.delimiter
        if not line.strip() and delimiter.encode() not in line:
            return None
        return self._judged(line.decode("utf-8", self._layout.errors).split(delimiter), number)

    def _judged(self, cells: list[str], number: int) -> bytes | None:
        if row := rows.plainly(cells, self._before + number, self._layout):
            return row
        if fault := rows.judge(cells, self._layout):
            self._reject(number, fault, cells)
            return None
        if len(cells) != self._layout.width:
            self._tally.shape(len(cells), self._layout)
        return rows.staged(cells, self._before + number, self._layout)

    def _records(self, kept: list[bytes], *, is_last: bool) -> list[bytes]:
        """Staged rows of lines of which some hold enclosed cells; a record that the last line leaves open waits."""
        lines = [cutting.without_end(line, self._ends) for line in kept]
        staged: list[bytes | None] = [*rows.numbered(lines, self._before + self.line, self._layout)]
        spotless = rows.is_spotless(b"\n".join(lines))
        free, torn = 0, -1
        for at in rows.suspects(lines, self._layout, spotless):
            if at < free:
                continue
            if self._quote not in lines[at]:
                staged[at] = self._judged_line(lines[at], self.line + at)
                continue
            found = Unbalanced(False) if at == torn else quoted.record(kept, at, self._grammar)
            if isinstance(found, Unbalanced) and found.is_open and not is_last and self._may_wait(kept, at):
                self._open, staged = kept[at:], staged[:at]
                break
            if isinstance(found, Record) and self._swallowed(found):
                torn = at + found.lines - 1
                found = Unbalanced(False)
            free = at + (found.lines if isinstance(found, Record) else 1)
            staged[at:free] = [self._judged_record(found, kept[at], self.line + at), *repeat(None, free - at - 1)]
        self.line += len(staged)
        return [row for row in staged if row is not None]

    def _may_wait(self, kept: list[bytes], at: int) -> bool:
        return sum(map(len, kept[at:])) <= self._layout.row_bytes

    def _swallowed(self, found: Record) -> bool:
        """Whether a quote took in the rows after it: their cells do not make one row, so each line is judged alone."""
        fault = rows.judge(found.cells, self._layout) if found.lines > 1 else None
        return fault is not None and fault.reason in _MISFITS

    def _judged_record(self, found: Record | Unbalanced, line: bytes, number: int) -> bytes | None:
        if isinstance(found, Record):
            return self._judged(found.cells, number)
        self._reject(number, Fault("UNBALANCED_QUOTE"), self._lenient(line)[:-1], shown_text=line)
        return None

    def _lenient(self, line: bytes) -> list[str]:
        return quoted.leniently(line, self._table.dialect, self._layout.errors)

    def _reject(self, number: int, fault: Fault, cells: Sequence[str], shown_text: bytes = b"") -> None:
        text = shown_text[:_SHOWN].decode("utf-8", self._layout.errors) or self._layout.delimiter.join(cells)
        if fault.cell is not None and fault.cell < len(cells):
            text = cells[fault.cell]
        if fault.reason == "NOT_TEXT" and _seems_latin(text, self._layout.errors):
            self._tally.seems_latin(self._name)
        self._tally.reject(
            Rejection(
                file=self._name,
                line=number,
                reason=fault.reason,
                field=self._table.term_at(fault.cell) if fault.cell is not None else "",
                value=shown(text[:_SHOWN]),
                record_id=self._record_id(cells),
            ),
            len(cells),
        )

    def _record_id(self, cells: Sequence[str]) -> str:
        at = self._table.id_index
        if at is None:
            at = next((column.index for column in self._table.columns if column.term == "dwc:occurrenceID"), None)
        cell = cells[at] if at is not None and at < len(cells) else ""
        return cell if rows.is_text(cell) and "\0" not in cell and len(cell) <= _LONGEST_ID else ""


def _seems_latin(text: str, errors: str) -> bool:
    """Whether what is not UTF-8 would be text in windows-1252, the encoding most often meant."""
    if errors != "surrogateescape":
        return False
    try:
        text.encode("utf-8", errors).decode("windows-1252")
    except UnicodeDecodeError:
        return False
    return True
