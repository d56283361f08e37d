"""Composing: rows told one by one, by the reader of another format, become an archive like any other.

Which columns there are is only known at the end: rows wait in a spool, a line of JSON each, and are written as text when all
are told. Memory is bounded by the number of columns.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import orjson

from vasculum.formats.dwca.archive import Archive
from vasculum.formats.dwca.budget import Budget
from vasculum.formats.dwca.columns import Declared, named
from vasculum.formats.dwca.dialect import Dialect
from vasculum.formats.dwca.loose import FolderContainer
from vasculum.formats.dwca.metadata import Metadata
from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.table import Column, Table

_DIALECT = Dialect(delimiter="\t")
_HELD = 1 << 20


class _Sheet:
    """The rows of one table while they are told."""

    def __init__(self, folder: Path, name: str) -> None:
        self.spool = folder / f"{name}.spool"
        self.member = f"{name}.txt"
        self.terms: dict[str, int] = {}
        self.rows = 0
        self._waiting: list[bytes] = []
        self._size = 0

    def add(self, core_id: str, row: Mapping[str, str]) -> None:
        cells = {self.terms.setdefault(term, len(self.terms)): text for term, text in row.items() if text}
        line = orjson.dumps([core_id, list(cells), list(cells.values())], option=orjson.OPT_APPEND_NEWLINE)
        self._waiting.append(line)
        self._size += len(line)
        self.rows += 1
        if self._size > _HELD:
            self._spool()

    def _spool(self) -> None:
        with self.spool.open("ab") as file:
            file.writelines(self._waiting)
        self._waiting, self._size = [], 0

    def write(self, folder: Path) -> None:
        self._spool()
        with self.spool.open("rb") as told, (folder / self.member).open("w", encoding="utf-8", newline="") as text:
            out = csv.writer(text, delimiter=_DIALECT.delimiter, lineterminator=_DIALECT.line_end)
            for line in told:
                core_id, places, values = orjson.loads(line)
                cells = [""] * len(self.terms)
                for place, value in zip(places, values, strict=True):
                    cells[place] = value
                out.writerow([core_id, *cells])
        self.spool.unlink()


class Composing:
    """An archive that grows in an empty `folder`; its tables are named by their row types (`dwc:Identification`).

    `origins` are the files that the rows of the core are translated from.
    """

    def __init__(self, folder: Path, core: str, budget: Budget = Budget(), origins: Sequence[str] = ()) -> None:  # noqa: B008
        folder.mkdir(parents=True)
        self._spools = folder.with_name(f"{folder.name}-spools")
        self._spools.mkdir(exist_ok=True)
        self._folder, self._core, self._budget, self._origins = folder, core, budget, tuple(origins)
        self._sheets: dict[str, _Sheet] = {}
        self._sheets[core] = self._sheet(core)

    def add(self, row_type: str, core_id: str, row: Mapping[str, str]) -> None:
        """Tells a row: texts by term or heading. In an extension `core_id` is the id of the record the row belongs to."""
        sheet = self._sheets.get(row_type)
        if sheet is None:
            sheet = self._sheets[row_type] = self._sheet(row_type)
        sheet.add(core_id, row)
        if len(sheet.terms) >= self._budget.columns:
            raise ArchiveRefused(f"{sheet.member} would have more than {self._budget.columns:,} columns.")

    def rows_of(self, row_type: str) -> int:
        """How many rows of a type were told."""
        return self._sheets[row_type].rows if row_type in self._sheets else 0

    def archive(self, name: str, notices: Sequence[str] = (), metadata: Metadata = Metadata()) -> Archive:  # noqa: B008
        """The archive of all that was told, to be opened once; nothing can be told after it."""
        told = list(notices)
        for sheet in self._sheets.values():
            sheet.write(self._folder)
        self._spools.rmdir()
        core, *extensions = (self._table(row_type, told.append) for row_type in self._sheets)
        container = FolderContainer(self._folder, self._budget)
        return Archive(name, core, tuple(extensions), metadata, tuple(told), self._budget, container)

    def abandon(self) -> None:
        """Lets go of what was told, when the reading came to nothing."""
        shutil.rmtree(self._spools, ignore_errors=True)

    def _sheet(self, row_type: str) -> _Sheet:
        """A table under the local name of its row type, or under the whole where another has that."""
        taken = {sheet.member for sheet in self._sheets.values()}
        prefix, _, local = row_type.lower().rpartition(":")
        name = local if f"{local}.txt" not in taken else f"{prefix}-{local}"
        return _Sheet(self._spools, name)

    def _table(self, row_type: str, notice: Callable[[str], None]) -> Table:
        sheet = self._sheets[row_type]
        declared = [Declared(term, index) for term, index in sheet.terms.items()]
        columns = named(declared, str, notice)
        shifted = tuple(Column(column.term, (column.index or 0) + 1) for column in columns)
        return Table(row_type, (sheet.member,), shifted, 0, _DIALECT, self._origins if row_type == self._core else ())
