"""A spreadsheet that is no Darwin Core becomes specimens by a mapping file alone."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.shared import ROOT
from tests.unit.formats.workbooks import xlsx

MAPPINGS = ROOT / "tests" / "cases" / "mappings"


def call(node: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "VASCULUM_DATA": str(node)}
    command = [sys.executable, "-m", "vasculum.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def harvest(node: Path, file: Path, mapping: Path) -> dict[str, Any]:
    done = call(node, "harvest", str(file), "--collection", "beetles", "--mapping", str(mapping), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.mark.slow
def test_the_type_beetles_become_specimens_with_their_several_pictures(shared: Path, tmp_path: Path) -> None:
    file, mapping = shared / "rbins-type-beetles" / "openup_export.csv", MAPPINGS / "rbins-type-beetles.yaml"
    call(tmp_path / "node", "init", str(tmp_path / "node"))
    report = harvest(tmp_path / "node", file, mapping)
    with file.open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    told = ("scientificname", "typifiedname", "countrycode", "country", "province", "station", "eventdate")
    specimens = {tuple(row[name].strip() for name in told) for row in rows}
    assert (report["state"], report["new"], report["rejected"]) == ("committed", len(specimens), 0)
    assert media_of(tmp_path / "node") == {row["fileuri"] for row in rows}
    assert harvest(tmp_path / "node", file, mapping)["state"] == "unchanged"


@pytest.mark.slow
def test_eight_herbaria_are_in_with_every_specimen_picture_and_determination(shared: Path, tmp_path: Path) -> None:
    file, node = shared / "herbaria-eight" / "herbaria_hand.csv", tmp_path / "node"
    call(node, "init", str(node))
    report = harvest(node, file, MAPPINGS / "herbaria-eight.yaml")
    with file.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    numbers = {row["occurrenceID"] for row in rows}
    assert (report["state"], report["new"], report["rejected"]) == ("committed", len(numbers), 0)
    assert media_of(node) == {row["identifier"] for row in rows}
    for column in ("scientificName", "identifiedBy"):
        determined = {row["occurrenceID"] for row in rows if row[column].strip()}
        assert said(node, "dwc:occurrenceID", f'"dwc:{column}" IS NOT NULL') == determined, column


@pytest.mark.slow
def test_minerals_of_another_museum_are_in_without_a_word_of_darwin_core(shared: Path, tmp_path: Path) -> None:
    for file in sorted((shared / "minerals-ypm").glob("YPM*.csv")):
        node = tmp_path / file.stem
        call(node, "init", str(node))
        report = harvest(node, file, MAPPINGS / "minerals-ypm.yaml")
        with file.open(encoding="utf-8", newline="") as table:
            rows = [row for row in csv.DictReader(table) if row["occurrence_id"]]
        assert (report["new"], report["rejected"]) == (len(rows), 0)
        assert media_of(node) == {row["image_link"] for row in rows}
        assert said(node, "dwc:scientificName") == {row["scientificname"] for row in rows}


def media_of(node: Path) -> set[str]:
    """The addresses of all pictures in the ledger."""
    return {row.get("ac:accessURI", "") for text in said(node, "ac:Multimedia[]") for row in json.loads(text)}


def said(node: Path, column: str, where: str = "true") -> set[str]:
    """What stands in a column of the ledger."""
    import duckdb

    files = str(node / "lake" / "beetles" / "snapshot-*.parquet")
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT \"{column}\" FROM read_parquet('{files}') WHERE {where}").fetchall()
    return {text for (text,) in found}


@pytest.mark.slow
def test_a_workbook_without_a_mapping_is_refused_with_what_to_do(tmp_path: Path) -> None:
    call(tmp_path / "node", "init", str(tmp_path / "node"))
    done = call(tmp_path / "node", "harvest", str(xlsx(tmp_path / "a.xlsx", [["Nr"], ["1"]])), "--collection", "x")
    assert done.returncode == 1
    assert "vasculum tools mapping guess" in done.stderr


@pytest.mark.slow
def test_a_mapping_is_guessed_and_then_harvested_with(tmp_path: Path) -> None:
    rows = [
        ["Inventarisnr", "Wetenschappelijke naam", "Land", "Kast"],
        ["1", "Rosa canina", "België", "3"],
        ["2", "Poa annua", "Frankrijk", "4"],
    ]
    file = xlsx(tmp_path / "a.xlsx", rows)
    guessed = call(tmp_path, "tools", "mapping", "guess", str(file), "--out", str(tmp_path / "m.yaml"))
    assert guessed.returncode == 0, guessed.stderr
    call(tmp_path / "node", "init", str(tmp_path / "node"))
    assert harvest(tmp_path / "node", file, tmp_path / "m.yaml")["new"] == 2
