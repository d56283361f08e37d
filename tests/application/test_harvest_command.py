"""The command line of the harvest, as a curator calls it: exit status, one line of reason, one JSON document."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.behaviour.archives import Export, changed, specimens
from tests.shared import ROOT

SHEETS = specimens(30, locality="Meise {}", catalogNumber="BR{}")
REPORT = {
    "source": str,
    "harvest": int,
    "snapshot": int,
    "state": str,
    "read": int,
    "new": int,
    "updated": int,
    "equal": int,
    "gone": int,
    "rejected": int,
    "remarks": dict,
    "rejections": list,
    "seconds": float,
}


@dataclass(frozen=True)
class Desk:
    """A curator's desk: a node, and archives beside it."""

    folder: Path

    def call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Calls `vasculum` for the node on the desk."""
        command = [sys.executable, "-m", "vasculum.cli", *arguments]
        environment = {**os.environ, "VASCULUM_DATA": str(self.folder / "node")}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def harvest(self, export: Export, *options: str) -> dict[str, Any]:
        """The report of a harvest of the herbarium."""
        archive = export.zipped(self.folder / "herbarium.zip")
        done = self.call("harvest", str(archive), "--collection", "herbarium", "--json", *options)
        assert (done.returncode, done.stderr) == (0, "")
        report: dict[str, Any] = json.loads(done.stdout)
        return report

    def json(self, *arguments: str) -> dict[str, Any]:
        """The JSON document that a command prints."""
        done = self.call(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a node that has harvested thirty sheets, one row of the file too short."""
    made = Desk(tmp_path_factory.mktemp("desk"))
    assert made.call("init", str(made.folder / "node")).returncode == 0
    check_report(made.harvest(Export(SHEETS, broken=["urn:sheet:31,short"])), "committed", read=31, new=30, rejected=1)
    return made


def check_report(report: dict[str, Any], state: str, **counts: int) -> None:
    """The report has the keys of the contract, and counts so many records; those not named are none."""
    for key, kind in REPORT.items():
        assert isinstance(report[key], kind) or (key, report[key], state) == ("snapshot", None, "held"), key
    assert report["state"] == state
    named = {name: report[name] for name in ("read", "new", "updated", "equal", "gone", "rejected")}
    assert named == dict.fromkeys(named, 0) | counts


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line in which a command refuses."""
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    return line


def test_a_report_tells_each_rejected_row_by_file_and_line(desk: Desk) -> None:
    report = desk.harvest(Export(SHEETS, broken=["urn:sheet:31,short"]))
    check_report(report, "unchanged", read=31, equal=30, rejected=1)
    [rejection] = report["rejections"]
    assert (rejection["file"], rejection["line"], rejection["reason"]) == ("occurrence.csv", 32, "SHORT_ROW")
    assert set(rejection) >= {"line", "file", "reason", "value"}


def test_a_change_is_found_by_search_and_read_as_a_version(desk: Desk) -> None:
    check_report(desk.harvest(Export(changed(SHEETS, 4, locality="Gent"))), "committed", read=30, updated=1, equal=29)
    page = desk.json("search", "BR5", "--json")
    [hit] = page["hits"]
    assert (page["total"], hit["card"]["locality"]) == (1, "Gent")
    said = [desk.json("specimen", hit["pid"], "--as", "verbatim", "--version", version) for version in ("1", "2")]
    assert "Meise 5" in json.dumps(said[0])
    assert "Gent" in json.dumps(said[1])


def test_what_the_guard_holds_is_no_failure_and_says_why(desk: Desk) -> None:
    report = desk.harvest(Export(specimens(40, occurrenceID="BR {}")))
    check_report(report, "held", read=40, new=40, gone=30)
    assert "30 known specimens" in report["why"]


def test_a_dry_run_prints_what_would_change(desk: Desk) -> None:
    report = desk.harvest(Export([*SHEETS[:29], *specimens(1, occurrenceID="new")]), "--dry-run")
    assert (report["state"], report["new"], report["gone"]) == ("held", 1, 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("missing.zip", None, "missing.zip cannot be read"),
        ("noise.zip", b"PK\x03\x04" + b"\xff" * 300, "zip file is truncated"),
        ("note.pdf", b"%PDF-1.4 not an archive", "note.pdf is not a zip, tar, text or XML file"),
        ("taxa.csv", b"taxonID,scientificName\n1,Rosa\n", "dwc:Taxon"),
    ],
)
def test_an_archive_that_cannot_be_used_is_refused_in_one_line(desk: Desk, name: str, content: bytes | None, reason: str) -> None:
    file = desk.folder / name
    if content is not None:
        file.write_bytes(content)
    line = refused(desk.call("harvest", str(file), "--collection", "refused", "--json"))
    assert reason in line
    assert not (desk.folder / "node" / "lake" / "refused").exists()


@pytest.mark.slow
def test_a_key_that_is_none_and_a_folder_without_a_node_are_refused(desk: Desk) -> None:
    archive = str(desk.folder / "herbarium.zip")
    assert "'../up' is no collection key" in refused(desk.call("harvest", archive, "--collection", "../up"))
    assert "there is no node" in refused(desk.call("harvest", archive, "--collection", "x", "--data", str(desk.folder)))


@pytest.mark.parametrize("arguments", [["harvest", "x.zip"], ["sow"]])
def test_a_wrong_call_ends_with_status_2(desk: Desk, arguments: list[str]) -> None:
    done = desk.call(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--filter", "colour=red"], ["--cursor", "x"]])
def test_a_question_that_cannot_be_asked_is_refused_in_one_line(desk: Desk, arguments: list[str]) -> None:
    part = {"--filter": "colour", "--cursor": "cursor"}[arguments[0]]
    assert refused(desk.call("search", "", "--json", *arguments)).startswith(f"vasculum: {part}: ")


@pytest.mark.slow
def test_a_pid_that_was_never_given_is_refused(desk: Desk) -> None:
    for pid in ("10.5072/000-000-000", "nonsense"):
        refused(desk.call("specimen", pid))


def test_a_whole_node_has_no_faults(desk: Desk) -> None:
    done = desk.call("check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "0 faults\n")
