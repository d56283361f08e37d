"""The survey as a workbook: a row per collection, lists to choose from, and a sheet that explains each column."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from typing import IO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Format, Workbook
from xlsxwriter.worksheet import Worksheet

from vasculum.registry.models import Collection
from vasculum.survey.answering import answers_of, described, edition
from vasculum.survey.columns import EDITION, KEY, heading
from vasculum.survey.questions import Answers, Question, choices, codes, parts_in, question_of, split_code
from vasculum.web.tables import LONGEST_CELL

PARTS = 2
EMPTY_ROWS = 200
WIDTHS = {"long": 40, "text": 28, "figure": 18, "choice": 24, "institution": 30, "part": 24}


def workbook(collections: Iterable[Collection], language: str) -> IO[bytes]:
    """The workbook in one language with these collections, open for reading; without any it is empty, to be filled in."""
    rows = [(each.key, answers_of(described(each), language)) for each in collections]
    columns = [KEY, EDITION, *codes(max(PARTS, *(parts_in(answers) for _key, answers in rows), 0))]
    file = tempfile.TemporaryFile()  # noqa: SIM115
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("Collections"))
    _write_table(sheet, _Formats(book), columns, rows, language)
    _write_explanations(book, columns, language)
    _write_lists(book, sheet, columns, language, len(rows) + EMPTY_ROWS)
    book.close()
    file.seek(0)
    return file


class _Formats:
    """How cells look."""

    def __init__(self, book: Workbook) -> None:
        self.head: Format = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text: Format = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.fixed: Format = book.add_format({"num_format": "@", "valign": "top", "font_color": "#767676"})


def _write_table(
    sheet: Worksheet, formats: _Formats, columns: Sequence[str], rows: Sequence[tuple[str, Answers]], language: str
) -> None:
    labels = {code: choices(asked, language) for code in columns if (asked := question_of(code))}
    for place, code in enumerate(columns):
        is_fixed = code in (KEY, EDITION)
        sheet.set_column(place, place, 16 if is_fixed else _width(code), formats.fixed if is_fixed else formats.text)
        sheet.write_string(0, place, heading(code, language), formats.head)
    for line, (key, answers) in enumerate(rows, start=1):
        told = {KEY: key, EDITION: edition(answers), **answers}
        for place, code in enumerate(columns):
            answer = told.get(code, "")
            sheet.write_string(line, place, labels.get(code, {}).get(answer, answer)[:LONGEST_CELL])
    sheet.freeze_panes(1, columns.index("name") + 1)


def _width(code: str) -> int:
    asked = question_of(code)
    return WIDTHS.get(asked.kind if asked else "", 18)


def _write_explanations(book: Workbook, columns: Sequence[str], language: str) -> None:
    sheet = book.add_worksheet(_("Explanations"))
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 90)
    told = {
        KEY: _("How the node knows the collection. Leave it as it is; leave it empty for a collection that is new."),
        EDITION: _("By this the node notices that somebody else changed the collection meanwhile. Leave it as it is."),
        "name": _("The only cell that must be filled in. A row is a collection; the order of columns and rows does not matter."),
    }
    for line, code in enumerate(columns):
        asked = question_of(code)
        sheet.write_string(line, 0, heading(code, language), bold)
        sheet.write_string(line, 1, told.get(code) or (asked.helps[language] if asked else ""), wrapped)


def _write_lists(book: Workbook, table: Worksheet, columns: Sequence[str], language: str, last: int) -> None:
    """Puts each list into a sheet of its own and lets the cells of a column choose from it; other words stay possible."""
    sheet = book.add_worksheet(_("Lists"))
    ranges: dict[str, str] = {}
    for place, code in enumerate(columns):
        asked = question_of(code)
        listed = choices(asked, language) if asked else {}
        if asked and listed:
            name = split_code(code)[0]
            ranges[name] = ranges.get(name) or _write_list(sheet, len(ranges), asked, listed, language)
            table.data_validation(1, place, last, place, _rule(ranges[name], asked, language))


def _write_list(sheet: Worksheet, place: int, asked: Question, listed: Mapping[str, str], language: str) -> str:
    sheet.write_string(0, place, asked.label(language))
    for line, label in enumerate(listed.values(), start=1):
        sheet.write_string(line, place, label)
    column = xl_col_to_name(place)
    return f"='{sheet.get_name()}'!${column}$2:${column}${len(listed) + 1}"


def _rule(source: str, asked: Question, language: str) -> dict[str, object]:
    rule: dict[str, object] = {"validate": "list", "source": source, "error_type": "warning"}
    return {**rule, "input_message": asked.helps[language][:255]} if asked.helps[language] else rule
