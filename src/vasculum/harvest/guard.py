"""The guard: a harvest that would mint or lose too much is held, and says why.

A change of http to https, of a prefix or of an export setting must never look like five million new specimens.
"""

from __future__ import annotations

from dataclasses import dataclass

from vasculum.lake.compare import Counts

TOO_FEW_TO_JUDGE = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest shares (0 to 1) of new among the records read, and of gone among the specimens known."""

    new: float = 0.5
    gone: float = 0.25


def objection(counts: Counts, rejected: int, limits: Limits) -> str:
    """Why this harvest should not be committed without a curator's word; empty when it may.

    >>> objection(Counts(new=60, updated=0, equal=40, gone=0, known=100), 0, Limits())
    '60 of 100 records are new to a source with 100 known specimens (60 %, at most 50 % is usual)'
    """
    if counts.known and counts.gone == counts.known:
        return f"none of the {counts.known:,} known specimens is there any more"
    if counts.known < TOO_FEW_TO_JUDGE:
        return ""
    read = counts.new + counts.updated + counts.equal + rejected
    reasons = []
    if read and counts.new / read > limits.new:
        reasons.append(
            f"{counts.new:,} of {read:,} records are new to a source with {counts.known:,} known specimens "
            f"({_percent(counts.new, read)}, at most {round(limits.new * 100)} % is usual)"
        )
    if counts.gone / counts.known > limits.gone:
        reasons.append(
            f"{counts.gone:,} of {counts.known:,} known specimens are no longer there "
            f"({_percent(counts.gone, counts.known)}, at most {round(limits.gone * 100)} % is usual)"
        )
    return "; ".join(reasons)


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %"
