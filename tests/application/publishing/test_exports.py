"""`vasculum export` in every form, by the key of a data set, a collection or a source."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from vasculum.harvest.node import Node
from vasculum.harvest.refusal import Refused
from vasculum.publishing.exporting import FORMS, export
from vasculum.publishing.models import Dataset
from vasculum.site.publishing import FORMS as OFFERED

FORMULA = "=1+1"


def test_the_command_offers_what_can_be_written() -> None:
    assert set(OFFERED) == set(FORMS)


def written(home: Node, form: str, folder: Path, key: str = "herbarium") -> bytes:
    target = folder / f"out.{form}"
    export(home, key, form, target, timezone.now())
    assert [path.name for path in folder.iterdir()] == [target.name]
    return target.read_bytes()


def test_tables_are_harmless_for_spreadsheets_and_the_archive_is_as_the_museum_wrote_it(home: Node, tmp_path: Path) -> None:
    folders = {form: tmp_path / form for form in ("csv", "xlsx", "dwca")}
    table = written(home, "csv", folders["csv"]).decode("utf-8-sig")
    cells = {cell for row in csv.reader(io.StringIO(table)) for cell in row}
    assert (FORMULA in cells, f"'{FORMULA}" in cells) == (False, True)
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(home, "xlsx", folders["xlsx"])))
    shown = {str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row}
    assert (FORMULA in shown, f"'{FORMULA}" in shown) == (False, True)
    with ZipFile(io.BytesIO(written(home, "dwca", folders["dwca"]))) as packed:
        rows = packed.read("occurrence.txt").decode().split("\n")
    assert any(row.startswith(f"{FORMULA}\t") for row in rows)
    assert f"'{FORMULA}" not in "\n".join(rows)


def test_the_other_forms(home: Node, roses: Dataset, tmp_path: Path) -> None:
    lines = written(home, "jsonl", tmp_path / "jsonl", roses.key).splitlines()
    assert len({json.loads(line)["@id"] for line in lines}) == 45
    assert b"Roses & <others>" in written(home, "bibtex", tmp_path / "bibtex", roses.key)
    assert b"AU  - Invented Person\r\n" in written(home, "ris", tmp_path / "ris", roses.key)
    assert json.loads(written(home, "latimer-core", tmp_path / "latimer"))
    assert b"herbarium" in written(home, "grscicoll", tmp_path / "grscicoll")
    assert written(home, "abcd", tmp_path / "abcd").count(b"</Unit>") == 45
    with ZipFile(io.BytesIO(written(home, "dwc-dp", tmp_path / "dp"))) as packed:
        assert {"datapackage.json", "event.csv", "material.csv", "identification.csv"} <= set(packed.namelist())


def test_what_is_not_there_is_refused_and_leaves_nothing(home: Node, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no data set, collection or source 'nowhere'"):
        export(home, "nowhere", "dwca", tmp_path / "out" / "x.zip", timezone.now())
    assert not (tmp_path / "out").exists()
