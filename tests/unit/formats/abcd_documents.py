"""Small ABCD documents made for a test, and the rows they become."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from vasculum.formats.dwca import Archive
from vasculum.harvest.opening import opened
from vasculum.model.rejection import Rejection

NAMESPACE = "http://www.tdwg.org/schemas/abcd/2.06"
KEY = "<SourceInstitutionID>RM</SourceInstitutionID><SourceID>Geo</SourceID><UnitID>{}</UnitID>"


def document(*units: str, namespace: str = NAMESPACE, more: str = "", before: str = "") -> str:
    """A document of units given by what is in them."""
    written = "".join(f"<Unit>{unit}</Unit>" for unit in units)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<DataSets xmlns="{namespace}"><DataSet>{more}'
        f"<Units>{written}</Units></DataSet></DataSets>"
    )


def keyed(number: str, more: str = "") -> str:
    """The inside of a unit with a catalogue number."""
    return KEY.format(number) + more


def read(folder: Path, text: str | bytes) -> dict[str, list[dict[str, str]]]:
    """The rows of each table that a document becomes, by row type; `notices` holds what was told."""
    file = folder / "units.xml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with opened(file, folder / "work", _never) as found:
        archive = found.specimens
        assert archive is not None
        tables = {table.row_type: list(_rows(archive, at)) for at, table in enumerate((archive.core, *archive.extensions))}
        return tables | {"notices": [{"": notice} for notice in archive.notices]}


def _rows(archive: Archive, at: int) -> list[dict[str, str]]:
    table = (archive.core, *archive.extensions)[at]
    with archive.open(table.members[0]) as stream:
        text = b"".join(iter(lambda: stream.read(1 << 16), b"")).decode()
    return [
        {column.term: cells[column.index] for column in table.columns if column.index is not None and cells[column.index]}
        | {"id": cells[0]}
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    ]


def _never(rejection: Rejection) -> None:
    raise AssertionError(rejection)
