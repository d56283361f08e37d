"""A node's folder: what lies where, and the settings that make its PIDs its own."""

from __future__ import annotations

import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path

from vasculum.pids.issuer import Key, Mint

FILE = "node.toml"
BACKBONES = "backbones"
DEFAULT_PREFIX = "10.5072"


class NoNode(Exception):
    """There is no node in the folder; its text says what to do."""


@dataclass(frozen=True, slots=True)
class Node:
    """The folder of a node and the mint of its PIDs."""

    root: Path
    mint: Mint

    @property
    def lake(self) -> Path:
        """The ledgers, a folder per source."""
        return self.root / "lake"

    @property
    def events(self) -> Path:
        """The ledgers of events, a folder per source that has any."""
        return self.root / "events"

    @property
    def search(self) -> Path:
        """The search index; it can be thrown away."""
        return self.root / "search"

    @property
    def backbones(self) -> Path:
        """The checklists that names are looked up in, a file each."""
        return self.root / BACKBONES

    @property
    def work(self) -> Path:
        """Where harvests keep what they need while they run."""
        return self.root / "work"

    @property
    def coming(self) -> Path:
        """What sources have brought in so far of what takes long to fetch."""
        return self.root / "coming"

    @property
    def harvests(self) -> Path:
        """What harvests leave for people: rejected rows."""
        return self.root / "harvests"

    def rejected_rows(self, harvest: int) -> Path:
        """The file of a harvest's rejected rows, JSON lines."""
        return self.harvests / f"{harvest}-rejected.jsonl"


def make_node(root: Path, prefix: str = DEFAULT_PREFIX) -> Node:
    """Makes the folder of a node with a PID key of its own; an existing node keeps its key and prefix."""
    root.mkdir(parents=True, exist_ok=True)
    file = root / FILE
    if not file.exists():
        aside = root / f"{FILE}.new"
        aside.write_text(f'prefix = "{prefix}"\npid_key = "{secrets.token_hex(32)}"\n', encoding="utf-8")
        aside.chmod(0o600)
        aside.replace(file)
    return open_node(root)


def open_node(root: Path) -> Node:
    """The node in a folder; raises NoNode when there is none or its settings cannot be read."""
    try:
        settings = tomllib.loads((root / FILE).read_text(encoding="utf-8"))
        return Node(root, Mint(settings["prefix"], Key.of_secret(settings["pid_key"])))
    except FileNotFoundError:
        raise NoNode(f"there is no node in {root}: make one with 'vasculum init {root}'") from None
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise NoNode(f"{root / FILE} cannot be read: {error}") from None
