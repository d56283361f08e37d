"""The command line of checklists, as a curator calls it: exit status, one line of reason."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import ROOT

CHECKLIST = str(ROOT / "tests" / "cases" / "names" / "checklist.csv")


def called(folder: Path, *words: str) -> tuple[int, str, str]:
    environment = {**os.environ, "VASCULUM_DATA": str(folder)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "vasculum.cli", *words]
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return run.returncode, run.stdout, run.stderr


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("node")
    assert called(folder, "init", str(folder))[0] == 0
    return folder


@pytest.mark.slow
def test_a_checklist_is_added_listed_and_removed(node: Path) -> None:
    assert called(node, "backbone", "list") == (0, "", "")
    assert called(node, "backbone", "add", "national", CHECKLIST) == (0, "", "national: 13 names\n")
    assert called(node, "backbone", "list") == (0, "national\t13\n", "")
    assert called(node, "backbone", "remove", "national") == (0, "", "national is removed\n")
    assert called(node, "backbone", "list") == (0, "", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("add", "Not a key", CHECKLIST), "cannot be the key"),
        (("add", "national", "no-such-file.csv"), "no-such-file.csv"),
        (("add", "national", str(ROOT / "README.md")), "is not a zip"),
        (("remove", "marine"), "no checklist"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(node: Path, words: tuple[str, ...], reason: str) -> None:
    status, printed, told = called(node, "backbone", *words)
    assert (status, printed, told.count("\n")) == (1, "", 1)
    assert reason in told
