"""A text table (.csv, .tsv, .txt): its encoding and delimiter found, its rows read by the rules of archives' tables."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from vasculum.formats.dwca.archive import Archive
from vasculum.formats.dwca.budget import Budget
from vasculum.formats.dwca.dialect import Dialect
from vasculum.formats.dwca.loose import FileContainer
from vasculum.formats.dwca.metadata import Metadata
from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.staged import Staged
from vasculum.formats.dwca.staging import stage
from vasculum.formats.dwca.table import Table
from vasculum.formats.sheets.encoding import encoding_of
from vasculum.formats.sheets.noticed import Noticed
from vasculum.formats.sheets.sheet import BUDGET, Row, Sheet, is_blank

_DELIMITERS = ("\t", ";", "|", ",")
_SAMPLE = 256 * 1024
_SAMPLE_ROWS = 100


class TextTable:
    """An open text table; it is a file with one sheet, named as the file without its ending."""

    def __init__(self, path: Path, work: Path, budget: Budget = BUDGET) -> None:
        self._path, self._work, self._budget = path, work, budget
        with path.open("rb") as stream:
            start = stream.read(_SAMPLE)
            stream.seek(0)
            self.encoding, self._is_guessed = encoding_of(stream)
        sample = start.decode(self.encoding, errors="replace").lstrip("\ufeff")
        if not sample.strip():
            raise ArchiveRefused(f"{path.name} is empty.")
        if "\0" in sample.partition("\n")[0]:
            raise ArchiveRefused(f"{path.name} is not a text table.")
        self._is_told = sample.lower().startswith("sep=")
        self.delimiter = sample[4] if self._is_told and len(sample) > 4 else delimiter_of(sample)
        self.sheets: tuple[Sheet, ...] = (Sheet(path.stem),)

    def rows(self, sheet: str, noticed: Noticed) -> Iterator[Row]:  # noqa: ARG002
        """The rows that hold anything; those that cannot be used are rejected."""
        if self._is_guessed:
            noticed("ENCODING_GUESSED")
        staged = self._staged(noticed)
        blank = seen_blank = 0
        before = 0
        for part in staged.parts:
            with part.open(encoding="utf-8", newline="") as text:
                for number, *cells in csv.reader(text, delimiter=staged.delimiter, quotechar=staged.quote):
                    if (before == 0 and self._is_told) or is_blank(cells):
                        seen_blank += before > 0
                        before = before or 1
                        continue
                    before = 1
                    blank, seen_blank = blank + seen_blank, 0
                    yield Row(int(number), cells)
            part.unlink()
        noticed.add("BLANK_ROWS", blank)

    def close(self) -> None:
        """Nothing stays open."""

    def _staged(self, noticed: Noticed) -> Staged:
        dialect = Dialect(encoding=self.encoding, delimiter=self.delimiter)
        table = Table("dwc:Occurrence", (self._path.name,), (), None, dialect)
        container = FileContainer(self._path, self._budget)
        archive = Archive(self._path.name, table, (), Metadata(), (), self._budget, container)
        self._work.mkdir(parents=True, exist_ok=True)
        into = self._work / "text-table.txt"
        return stage(archive, table, into, noticed.rejected.append, lambda _done: None)


def delimiter_of(sample: str) -> str:
    """The sign that parts the cells of a text: the one by which most of its rows get the same number of cells, several.

    >>> delimiter_of("a;b;c\\n1,5;2,5;3\\n"), delimiter_of("naam, auteur\\tplaats\\nx, y\\tz\\n"), delimiter_of("one column")
    (';', '\\t', ',')
    """
    agreed = {sign: _agreement(sample, sign) for sign in _DELIMITERS}
    return max(_DELIMITERS, key=agreed.__getitem__) if any(agreed.values()) else ","


def _agreement(sample: str, delimiter: str) -> float:
    widths: Counter[int] = Counter()
    rows = csv.reader(io.StringIO(sample[:_SAMPLE].replace("\0", ""), newline=""), delimiter=delimiter)
    try:
        for row, _ in zip(rows, range(_SAMPLE_ROWS), strict=False):
            if any(row):
                widths[len(row)] += 1
    except csv.Error:
        return 0.0
    several = {width: many for width, many in widths.items() if width > 1}
    if not several:
        return 0.0
    width, many = max(several.items(), key=lambda found: (found[1], found[0]))
    return many / sum(widths.values()) + min(width, 100) / 1000
