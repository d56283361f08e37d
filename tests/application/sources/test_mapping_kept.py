"""A source whose sheets were brought in by a mapping is read by it again and again, until somebody says otherwise."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.application.sources.conftest import Museum, table
from tests.application.sources.test_source_pages import curator as curator
from tests.application.sources.test_source_pages import do
from tests.unit.formats.workbooks import xlsx
from vasculum.harvest.actions import harvest
from vasculum.harvest.models import Harvest, Schedule, Source
from vasculum.harvest.node import Node
from vasculum.harvest.progress import silent
from vasculum.harvest.remembered import remembered
from vasculum.harvest.schedule import ask, hand_in, keep_schedule, work_once
from vasculum.lake.history import versions
from vasculum.mapping.reading import mapping_of

MAPPING = mapping_of(
    "vasculum mapping: 1\nname: own words\nversion: 4\ncolumns: [{column: Inv. nr, to: catalogNumber}, "
    "{column: Naam, to: scientificName}]\n"
    "constants: [{to: basisOfRecord, value: PreservedSpecimen}]"
)
HEADING = ["Inv. nr", "Naam", "Kast"]


def sheet(path: Path, *names: str) -> Path:
    return xlsx(path, [HEADING, *([f"H{at}", name, "3"] for at, name in enumerate(names))])


def hand_over(node: Node, path: Path, number: int) -> Harvest:
    """Hands a file in and has it read."""
    now = timezone.now() + dt.timedelta(seconds=number)
    hand_in(node, "herb", path.name, [path.read_bytes()], now)
    if not Schedule.objects.exists():
        keep_schedule("herb", "folder", "", "", False, now)
    ask(Schedule.objects.get(), "harvest", timezone.now())
    assert work_once(node)
    latest = Harvest.objects.order_by("pk").last()
    assert latest
    return latest


@pytest.fixture
def known(node: Node, tmp_path: Path) -> Node:
    """A node whose source was brought in by a mapping."""
    harvest(node, sheet(tmp_path / "first.xlsx", "Rosa canina"), "herb", silent, mapping=MAPPING)
    return node


def test_a_workbook_handed_in_later_is_read_by_the_mapping(known: Node, tmp_path: Path) -> None:
    done = hand_over(known, sheet(tmp_path / "later.xlsx", "Rosa canina", "Poa annua"), 1)
    assert (done.state, done.report["equal"], done.report["new"]) == ("committed", 1, 1)
    said = versions(known.lake, "herb", 1)[-1].verbatim
    assert (said["dwc:scientificName"], said["dwc:basisOfRecord"]) == ("Poa annua", "PreservedSpecimen")


def test_a_text_table_is_read_by_the_mapping_too(known: Node, tmp_path: Path) -> None:
    path = tmp_path / "later.csv"
    path.write_text("Inv. nr;Naam;Kast\nH0;Rosa canina;3\n")
    assert (hand_over(known, path, 1).state, Harvest.objects.count()) == ("unchanged", 2)


def test_a_sheet_that_the_mapping_is_not_about_is_refused_and_nothing_is_gone(known: Node, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text(table(3))
    failed = hand_over(known, path, 1)
    assert failed.state == "failed"
    assert "'own words' is not about the sheet" in failed.why
    assert [version.change.value for version in versions(known.lake, "herb", 0)] == ["new"]


def test_a_preview_or_a_failure_changes_no_mapping(known: Node, tmp_path: Path) -> None:
    before = Source.objects.get().mapping
    other = mapping_of("vasculum mapping: 1\nname: other\ncolumns: [{column: Naam, to: catalogNumber}]")
    harvest(known, sheet(tmp_path / "b.xlsx", "Rosa"), "herb", silent, mapping=other, dry_run=True)
    assert Source.objects.get().mapping == before


def test_a_new_mapping_has_the_same_file_read_once_more(known: Node, tmp_path: Path) -> None:
    path = sheet(tmp_path / "first.xlsx", "Rosa canina")
    hand_over(known, path, 1)
    assert Schedule.objects.get().etag
    more = mapping_of(
        "vasculum mapping: 1\nname: more\ncolumns: [{column: Inv. nr, to: catalogNumber}, {column: Kast, to: locality}]"
    )
    harvest(known, path, "herb", silent, mapping=more, approved=True)
    assert Schedule.objects.get().etag == ""
    ask(Schedule.objects.get(), "harvest", timezone.now())
    work_once(known)
    assert versions(known.lake, "herb", 0)[-1].verbatim["dwc:locality"] == "3"


@pytest.mark.parametrize("content", [b"PK\x03\x04torn", b"%PDF-1.7", b"<?xml version='1.0'?><DataSets/>"])
def test_what_is_no_sheet_is_not_read_by_a_mapping(content: bytes, known: Node, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(content)
    assert remembered("herb", tmp_path / "a.bin", tmp_path / "work") is None
    assert remembered("herb", tmp_path, tmp_path / "work") is None
    assert remembered("herb", sheet(tmp_path / "a.xlsx", "Rosa"), tmp_path / "work") is not None
    assert known.root.exists()


def test_a_curator_sees_the_mapping_and_lets_it_go(curator: Client, known: Node, museum: Museum) -> None:
    page = curator.get("/en/sources/herb").content.decode()
    assert "mapping “own words”, version 4" in page
    assert "by their own headings from now on" in do(curator, do="forget")
    keep_schedule("herb", "url", museum.address, "", True, timezone.now())
    work_once(known)
    assert Harvest.objects.order_by("-pk")[0].state == "held"
    assert "mapping “own words”" not in curator.get("/nl/sources/herb").content.decode()
