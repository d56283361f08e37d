"""Staged tables: one canonical text file per table, and the question that reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vasculum.formats.dwca.table import Column

_USUAL_LINE = 256 * 1024
_BUFFER = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Staged:
    """A table copied out of its archive into text files of whole rows: UTF-8, LF, no header, line number first.

    `fields` names the cells after the line number (unmapped cells are ""), `columns` says what each term is made of, `rows`
    counts the rows in all `parts`, `longest` is the longest of them in bytes. Cells are enclosed by `quote` only where they
    hold a separator. Where a table has several members their lines are numbered on: `members` holds each member's name and
    the number of lines before it.
    """

    parts: tuple[Path, ...]
    delimiter: str
    quote: str
    fields: tuple[str, ...]
    columns: tuple[Column, ...]
    id_index: int | None
    rows: int
    longest: int
    members: tuple[tuple[str, int], ...]
    notices: tuple[str, ...]

    def batches(self) -> tuple[Staged, ...]:
        """The table as one staged table per part, in order."""
        return tuple(replace(self, parts=(part,)) for part in self.parts)

    def only(self, parts: Collection[int]) -> Staged:
        """The table as far as some of its parts hold it."""
        return replace(self, parts=tuple(self.parts[part] for part in parts))

    @property
    def defaults(self) -> Mapping[str, str]:
        """What an empty or absent cell stands for, by term."""
        return {column.term: column.default for column in self.columns if column.default}

    def place(self, line: int) -> tuple[str, int]:
        """The member and the line in it that a staged line number means."""
        name, before = next((name, before) for name, before in reversed(self.members) if line > before)
        return name, line - before


def select(staged: Staged) -> str:
    """The query (DuckDB) that reads a staged table strictly: `line`, `id`, then a column for each term, all texts.

    Empty cells are NULL, or the term's default. `id` is the id of the core record, NULL where the archive gives none.
    """
    line_id = "NULL::VARCHAR" if staged.id_index is None else f"c{staged.id_index}"
    terms = [
        f"{_value(column)} AS {_name(column.term)}" for column in staged.columns if column.index is not None or column.default
    ]
    return f"SELECT {', '.join(['line', f'{line_id} AS id', *terms])} FROM {_reader(staged)}"


def _value(column: Column) -> str:
    if column.index is None:
        return f"{_text(column.default)}::VARCHAR"
    return f"coalesce(c{column.index}, {_text(column.default)})" if column.default else f"c{column.index}"


def _reader(staged: Staged) -> str:
    columns = ", ".join(["'line': 'BIGINT'", *(f"'c{at}': 'VARCHAR'" for at in range(len(staged.fields)))])
    line = max(_USUAL_LINE, staged.longest + 2)
    paths = ", ".join(_text(str(part)) for part in staged.parts)
    return (
        f"read_csv([{paths}], auto_detect = false, header = false, strict_mode = true, nullstr = '', "
        f"delim = {_text(staged.delimiter)}, quote = {_text(staged.quote)}, escape = {_text(staged.quote)}, new_line = '\\n', "
        f"max_line_size = {line}, buffer_size = {max(_BUFFER, 2 * line)}, columns = {{{columns}}})"
    )


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
