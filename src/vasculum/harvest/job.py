"""A job: one harvest of one source, and what it has opened while it runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from vasculum.engine.authorities import at_hand
from vasculum.engine.kernel import Kernel
from vasculum.engine.taxonomy import with_part_of_gbif
from vasculum.formats.dwca import Archive
from vasculum.harvest.guard import Limits
from vasculum.harvest.kinds import Kind
from vasculum.harvest.node import Node
from vasculum.harvest.progress import Progress
from vasculum.harvest.report import RejectedRows
from vasculum.interpret.record import RULES_VERSION
from vasculum.lake.ledger import Ledger, Snapshot
from vasculum.mapping.document import Mapping
from vasculum.names.checklists import Checklists, checklist_files
from vasculum.quality.bdq.running import Setting

GBIF = "gbif"
"""The key of the checklist that stands for the GBIF Backbone Taxonomy, which the tests of BDQ Core ask."""


def rules_with(checklists: Path) -> str:
    """The version of all that decides what is understood and judged: the rules, and the checklists in a folder."""
    held = [f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in checklist_files(checklists)]
    return f"{RULES_VERSION}-{sha256(' '.join(held).encode()).hexdigest()[:8]}" if held else RULES_VERSION


@dataclass(frozen=True, slots=True)
class Job:
    """One harvest to run: of which source, from which archive, within which limits.

    `rules` is the version of all that decides what is understood and judged, as it was when the checklists were opened.
    `mapping` says what the columns of a sheet are; without it the file must say so itself.
    """

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
    checklists: Checklists = field(default_factory=lambda: Checklists({}))
    rules: str = RULES_VERSION
    mapping: Mapping | None = None

    @property
    def setting(self) -> Setting:
        """Under what circumstances records are judged: today, with the authorities at hand."""
        known = self.checklists.backbones.get(GBIF)
        return Setting(self.now().date(), with_part_of_gbif(at_hand(), known) if known else at_hand())

    @property
    def work(self) -> Path:
        """The folder this harvest works in."""
        return self.node.work / self.source


@dataclass(frozen=True, slots=True)
class Run:
    """A job under way with one kind of record, and with all it has opened."""

    job: Job
    kind: Kind
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
        return self.latest is not None and self.noted("rules") != self.job.rules

    @property
    def minted(self) -> int:
        """How many PIDs the source has been given until now."""
        return int(self.noted("minted", "0"))

    def noted(self, name: str, default: str = "") -> str:
        """What the latest snapshot noted under a name."""
        return self.latest.notes.get(name, default) if self.latest else default
