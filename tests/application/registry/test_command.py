"""`vasculum registry import` as somebody at a terminal meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import ROOT


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty node."""
    folder = tmp_path_factory.mktemp("registry") / "node"
    assert call(folder, "init", str(folder)).returncode == 0
    return folder


def call(node: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "VASCULUM_DATA": str(node)}
    command = [sys.executable, "-m", "vasculum.cli", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_survey_comes_in_with_every_remark_in_one_document(node: Path, shared: Path) -> None:
    told = call(node, "registry", "import", str(shared / "dissco-flanders-inventory"), "--as", "survey-dump", "--json")
    counts = json.loads(told.stdout)
    assert (told.returncode, counts["collections"], counts["measures"], counts["rejections"]) == (0, 1071, 228, [])
    assert {"file", "line", "reason", "field", "value", "record_id"} == set(counts["remarks"][0])


@pytest.mark.slow
def test_a_folder_that_lacks_a_table_is_refused_in_one_line(node: Path, tmp_path: Path) -> None:
    told = call(node, "registry", "import", str(tmp_path), "--as", "survey-dump")
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert "organisationalunit.csv" in told.stderr


def test_a_row_that_cannot_be_used_is_named_and_the_exit_status_says_so(node: Path, tmp_path: Path) -> None:
    (tmp_path / "institutions.csv").write_text("key,name_en\nmuseum,A museum\n", encoding="utf-8")
    (tmp_path / "collections.csv").write_text("key,institution,name_en\nshells,nobody,Shells\n", encoding="utf-8")
    told = call(node, "registry", "import", str(tmp_path))
    assert told.returncode == 1
    assert told.stderr.splitlines() == ["collections.csv, line 2: institution 'nobody': REFERENCE_UNKNOWN"]


@pytest.mark.slow
def test_collections_that_name_nobody_are_entered_for_the_owner_that_is_named(node: Path, tmp_path: Path) -> None:
    (tmp_path / "institutions.csv").write_text("key,name_en\nmuseum,A museum\n", encoding="utf-8")
    (tmp_path / "collections.csv").write_text("key,institution,name_en\nbones,museum,Bones\n", encoding="utf-8")
    assert call(node, "registry", "import", str(tmp_path)).returncode == 0
    file = tmp_path / "batch.csv"
    file.write_text("CODE,NAME,CONTENT_TYPES\nSHE,Shells of a museum,\n", encoding="utf-8")
    refused = call(node, "registry", "import", str(file), "--as", "grscicoll")
    assert (refused.returncode, "institutionKey" in refused.stderr) == (1, True)
    entered = call(node, "registry", "import", str(file), "--as", "grscicoll", "--owner", "museum")
    assert (entered.returncode, "1 collections" in entered.stdout) == (0, True), entered.stderr
    unknown = call(node, "registry", "import", str(file), "--as", "grscicoll", "--owner", "nobody")
    assert (unknown.returncode, unknown.stderr.count("\n")) == (1, 1)
