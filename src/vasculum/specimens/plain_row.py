"""A specimen as Darwin Core under plain headings: one row that a spreadsheet or R reads as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from vasculum.specimens.differences import as_text
from vasculum.specimens.opends_values import identifier
from vasculum.specimens.record import COLUMN_OF
from vasculum.specimens.specimen import Specimen
from vasculum.web.tables import csv_lines


def plain_row(specimen: Specimen) -> dict[str, str]:
    """What was understood of each term, else what was written, by the local name of the term; else the whole one."""
    content = specimen.content
    row = {"digitalSpecimenID": identifier(specimen.pid)}
    for term in dict.fromkeys((*content.verbatim, *COLUMN_OF)):
        cell = as_text(content.interpreted.get(COLUMN_OF.get(term, ""))) or content.verbatim.get(term, "")
        local = term.rpartition(":")[2]
        if cell:
            row[term if local in row else local] = cell
    return row


def plain_lines(specimen: Specimen) -> Iterator[str]:
    """The row as CSV with its heading."""
    row = plain_row(specimen)
    return csv_lines(list(row), [list(row.values())])
