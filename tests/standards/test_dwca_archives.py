"""Every published archive we know is read or refused, and what is read equals what is in the file.

The counts in dwca_counts.csv were taken without our reader; its last column says how.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from dwca.read import DwCAReader

from tests.shared import ROOT
from tests.unit.formats.archives import read
from vasculum.formats.dwca import ArchiveRefused, open_archive
from vasculum.terms.darwin_core import iri

_NOT_ARCHIVES = {"README.txt", "description.rst"}
_TOO_LARGE_FOR_A_ROW_READER = {"dwc:Identification"}
_UNREADABLE_FOR_REFERENCE = {
    "archive-occ.zip",  # a folder of resource forks beside the archive's own
    "insects_5k.tar.gz",  # members of other systems' making
    "dwca-invalid-lacks-metadata",  # the metadata document is missing
    "dwca-missing-extension-details",  # an extension names no file
    "gbif-results-whitespace-in-xml.zip",  # white space before the XML declaration
}


def _expected() -> dict[str, list[dict[str, str]]]:
    by_archive: dict[str, list[dict[str, str]]] = defaultdict(list)
    with ROOT.joinpath("tests/standards/dwca_counts.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            by_archive[row["archive"]].append(row)
    return by_archive


EXPECTED = _expected()
READ = [archive for archive, rows in EXPECTED.items() if not rows[0]["refused"]]


def _tables(path: Path) -> list[str]:
    with open_archive(path) as archive:
        return [table.row_type for table in (archive.core, *archive.extensions)]


def test_the_table_of_counts_names_every_archive(shared: Path) -> None:
    found = {
        path.relative_to(shared).as_posix()
        for folder in shared.glob("dwca-*")
        for path in folder.iterdir()
        if path.name not in _NOT_ARCHIVES
    }
    assert found == set(EXPECTED)


@pytest.mark.parametrize("archive", READ)
def test_as_many_rows_are_read_as_the_file_holds(shared: Path, tmp_path: Path, archive: str) -> None:
    found = [(name, read(shared / archive, tmp_path, at)) for at, name in enumerate(_tables(shared / archive))]
    assert [(name, str(len(reading.rows)), str(len(reading.rejections))) for name, reading in found] == [
        (row["table"], row["rows"], row["rejected"]) for row in EXPECTED[archive]
    ]


@pytest.mark.parametrize("archive", sorted(set(EXPECTED) - set(READ)))
def test_what_cannot_be_read_is_refused_with_the_reason(shared: Path, tmp_path: Path, archive: str) -> None:
    with pytest.raises(ArchiveRefused) as refusal:
        read(shared / archive, tmp_path)
    assert EXPECTED[archive][0]["refused"] in refusal.value.reason
    assert not list(tmp_path.iterdir())


def _reference_rows(path: Path, at: int) -> Iterator[tuple[str, dict[str, str]]]:
    with DwCAReader(str(path)) as reference:
        file = reference.core_file if at == 0 else reference.extension_files[at - 1]
        for row in file.iter_rows():
            yield row.id if at == 0 else row.core_id, row.data


@pytest.mark.parametrize("archive", [archive for archive in READ if Path(archive).name not in _UNREADABLE_FOR_REFERENCE])
def test_every_cell_equals_what_the_reference_reader_gives(shared: Path, tmp_path: Path, archive: str) -> None:
    with open_archive(shared / archive) as opened:
        without_descriptor = any("no meta.xml" in notice for notice in opened.notices)
        names = [table.row_type for table in (opened.core, *opened.extensions)]
    for at, table in enumerate(names):
        if table in _TOO_LARGE_FOR_A_ROW_READER or any(row["rejected"] != "0" for row in EXPECTED[archive][at : at + 1]):
            continue
        reading = read(shared / archive, tmp_path, at)
        ours = [dict(zip(reading.columns[1:], row[1:], strict=True)) for row in reading.rows]
        theirs = list(_reference_rows(shared / archive, at))
        assert len(ours) == len(theirs)
        for row, (key, cells) in zip(ours, theirs, strict=True):
            key_of_ours = row.pop("id")
            if without_descriptor:
                assert [value or "" for value in row.values()] == list(cells.values())
                continue
            assert (key_of_ours or "") == (key or "")
            assert {iri(term).lower(): value or "" for term, value in row.items()} == {
                term.lower(): value for term, value in cells.items()
            }
