"""Packages that do not fit together: what points at nothing is rejected with its line, another type is told and kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.formats.test_data_packages import package, rows_in
from vasculum.formats.dwca import ArchiveRefused
from vasculum.harvest.opening import opened
from vasculum.model.rejection import Rejection

Rows = dict[str, list[dict[str, str]]]


def add(folder: Path, table: str, **cells: str) -> int:
    """Adds a row to a table of a package; the number of its line."""
    file = folder / f"{table}.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    headings = lines[0].split(",")
    assert set(cells) <= set(headings), headings
    lines.append(",".join(cells.get(name, "") for name in headings))
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return len(lines)


def typed(folder: Path, table: str, **types: str) -> None:
    """Says what types the fields of a table have."""
    file = folder / "datapackage.json"
    described = json.loads(file.read_text(encoding="utf-8"))
    fields = [{"name": name, "type": kind} for name, kind in types.items()]
    next(each for each in described["resources"] if each["name"] == table)["schema"] = {"fields": fields}
    file.write_text(json.dumps(described), encoding="utf-8")


def read(folder: Path) -> tuple[Rows, Rows, list[Rejection], tuple[str, ...]]:
    """Events, records, rejections and notices of a package."""
    rejected: list[Rejection] = []
    with opened(folder, folder.parent / "work", rejected.append) as found:
        return rows_in(found.events), rows_in(found.specimens), rejected, tuple(found.notices)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return package(tmp_path / "dp")


@pytest.mark.parametrize(
    ("table", "pointer"),
    [
        ("event-assertion", "event_fk"),
        ("survey", "event_fk"),
        ("identification", "materialEntity_fk"),
        ("material-media", "materialEntity_fk"),
        ("material-media", "media_fk"),
    ],
)
def test_a_row_that_points_at_nothing_is_rejected_with_its_line_and_the_others_are_kept(
    table: str, pointer: str, broken: Path
) -> None:
    whole = {"materialEntity_fk": "m1", "media_fk": "p1"} if table == "material-media" else {}
    line = add(broken, table, **{**whole, pointer: "nowhere"})
    events, records, rejected, _ = read(broken)
    assert rejected == [Rejection(f"{table}.csv", line, "POINTS_NOWHERE", pointer, "nowhere")]
    assert [len(events["obis:ExtendedMeasurementOrFact"]), len(records["dwc:Identification"]), len(records["ac:Multimedia"])] == [
        2,
        2,
        1,
    ]


def test_a_record_whose_event_is_missing_is_kept_with_its_name_and_told(broken: Path) -> None:
    line = add(broken, "occurrence", occurrence_pk="o2", occurrenceID="obs-2", event_fk="e9", scientificName="Crangon")
    _, records, rejected, notices = read(broken)
    assert [(row["id"], row["dwc:eventID"]) for row in records["dwc:Occurrence"]][1:] == [("obs-1", "haul-1"), ("obs-2", "e9")]
    assert rejected == []
    assert any(
        f"names an event that is not in the package in 1 row (line {line} of occurrence.csv: 'e9')" in each for each in notices
    )


def test_an_event_whose_parent_is_missing_is_kept_and_told(broken: Path) -> None:
    add(broken, "event", event_pk="e3", eventID="haul-2", parentEvent_fk="e0")
    events, _, _, notices = read(broken)
    assert events["dwc:Event"][-1]["dwc:parentEventID"] == "e0"
    assert any("parentEvent_fk names an event that is not in the package" in each for each in notices)


def test_a_key_given_twice_makes_no_second_record_of_any_that_points_at_it(broken: Path) -> None:
    line = add(broken, "event", event_pk="e2", eventID="haul-9", locality="Elsewhere")
    events, records, rejected, _ = read(broken)
    assert [row["id"] for row in events["dwc:Event"]] == ["cruise-1", "haul-1"]
    assert [row["id"] for row in records["dwc:Occurrence"]] == ["urn:jar:7", "obs-1"]
    assert rejected == [Rejection("event.csv", line, "DUPLICATE_IDENTIFIER", "event_pk", "e2")]


@pytest.mark.parametrize(
    ("kind", "text", "called"),
    [
        ("integer", "many", "whole numbers"),
        ("number", "1;5", "numbers"),
        ("boolean", "maybe", "true or false"),
        ("year", "in war", "years"),
    ],
)
def test_a_cell_of_another_type_is_told_and_kept(kind: str, text: str, called: str, broken: Path) -> None:
    line = add(broken, "survey", survey_pk="s2", event_fk="e1", siteCount=text)
    typed(broken, "survey", siteCount=kind)
    events, _, rejected, notices = read(broken)
    assert [row.get("eco:siteCount") for row in events["eco:Event"]] == ["1", text]
    assert rejected == []
    [told] = [each for each in notices if "siteCount" in each]
    assert told.startswith(
        f"Of survey, the cells of siteCount should be {called} and are not in 1 row (line {line} of survey.csv"
    )


@pytest.mark.parametrize(
    "schema",
    [
        "schema.json",
        {"fields": "none"},
        {"fields": [7, {"name": 3, "type": "integer"}, {"name": "siteCount", "type": ["integer"]}]},
        None,
    ],
)
def test_a_schema_that_is_none_does_no_harm(schema: Any, broken: Path) -> None:
    file = broken / "datapackage.json"
    described = json.loads(file.read_text(encoding="utf-8"))
    for resource in described["resources"]:
        resource["schema"] = schema
    file.write_text(json.dumps(described), encoding="utf-8")
    assert len(read(broken)[1]["dwc:Occurrence"]) == 2


def test_a_missing_file_that_no_records_come_of_is_told_and_one_that_is_needed_refused(broken: Path) -> None:
    (broken / "protocol.csv").unlink()
    assert (
        "The resource protocol names the file 'protocol.csv', which is not in the package; no records come of it."
        in read(broken)[3]
    )
    (broken / "identification.csv").unlink()
    with pytest.raises(ArchiveRefused, match=r"'identification\.csv', which is not in the package"):
        read(broken.rename(broken.parent / "again"))
