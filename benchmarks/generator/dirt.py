"""What goes wrong in files, and what is edited between two exports: which rows, decided block by block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.generator.records import COLUMNS, Collection

SHORT_PER_MILLION = 20
COPIED_PER_MILLION = 30
EDITS = {
    "locality": ", near the chapel",
    "habitat": ", on chalk",
    "recordedBy": " & P. Nieuwland",
    "recordNumber": " bis",
    "occurrenceRemarks": " Label read again.",
}


@dataclass(frozen=True, slots=True)
class Fate:
    """What happens to rows of a block, by number: cut short, replaced by a copy of another row, or edited in one column."""

    short: frozenset[int]
    copies: dict[int, int]
    edited: dict[int, str]


def fate_of(collection: Collection, block: int) -> Fate:
    """Decides which rows of a block are dirty and which are edited; no row is both, so that counts stay exact."""
    span = collection.span(block)
    short = collection.share(SHORT_PER_MILLION, block)
    copied = min(collection.share(COPIED_PER_MILLION, block), (len(span) - short) // 2)
    dirty = collection.source("dirt", block).sample(span, short + 2 * copied)
    copies = dict(zip(dirty[short : short + copied], dirty[short + copied :], strict=True))
    clean = sorted(set(span) - set(dirty))
    chance = collection.source("edits", block)
    edited = chance.sample(clean, min(collection.share(collection.changed_per_million, block), len(clean)))
    return Fate(frozenset(dirty[:short]), copies, {number: chance.choice(list(EDITS)) for number in edited})


def edit(cells: Sequence[str], column: str) -> list[str]:
    """The same cells with one of them edited, as a curator would.

    >>> edit(["a"] * 45, "habitat")[COLUMNS.index("habitat")]
    'a, on chalk'
    """
    position = COLUMNS.index(column)
    return [*cells[:position], (cells[position] + EDITS[column]).lstrip(", "), *cells[position + 1 :]]
