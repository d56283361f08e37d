"""An upgrade that is interrupted: the node works as it was or as it will be, never as neither."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.behaviour.upgrade_killed import KILLED
from tests.shared import ROOT

LAST, NEVER = 9_998, 9_999
Schema = tuple[list[tuple[str, ...]], int]


def upgraded(folder: Path, steps: int) -> int:
    """How an upgrade ends that is killed inside the migration after so many."""
    command = [sys.executable, "-m", "tests.behaviour.upgrade_killed", str(folder), str(steps)]
    environment = {name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def schema(folder: Path) -> Schema:
    """Tables and indexes of the node's database as they are declared, and how many migrations are noted."""
    with closing(sqlite3.connect(folder / "node.sqlite3")) as database:
        declared = database.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        tables = [*declared]
        if not tables:
            return [], 0
        [noted] = database.execute("SELECT count(*) FROM django_migrations").fetchone()
        return tables, noted


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    """A database that nothing happened to."""
    folder = tmp_path_factory.mktemp("whole")
    assert upgraded(folder, NEVER) == 0
    return schema(folder)


@pytest.mark.slow
@pytest.mark.parametrize("steps", [0, 1, 7, 40, LAST])
def test_an_upgrade_killed_anywhere_leaves_what_was_and_the_next_one_ends_whole(
    steps: int, whole: Schema, tmp_path: Path
) -> None:
    assert upgraded(tmp_path, min(steps, whole[1] - 1)) == KILLED
    assert schema(tmp_path) == ([], 0)
    assert upgraded(tmp_path, NEVER) == 0
    assert schema(tmp_path) == whole
