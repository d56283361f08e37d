"""A table of an archive: the files, the dialect, and which column of the text carries which term."""

from __future__ import annotations

from dataclasses import dataclass

from vasculum.formats.dwca.dialect import Dialect

INTERPRETATION = "urn:vasculum:terms:Interpretation"
"""Rows of this type are a node's own reading of the core: a harvest leaves them aside, since it reads for itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """One term of a table: the cell at `index` of the row (from 0), and what an empty or absent cell stands for."""

    term: str
    index: int | None
    default: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The core or an extension; `row_type` and the columns' terms are qualified names.

    `members` are names in the archive's own list. `id_index` is the column of the core id (in an extension, of the id of
    the core record it belongs to); None where the archive gives its core rows none. `origins` are the files from which the
    rows were translated.
    """

    row_type: str
    members: tuple[str, ...]
    columns: tuple[Column, ...]
    id_index: int | None
    dialect: Dialect
    origins: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Every file in which a row of this table may have been rejected."""
        return self.members + self.origins

    @property
    def cells(self) -> int:
        """How many cells a row must have for every mapped column to be there."""
        mapped = [column.index for column in self.columns if column.index is not None]
        return 1 + max([*mapped, -1 if self.id_index is None else self.id_index, 0])

    def term_at(self, index: int) -> str:
        """The first term mapped to a cell, or an empty text."""
        return next((column.term for column in self.columns if column.index == index), "")
