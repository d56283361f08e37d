"""Descriptors: the table of counts by taxon, country or anything else that a collection uploads to GRSciColl."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Descriptor:
    """One row: `terms` are the cells under columns that are terms of a standard (`dwc:country`), `verbatim` every cell."""

    terms: Mapping[str, str]
    verbatim: Mapping[str, str]


def read_descriptors(text: str) -> tuple[Descriptor, ...]:
    """The rows of a table parted by tabs or commas; a column is a term when it has the prefix of one."""
    heading = text.partition("\n")[0]
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter="\t" if "\t" in heading else ",", restval="")
    return tuple(_descriptor({column: cell for column, cell in row.items() if column}) for row in table)


def _descriptor(cells: Mapping[str, str]) -> Descriptor:
    terms = {column: cell for column, cell in cells.items() if cell and column.startswith(("dwc:", "ltc:"))}
    return Descriptor(terms, cells)


def write_descriptors(rows: Sequence[Descriptor]) -> str:
    """The rows parted by tabs, in the columns of the first."""
    text = io.StringIO()
    columns = list(dict.fromkeys(column for row in rows for column in row.verbatim))
    table = csv.DictWriter(text, columns, restval="", delimiter="\t", lineterminator="\n")
    table.writeheader()
    table.writerows(dict(row.verbatim) for row in rows)
    return text.getvalue()
