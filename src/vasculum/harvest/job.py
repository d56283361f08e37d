"""A job: one harvest of one source, and what it has opened while it runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vasculum.engine.kernel import Kernel
from vasculum.formats.dwca import Archive
from vasculum.harvest.guard import Limits
from vasculum.harvest.node import Node
from vasculum.harvest.progress import Progress
from vasculum.harvest.report import RejectedRows
from vasculum.interpret.record import RULES_VERSION
from vasculum.lake.ledger import Ledger, Snapshot


@dataclass(frozen=True, slots=True)
class Job:
    """One harvest to run: of which source, from which archive, within which limits."""

    node: Node
    source: str
    issuer: int
    harvest: int
    path: Path
    limits: Limits
    now: Callable[[], dt.datetime]
    grace: int = 1
    approved: bool = False
    dry_run: bool = False

    @property
    def work(self) -> Path:
        """The folder this harvest works in."""
        return self.node.work / self.source


@dataclass(frozen=True, slots=True)
class Run:
    """A job under way, with all it has opened."""

    job: Job
    archive: Archive
    ledger: Ledger
    latest: Snapshot | None
    kernel: Kernel
    rejected: RejectedRows
    progress: Progress

    @property
    def snapshot(self) -> int | None:
        """The number of the latest snapshot."""
        return self.latest.number if self.latest else None

    @property
    def reads_again(self) -> bool:
        """Whether the rules of interpretation have changed since the latest snapshot."""
        return self.latest is not None and self.noted("rules") != RULES_VERSION

    @property
    def minted(self) -> int:
        """How many PIDs the source has been given until now."""
        return int(self.noted("minted", "0"))

    def noted(self, name: str, default: str = "") -> str:
        """What the latest snapshot noted under a name."""
        return self.latest.notes.get(name, default) if self.latest else default
