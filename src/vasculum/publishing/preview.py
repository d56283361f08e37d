"""The preview: a data set as the public and as GBIF would see it, before anything is published."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vasculum.downloads.archive import Rows
from vasculum.engine.kernel import quoted
from vasculum.harvest.node import Node
from vasculum.publishing.figures import Figures, figures_of
from vasculum.publishing.models import Dataset
from vasculum.publishing.rules import conflicts
from vasculum.publishing.scope import all_records, records

SHOWN = tuple(
    f"dwc:{name}"
    for name in (
        "scientificName", "catalogNumber", "recordedBy", "eventDate", "country", "locality", "decimalLatitude",
        "decimalLongitude", "informationWithheld", "dataGeneralizations",
    )
)  # fmt: skip
SAMPLE = 8


@dataclass(frozen=True, slots=True)
class Preview:
    """Figures of the records as the public sees them, how many there are in all, some of them, and licences in conflict."""

    figures: Figures = field(default_factory=Figures)
    held: int = 0
    terms: tuple[str, ...] = ()
    sample: tuple[tuple[Any, ...], ...] = ()
    conflicts: dict[str, int] = field(default_factory=dict)

    @property
    def left_out(self) -> int:
        """How many records the public does not see at all."""
        return self.held - self.figures.records


def preview(node: Node, dataset: Dataset) -> Preview:
    """What publishing would give now."""
    node.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=node.work, prefix="preview-") as folder:
        with all_records(node, dataset, Path(folder) / "all") as everything:
            held = everything.kernel.one(f"SELECT count(*) FROM {everything.relation}")
        with records(node, dataset, Path(folder) / "public") as rows:
            figures = figures_of(rows)
            terms = tuple(term for term in SHOWN if term in rows.columns)
            return Preview(figures, held, terms, _sample(rows, terms), conflicts(dataset.license, figures.licenses))


def _sample(rows: Rows, terms: tuple[str, ...]) -> tuple[tuple[Any, ...], ...]:
    if not terms:
        return ()
    found = rows.kernel.rows(f"SELECT {', '.join(map(quoted, terms))} FROM {rows.relation} ORDER BY number LIMIT {SAMPLE}")
    return tuple(tuple(cell or "" for cell in row) for row in found)
