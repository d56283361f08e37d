"""Reading a table that was dropped back: an Excel or OpenDocument workbook, or CSV; every cell is found again or named."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from vasculum.survey.bounds import fits
from vasculum.survey.columns import EDITION, KEY, code_of_heading, language_of_headings
from vasculum.survey.questions import choices, folded, plain, question_of
from vasculum.terms.messages import LANGUAGES

LARGEST = 4_000_000
MOST_ROWS = 1_000
MOST_COLUMNS = 600
HEADINGS_WITHIN = 30
_TOO_WIDE = _("This workbook spreads over more cells than a survey has. Delete what stands far to the right or far below.")
_ZIPPED, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Cells = Sequence[str]


class TableRefused(ValueError):
    """A file that cannot be read as the survey's table; `reason` tells the visitor why."""

    def __init__(self, reason: Promise) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: its number as the spreadsheet shows it, key, edition, answers, and what other columns held.

    `written` holds the cells whose answer is a code of a list, as they were written.
    """

    number: int
    key: str
    edition: str
    answers: dict[str, str]
    beside: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read: its language, its rows, and the headings that are none of the survey's."""

    language: str
    rows: list[Row]
    unknown: list[str]


def read_table(content: bytes, otherwise: str) -> Table:
    """The table in a file; `otherwise` is its language where its headings do not tell. Raises TableRefused."""
    if len(content) > LARGEST:
        raise TableRefused(_("This file is too large for a survey: at most 4 MB."))
    for cells in _sheets(content):
        found = _heading_row(cells)
        if found is not None:
            return _table(cells, found, otherwise)
    raise TableRefused(_("There is no column with the name of the collection. Use the headings of our table."))


def _sheets(content: bytes) -> Iterator[list[list[str]]]:
    if not content.startswith((_ZIPPED, _COMPOUND)):
        yield _of_csv(content)
        return
    if content.startswith(_ZIPPED) and not fits(content):
        raise TableRefused(_TOO_WIDE)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=MOST_ROWS + HEADINGS_WITHIN + 1)
            yield [[_written(cell) for cell in row[:MOST_COLUMNS]] for row in rows]
    except (CalamineError, ValueError, OSError, OverflowError):
        raise TableRefused(_("This file cannot be opened: save it again as .xlsx, .ods or .csv.")) from None


def _of_csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text[:4096]
    separator = max(";,\t", key=head.count)
    try:
        return [row[:MOST_COLUMNS] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error:
        raise TableRefused(_("This file cannot be opened: save it again as .xlsx, .ods or .csv.")) from None


def _written(cell: Any) -> str:
    """A cell as its writer sees it: whole numbers without a point, days without an hour.

    >>> _written(2023.0), _written(dt.datetime(2023, 5, 1)), _written(True)
    ('2023', '2023-05-01', 'true')
    """
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)


def _heading_row(cells: Sequence[Cells]) -> int | None:
    for number, row in enumerate(cells[:HEADINGS_WITHIN]):
        if "name" in {code_of_heading(cell) for cell in row}:
            return number
    return None


def _table(cells: Sequence[Cells], head: int, otherwise: str) -> Table:
    headings = [plain(each) for each in cells[head]]
    columns = _columns(headings)
    spelled = {code: spellings(code) for code in columns.values()}
    rows = [
        _row(number, row, headings, columns, spelled)
        for number, row in enumerate(cells[head + 1 :], start=head + 2)
        if any(plain(cell) for cell in row)
    ]
    if len(rows) > MOST_ROWS:
        raise TableRefused(_("These are more rows than a survey takes at once: at most 1000."))
    unknown = [each for place, each in enumerate(headings) if each and place not in columns]
    return Table(language_of_headings(headings, otherwise), rows, unknown)


def _columns(headings: Cells) -> dict[int, str]:
    """The codes of the columns by their place; of two columns of one name the first counts."""
    found: dict[int, str] = {}
    for place, written in enumerate(headings):
        code = code_of_heading(written)
        if code and code not in found.values():
            found[place] = code
    return found


def _row(number: int, row: Cells, headings: Cells, columns: dict[int, str], spelled: Mapping[str, Mapping[str, str]]) -> Row:
    told = {code: plain(row[place]) if place < len(row) else "" for place, code in columns.items()}
    beside = {
        (headings[place] if place < len(headings) and headings[place] else f"#{place + 1}"): plain(cell)
        for place, cell in enumerate(row)
        if place not in columns and plain(cell)
    }
    answers = {code: spelled[code].get(folded(answer), answer) for code, answer in told.items() if code not in (KEY, EDITION)}
    written = {code: told[code] for code, answer in answers.items() if told[code] != answer}
    return Row(number, told.get(KEY, ""), told.get(EDITION, ""), answers, beside, written)


def spellings(code: str) -> dict[str, str]:
    """The codes of a list by what they are called in any language; empty where nothing is chosen from a list.

    >>> spellings("successor")["opvolger gezocht"], spellings("name")
    ('sought', {})
    """
    question = question_of(code)
    if question is None:
        return {}
    listed = [choices(question, language) for language in LANGUAGES]
    said = {folded(label): each for names in listed for each, label in names.items()}
    return {**said, **{each.casefold(): each for each in listed[0]}}
