"""Case tables on places, one CSV per subject: a curator adds a line, a test runs it."""

from __future__ import annotations

import csv
from pathlib import Path


def rows(name: str) -> list[dict[str, str]]:
    """The lines of the case table of this name."""
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))
