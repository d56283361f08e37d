"""Published monitoring series are harvested whole: events, records, media and measurements as many as in the files."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest

from vasculum.harvest.actions import harvest
from vasculum.harvest.node import Node, make_node
from vasculum.harvest.progress import silent
from vasculum.lake.history import versions
from vasculum.model.specimen import Version

MEASUREMENT = "obis:ExtendedMeasurementOrFact"


@pytest.fixture
def node(tmp_path: Path, db: None) -> Node:  # noqa: ARG001
    """A node that holds nothing."""
    return make_node(tmp_path / "node")


def lines(file: Path, delimiter: str) -> list[list[str]]:
    """The rows of a table below its heading."""
    with file.open(encoding="utf-8", newline="") as table:
        return list(csv.reader(table, delimiter=delimiter))[1:]


def every(folder: Path, source: str, count: int) -> list[Version]:
    """All records of a ledger."""
    return [version for number in range(count) for version in versions(folder, source, number)]


def rows_of(found: list[Version], row_type: str) -> int:
    """How many rows of an extension some records have."""
    return sum(len(version.extensions.get(row_type, ())) for version in found)


@pytest.fixture
def seabirds(shared: Path, tmp_path: Path) -> Path:
    """The published tables of the seabird survey, without a descriptor as they are."""
    folder = tmp_path / "esas"
    folder.mkdir()
    for file in (shared / "esas-event-emof").glob("*.tsv"):
        shutil.copy(file, folder)
    return folder


def test_every_event_occurrence_and_measurement_of_a_seabird_survey_is_kept_or_rejected(seabirds: Path, node: Node) -> None:
    measured = lines(seabirds / "emof.tsv", "\t")
    too_long = [row for row in measured if len(row) > 8]
    assert (len(measured), len(too_long)) == (1_721, 42)
    report = harvest(node, seabirds, "esas", silent)
    assert (report.state, report.read, report.new) == ("committed", 376, 376)
    assert (report.events["read"], report.events["new"]) == (44, 44)
    assert report.reasons == {"LONG_ROW": 42}
    events, birds = every(node.events, "esas", 44), every(node.lake, "esas", 376)
    assert rows_of(birds, MEASUREMENT) == sum(1 for row in measured if row[1] and len(row) == 8) == 1_503
    assert rows_of(events, MEASUREMENT) == sum(1 for row in measured if not row[1] and len(row) == 8) == 176
    assert Counter(event.verbatim["dc:type"] for event in events) == {"cruise": 1, "sample": 1, "subSample": 42}


def test_a_bird_has_the_place_and_time_of_its_event_and_says_so(seabirds: Path, node: Node) -> None:
    report = harvest(node, seabirds, "esas", silent)
    gull = every(node.lake, "esas", 1)[0]
    assert gull.verbatim["dwc:decimalLatitude"] == "51.1367"
    assert gull.interpreted["event_date"].startswith("1996-02-28")
    assert any("376 records were given what only their event says" in notice for notice in report.notices)


def test_the_same_survey_again_changes_nothing_and_a_changed_event_makes_a_version(seabirds: Path, node: Node) -> None:
    harvest(node, seabirds, "esas", silent)
    assert harvest(node, seabirds, "esas", silent).state == "unchanged"
    table = seabirds / "event.tsv"
    table.write_text(table.read_text(encoding="utf-8").replace("Platform: Belgica", "Platform: A962"), encoding="utf-8")
    report = harvest(node, seabirds, "esas", silent)
    assert (report.state, report.equal, report.updated) == ("committed", 376, 0)
    assert (report.events["equal"], report.events["updated"]) == (43, 1)


def test_every_deployment_medium_and_observation_of_a_camera_study_is_kept(shared: Path, node: Node) -> None:
    study = shared / "camtrap-dp-example" / "example"
    deployments, media = lines(study / "deployments.csv", ","), lines(study / "media.csv", ",")
    observations = lines(study / "observations.csv", ",")
    within = {row[3] for row in observations if row[3]}
    assert (len(deployments), len(media), len(observations)) == (4, 423, 549)
    report = harvest(node, study, "mica", silent)
    assert (report.state, report.new, report.rejected) == ("committed", 549, 0)
    assert report.events["new"] == len(deployments) + len(within)
    events, animals = every(node.events, "mica", report.events["new"]), every(node.lake, "mica", 549)
    assert rows_of(events, "ac:Multimedia") == 423
    assert rows_of(animals, "ac:Multimedia") == sum(1 for row in observations if row[2])
    parents = {event.record_id: event.verbatim.get("dwc:parentEventID", "") for event in events}
    assert all(parents[event] in {row[0] for row in deployments} for event in within)
    assert {animal.verbatim["dwc:eventID"] for animal in animals} <= parents.keys()


def test_an_occurrence_core_that_calls_its_rows_events_is_a_core_of_occurrences(shared: Path, node: Node) -> None:
    archive = shared / "dwca-modirisk-mosquitoes/dwca-modirisk-monitoring-2-v3.5.zip"
    report = harvest(node, archive, "modirisk", silent)
    assert (report.state, report.read, report.new, report.events) == ("committed", 2_382, 2_382, {})
