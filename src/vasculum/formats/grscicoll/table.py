"""Institutions, collections and contacts as the tables of GRSciColl's batch import: upper-case columns, lists parted by bars."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vasculum.formats.grscicoll.document import Entity
from vasculum.formats.grscicoll.normal import OTHER, Fields, normal
from vasculum.model.rejection import Rejection
from vasculum.model.remark import Remark
from vasculum.terms.grscicoll import fields_of, former_fields

BAR = "|"
PAIRS: Mapping[str, tuple[str, str]] = {
    "alternativeCodes": ("code", "description"),
    "identifiers": ("type", "identifier"),
    "userIds": ("type", "id"),
}
"""Lists of pairs, written `one:other`."""
NESTED = ("mailingAddress", "address")
DELIMITER_CHANGED = "GRSCICOLL_DELIMITER"


@dataclass(frozen=True, slots=True)
class Batch:
    """What a table holds, what was remarked upon, and the rows that were refused."""

    entities: tuple[Entity, ...]
    remarks: tuple[Remark, ...] = ()
    rejections: tuple[Rejection, ...] = ()


def read_table(text: str, kind: str, file: str = "") -> Batch:
    """The rows of a table of `Institution`, `Collection` or `Contact`; of two rows with one code the first is kept.

    A table parted by semicolons or tabs is read too, with a remark. The term of a remark is its line and column.
    """
    delimiter = _delimiter(text)
    remarks = [Remark(DELIMITER_CHANGED, "1", delimiter)] if delimiter != "," else []
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter, restval="")
    entities: list[Entity] = []
    rejections: list[Rejection] = []
    seen: set[str] = set()
    for row in reader:
        cells = {column: cell for column, cell in row.items() if column}
        code = cells.get("CODE", "")
        if code and code in seen:
            rejections.append(Rejection(file, reader.line_num, "DUPLICATE_IDENTIFIER", "CODE", code, code))
            continue
        seen.add(code)
        entities.append(Entity(kind, _fields(cells, kind, str(reader.line_num), remarks)))
    return Batch(tuple(entities), tuple(remarks), tuple(rejections))


def kind_of_table(text: str) -> str:
    """What the rows of a table are, by its headings: contacts, collections, or institutions.

    >>> kind_of_table("KEY,FIRST_NAME"), kind_of_table("CODE,NAME,CONTENT_TYPES"), kind_of_table("CODE,NAME")
    ('Contact', 'Collection', 'Institution')
    """
    heading = text.partition("\n")[0].strip().removeprefix("\ufeff").split(_delimiter(text))
    fields = {kind: {column_of(field) for field in fields_of(kind)} for kind in ("Contact", "Collection", "Institution")}
    fits = {kind: sum(column in columns for column in heading) for kind, columns in fields.items()}
    best = max(fits.values())
    return "Institution" if fits["Institution"] == best else ("Contact" if fits["Contact"] == best else "Collection")


def write_table(entities: Sequence[Entity]) -> str:
    """The table of entities of one kind, with the columns that any of them fills; lists of other parts stay behind."""
    rows = [_cells(each.fields) for each in entities]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    table = csv.DictWriter(text, sorted(columns, key=_order), restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def _delimiter(text: str) -> str:
    heading = text.partition("\n")[0]
    return max(",;\t", key=heading.count) if heading else ","


def _fields(cells: Mapping[str, str], kind: str, line: str, remarks: list[Remark]) -> Fields:
    columns = {column_of(field): field for field in (*former_fields(kind), *fields_of(kind))}
    told: Fields = {}
    for column, cell in cells.items():
        nested = next((field for field in NESTED if column.startswith(f"{column_of(field)}_")), "")
        if cell == "":
            continue
        if nested and column not in columns:
            part = column.removeprefix(f"{column_of(nested)}_")
            told.setdefault(nested, {})[_address_field(part)] = cell
        else:
            field = columns.get(column, column)
            told[field] = _value(field, cell, kind)
    return normal(told, kind, line, remarks)


def _address_field(part: str) -> str:
    return {column_of(field): field for field in fields_of("Address")}.get(part, part)


def _value(field: str, cell: str, kind: str) -> Any:
    now = former_fields(kind).get(field, field)
    if now in PAIRS:
        return [_pair(each, PAIRS[now]) for each in cell.split(BAR)]
    return cell.split(BAR) if fields_of(kind).get(now, "").startswith("List<") else cell


def _pair(text: str, names: tuple[str, str]) -> dict[str, str]:
    first, _, second = text.partition(":")
    return dict(zip(names, (first, second), strict=True))


def _cells(fields: Mapping[str, Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for field, value in fields.items():
        if field in NESTED:
            cells |= {f"{column_of(field)}_{column_of(part)}": _cell(part, told) for part, told in value.items() if part != OTHER}
        elif field == OTHER:
            cells |= {name: _cell(name, told) for name, told in value.items() if isinstance(told, str)}
        else:
            cells[column_of(field)] = _cell(field, value)
    return {column: cell for column, cell in cells.items() if cell}


def _cell(field: str, value: Any) -> str:
    if field in PAIRS:
        return BAR.join(":".join(filter(None, (each.get(name, "") for name in PAIRS[field]))) for each in value)
    if isinstance(value, list):
        return BAR.join(_plain(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain(values: Iterable[Any]) -> list[str]:
    return [str(each) for each in values if not isinstance(each, dict)]


def column_of(field: str) -> str:
    """A field as a column of the batch tables.

    >>> column_of("alternativeCodes")
    'ALTERNATIVE_CODES'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", field).upper()


def _order(column: str) -> tuple[bool, str]:
    return column not in ("KEY", "CODE", "NAME"), "" if column in ("KEY", "CODE", "NAME") else column
