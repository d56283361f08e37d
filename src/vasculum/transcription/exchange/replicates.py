"""Replicate transcripts: several people's answers for the same sheets, as they stand in a table."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, TextIO

from vasculum.transcription.reading.fields import Field, Kind, kind_of

_SHEETS = (
    "subjectid", "subjectids", "subject", "taskid", "specimenid", "sheetid", "sheet", "imageid", "catalognumber", "barcode",
    "accessuri", "image", "occurrenceid", "materialentityid", "coreid", "id",
)  # fmt: skip
_PERSONS = ("userid", "username", "user", "person", "personid", "volunteer", "volunteerid", "transcriber", "transcribedby",
            "transcriberid", "recordenteredby", "contributor", "annotator")  # fmt: skip
_MOMENTS = ("createdat", "when", "submitted", "submittedat", "finishedat", "datelastmodified", "modified", "date created")
_SOURCES = ("copiedfrom", "copyof")
_NO_FIELDS = frozenset((
    "classificationid", "startedat", "useragent", "workflowid", "workflowname", "workflowversion", "session", "userip",
    "transcriptionid", "rowid", "replicate", "metadata", "goldstandard", "expert",
))  # fmt: skip
_NO_WORD = re.compile(r"[\W_]+")
LARGEST_CELL = 4_000_000


class NotReplicates(ValueError):
    """A file that holds no replicate transcripts; the message is one line."""


class Transcript(NamedTuple):
    """What one person wrote of one sheet: the cells in the order of the fields."""

    person: str
    when: str
    cells: Sequence[str]
    source: str = ""


@dataclass
class Replicates:
    """The transcripts by sheet, in the order in which the sheets are first named; `notices` tell what was not used."""

    sheet_headings: tuple[str, ...]
    fields: tuple[Field, ...]
    sheets: dict[tuple[str, ...], list[Transcript]] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    def add(self, sheet: tuple[str, ...], transcript: Transcript) -> None:
        """Adds one transcript."""
        self.sheets.setdefault(sheet, []).append(transcript)


class Chosen(NamedTuple):
    """What whoever calls knows better than the headings: the columns of sheet and person, and kinds of fields."""

    sheet: str = ""
    person: str = ""
    kinds: Mapping[str, Kind] = {}


def read_table(file: TextIO, chosen: Chosen = Chosen()) -> Replicates:  # noqa: B008 - an immutable value
    """The transcripts in a table with a column for the sheet, one for the person where there is one, and one for each field.

    Rows without a person are as many persons. Raises NotReplicates.
    """
    rows = csv.reader(file, delimiter=_delimiter(file))
    headings = [heading.strip() for heading in next(rows, [])]
    at_sheet = _column(headings, chosen.sheet, _SHEETS)
    if at_sheet is None:
        raise NotReplicates(_complaint(headings, chosen.sheet))
    at_person, at_when = _column(headings, chosen.person, _PERSONS), _column(headings, "", _MOMENTS)
    at_source = _column(headings, "", _SOURCES)
    columns = [at for at, heading in enumerate(headings) if _is_field(heading, at, (at_sheet, at_person, at_when, at_source))]
    found = Replicates((headings[at_sheet],), tuple(field_of(headings[at], chosen.kinds) for at in columns))
    for line, row in enumerate(rows, start=2):
        cells = row if len(row) == len(headings) else [*row, *[""] * (len(headings) - len(row))]
        sheet = cells[at_sheet].strip()
        if not sheet:
            found.notices += [f"line {line} names no sheet"] if any(row) else []
            continue
        person = _cell(cells, at_person) or f"line {line}"
        found.add((sheet,), Transcript(person, _cell(cells, at_when), [cells[at] for at in columns], _cell(cells, at_source)))
    return found


def _complaint(headings: Sequence[str], wanted: str) -> str:
    if wanted:
        return f"the table has no column {wanted!r}"
    return f"no column names the sheet (such as subject_id or catalogNumber): {', '.join(headings[:6]) or 'the file is empty'}"


def _delimiter(file: TextIO) -> str:
    """Of comma, tab and semicolon the one that the first line has most of."""
    start = file.readline()
    file.seek(0)
    if start.startswith("\ufeff"):
        file.read(1)
    return max(",\t;", key=start.count)


def _cell(cells: Sequence[str], at: int | None) -> str:
    return "" if at is None else cells[at].strip()


def _column(headings: Sequence[str], wanted: str, known: Iterable[str]) -> int | None:
    """The column of a heading that was asked for, or else the first known one."""
    if wanted:
        return headings.index(wanted) if wanted in headings else None
    bare = [_bare(heading) for heading in headings]
    return next((bare.index(name) for name in known if name in bare), None)


def _bare(heading: str) -> str:
    return _NO_WORD.sub("", heading.rpartition(":")[2]).casefold()


def _is_field(heading: str, at: int, taken: tuple[int | None, ...]) -> bool:
    bare = _bare(heading)
    return bool(heading) and at not in taken and bare not in _NO_FIELDS and bare not in _PERSONS


def field_of(heading: str, kinds: Mapping[str, Kind] = {}) -> Field:
    """The field that a heading names."""
    return Field(heading, kinds.get(heading, kind_of(heading)))


def with_quorum(replicates: Replicates, quorum: int) -> Replicates:
    """The same transcripts, each field to be settled by so many votes."""
    return replace(replicates, fields=tuple(replace(each, quorum=quorum) for each in replicates.fields))


def is_zooniverse(headings: str) -> bool:
    """Whether a first line is that of a Zooniverse classification export."""
    return "annotations" in headings and "subject_ids" in headings


def first_line(path: Path) -> str:
    """The first line of a text file, as far as it goes."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return file.readline(LARGEST_CELL)
