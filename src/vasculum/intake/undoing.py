"""Undoing: what the ledger held before a commit, as an archive; harvesting it brings every specimen back to what it was.

New specimens become tombstones, changed ones get a version with what they said before, gone ones return. No PID is used again.
"""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from vasculum.downloads.archive import Rows, occurrence_sheets, write_sheets
from vasculum.engine.kernel import Kernel
from vasculum.formats.eml import Party, Resource
from vasculum.harvest.node import Node
from vasculum.lake.ledger import Ledger, snapshot_of
from vasculum.lake.together import TOGETHER, open_together

_NOTHING = "id\toccurrenceID\tcatalogNumber\tinstitutionCode\tcollectionCode\n"


def can_undo(node: Node, source: str, snapshot: int | None) -> bool:
    """Whether a snapshot is still the latest of its source."""
    latest = Ledger(node.lake / source).latest()
    return latest is not None and latest.number == snapshot


def archive_before(node: Node, source: str, snapshot: int, work: Path) -> Path:
    """The archive of what a source held before a snapshot, written in `work`."""
    work.mkdir(parents=True, exist_ok=True)
    files = [file for file in Ledger(node.lake / source).files() if snapshot_of(file.name) < snapshot]
    if not files:
        nothing = work / "occurrence.txt"
        nothing.write_text(_NOTHING, encoding="utf-8")
        return nothing
    with Kernel(work / "spill") as kernel:
        columns = open_together(kernel, {source: files})
        *said, _understood = occurrence_sheets(Rows(kernel, TOGETHER, columns))
        target = work / "before.zip"
        write_sheets(kernel, said, work, target, _resource(source))
    return target


def _resource(source: str) -> Resource:
    title = {"en": f"{source} before an import"}
    return Resource(source, title, title, timezone.now(), parties=(Party("creator", source),))
