"""The tutorial does what it says: its commands run in order on a node of their own, and its pages can be opened."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.shared import ROOT
from vasculum.site.messages import compile_all

TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGE = re.compile(r"<http://127\.0\.0\.1:8000(/[^>]*)>")
MARK = "--- the next block ---"
ASK = """
import sys
from vasculum.site.node import this_node
this_node()
from django.test import Client
for address in sys.argv[1:]:
    answer = Client(headers={"host": "localhost", "accept": "text/html"}).get(address)
    print(answer.status_code, address)
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A block of commands and what the tutorial says they print; `…` stands for anything."""

    commands: str
    printed: str


def steps() -> Iterator[Step]:
    blocks = [(kind, text) for kind, text in BLOCK.findall(TUTORIAL)]
    for at, (kind, text) in enumerate(blocks):
        if kind == "sh":
            shown = blocks[at + 1][1] if at + 1 < len(blocks) and blocks[at + 1][0] == "text" else "…"
            yield Step(text, shown)


def environment(folder: Path) -> dict[str, str]:
    """The environment of somebody who has set up and works in `folder`."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": programs, "TMPDIR": str(folder)}


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following the tutorial: the folder it worked in, and what each step printed."""

    folder: Path
    printed: tuple[str, ...]

    @property
    def environment(self) -> dict[str, str]:
        """The environment of somebody who works with the tutorial's node."""
        (node,) = self.folder.glob("*/node")
        return {**environment(self.folder), "VASCULUM_DATA": str(node)}


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    """The tutorial, followed from its first command to its last."""
    compile_all()
    folder = tmp_path_factory.mktemp("tutorial")
    script = "set -eu\nexec 2>&1\n" + f"echo '{MARK}'\n".join(step.commands for step in steps())
    run = subprocess.run(["bash", "-c", script], cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return Followed(folder, tuple(run.stdout.split(f"{MARK}\n")))


def pattern(shown: str) -> re.Pattern[str]:
    """What the tutorial shows as a pattern: spaces between words may vary, `…` is anything."""
    words = [".*?".join(map(re.escape, word.split("…"))) for word in shown.split()]
    return re.compile(r"\s*" + r"\s+".join(words) + r"\s*", re.DOTALL)


def test_every_command_prints_what_the_tutorial_shows(followed: Followed) -> None:
    for step, printed in zip(steps(), followed.printed, strict=True):
        assert pattern(step.printed).fullmatch(printed), f"{step.commands}\nprints\n{printed}\nand not\n{step.printed}"


@pytest.mark.parametrize("page", ["describe-institutions.md", "rebuild-the-search-index.md"])
def test_the_commands_of_a_how_to_page_work_on_a_node(followed: Followed, page: str) -> None:
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    commands = "set -eu\n" + "".join(block for kind, block in BLOCK.findall(text) if kind == "sh")
    run = subprocess.run(
        ["bash", "-c", commands], cwd=ROOT, env=followed.environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_page_of_the_tutorial_can_be_opened(followed: Followed) -> None:
    pages = PAGE.findall(TUTORIAL)
    run = subprocess.run(
        [sys.executable, "-c", ASK, *pages], cwd=ROOT, env=followed.environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == [f"200 {page}" for page in pages]
