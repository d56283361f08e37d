"""Records as an ABCD document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import IO

import orjson

from vasculum.downloads.archive import Rows
from vasculum.engine.kernel import quoted
from vasculum.formats.abcd.writing import write_data_set
from vasculum.formats.eml import Resource
from vasculum.lake.columns import column_of_extension, is_extension, is_verbatim

MEDIA = tuple(column_of_extension(row_type) for row_type in ("gbif:Multimedia", "ac:Multimedia"))
UNDERSTOOD = (
    "pid",
    "basis_of_record",
    "event_date",
    "country_code",
    "decimal_latitude",
    "decimal_longitude",
    "coordinate_uncertainty",
)


def write_abcd(rows: Rows, resource: Resource, file: IO[bytes]) -> int:
    """Writes the records as units of one data set and gives their number."""
    return write_data_set(file, resource, _units(rows), _media)


def _units(rows: Rows) -> Iterator[Mapping[str, str]]:
    said = [column for column in rows.columns if is_verbatim(column) and (column in MEDIA or not is_extension(column))]
    taken = [*(column for column in UNDERSTOOD if column in rows.columns), *said]
    cells = ", ".join(f"{quoted(column)}::VARCHAR" for column in taken)
    for batch in rows.kernel.batches(f"SELECT {cells} FROM {rows.relation}"):
        for row in batch:
            yield {column: text for column, text in zip(taken, row, strict=True) if text}


def _media(cells: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
    return [row for column in MEDIA if column in cells for row in orjson.loads(cells[column])]
