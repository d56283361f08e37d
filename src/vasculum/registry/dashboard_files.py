"""Charts to take away: as CSV for a spreadsheet, as JSON for a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import orjson

from vasculum.registry.lines import Line

COLUMNS = ("code", "label", "unit", "low", "best", "high", "figures", "words", "aside", "beside", "address")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(lines: Iterable[Line]) -> str:
    """The lines as CSV; a text that a spreadsheet would take for a formula is led by an apostrophe.

    >>> print(as_csv([Line("a", "=1+1", "sheets", best=5, figures=1)]).splitlines()[1])
    a,'=1+1,sheets,,5,,1,,,,
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([_cell(getattr(line, name)) for name in COLUMNS] for line in lines)
    return text.getvalue()


def _cell(value: str | int | None) -> str | int | None:
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def as_json(title: str, lines: Iterable[Line]) -> bytes:
    """The lines as one JSON document; null is what nobody stated."""
    told = [{name: getattr(line, name) for name in COLUMNS} for line in lines]
    return orjson.dumps({"title": title, "lines": told}, option=orjson.OPT_INDENT_2)
