"""The tally of a source is counted once for each snapshot and kept as a small file; it can be thrown away."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson

from vasculum.assessment.counting import count
from vasculum.assessment.tally import Tally, tally_of
from vasculum.engine.kernel import Kernel, Limits
from vasculum.harvest.node import Node
from vasculum.lake.ledger import Ledger
from vasculum.lake.lock import in_turn

LIMITS = Limits(memory=300_000_000)
_COUNTED_WITH = (("assessment", "counting.py"), ("assessment", "tally.py"), ("terms", "problems.csv"), ("terms", "remarks.csv"))


def tally_of_source(node: Node, source: str) -> Tally:
    """The tally of a source's newest snapshot, counted anew when none is kept of it; one process counts, others wait."""
    latest = Ledger(node.lake / source).latest()
    if latest is None:
        return Tally()
    file = kept_at(node, source)
    kept = _read(file, latest.number)
    if kept is None:
        with in_turn(node.root / "locks" / f"quality-{source}"):
            kept = _read(file, latest.number) or _count_and_keep(node, source, latest.number, file)
    return kept


def kept_at(node: Node, source: str) -> Path:
    """The file of a source's tally."""
    return node.root / "quality" / f"{source}.json"


def _read(file: Path, snapshot: int) -> Tally | None:
    """The tally kept of a snapshot; None when it is of another one, was counted otherwise or cannot be read."""
    try:
        stored: dict[str, Any] = orjson.loads(file.read_bytes())
        return tally_of(stored["tally"]) if (stored["snapshot"], stored["edition"]) == (snapshot, _edition()) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _count_and_keep(node: Node, source: str, snapshot: int, file: Path) -> Tally:
    spill = node.work / f"_quality-{source}"
    with Kernel(spill, LIMITS) as kernel:
        tally = count(kernel, Ledger(node.lake / source).files())
    shutil.rmtree(spill, ignore_errors=True)
    with suppress(OSError):
        _keep(file, {"edition": _edition(), "snapshot": snapshot, "tally": tally})
    return tally


def _keep(file: Path, stored: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_suffix(f".{os.getpid()}.new")
    aside.write_bytes(orjson.dumps(stored))
    aside.replace(file)


@cache
def _edition() -> str:
    """A digest of what decides how a tally is counted."""
    digest = hashlib.sha256()
    for room, name in _COUNTED_WITH:
        digest.update(files("vasculum").joinpath(room, name).read_bytes())
    return digest.hexdigest()[:12]
