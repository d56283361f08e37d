"""Measurements of one job at several sizes, the ratios that are quoted, and the goals they are held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FLOOR = ("floor-parquet", "floor-index")


@dataclass(frozen=True, slots=True)
class Figure:
    """What one step cost on a number of rows, and what it counted."""

    key: str
    title: str
    rows: int
    seconds: float
    cpu_seconds: float
    peak_mib: float
    counts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def records_per_second(self) -> float:
        """Records per second of wall time."""
        return self.rows / self.seconds

    @property
    def cpu_per_million(self) -> float:
        """Processor seconds per million records."""
        return self.cpu_seconds * 1_000_000 / self.rows


@dataclass(slots=True)
class Size:
    """All steps at one number of rows; `failures` maps the title of a step to its complaint."""

    rows: int
    archive_mib: float = 0.0
    figures: dict[str, Figure] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def add_floor(self) -> None:
        """Adds the floor: the sum of its two parts, when both were measured and on as many documents as the harvest made."""
        parts = [self.figures[key] for key in FLOOR if key in self.figures]
        indexed, made = self.counted("floor-index", "rows"), self.counted("first", "new")
        if indexed is not None and made is not None and indexed != made:
            self.failures["floor, both"] = f"the floor indexed {indexed:,} documents, the harvest made {made:,}"
        elif len(parts) == len(FLOOR):
            self.figures["floor"] = Figure(
                "floor",
                "floor, both",
                self.rows,
                sum(part.seconds for part in parts),
                sum(part.cpu_seconds for part in parts),
                max(part.peak_mib for part in parts),
            )

    def counted(self, key: str, name: str) -> int | None:
        """What a step counted under a name; None when it did not."""
        count = self.figures[key].counts.get(name) if key in self.figures else None
        return count if isinstance(count, int) else None

    def ratio(self, key: str, base: str = "floor") -> float | None:
        """The processor time of a step divided by that of another; None when one of them is missing."""
        if key not in self.figures or base not in self.figures:
            return None
        return self.figures[key].cpu_seconds / self.figures[base].cpu_seconds


def growth(sizes: Sequence[Size], key: str) -> float | None:
    """The cost per record at the largest size divided by that at the smallest; None with one size only."""
    measured = sorted((size.figures[key] for size in sizes if key in size.figures), key=lambda figure: figure.rows)
    if len(measured) < 2:
        return None
    return measured[-1].cpu_per_million / measured[0].cpu_per_million


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, the figure reached, and whether that is good enough."""

    title: str
    reached: float
    wanted: str
    met: bool


def at_most(title: str, reached: float | None, limit: float) -> Iterator[Goal]:
    """The goal that a figure does not exceed a limit; none when there is no figure.

    >>> [goal.met for goal in at_most("new versions", 1, 0)]
    [False]
    """
    if reached is not None:
        yield Goal(title, reached, f"≤ {limit:,g}", reached <= limit)


def at_least(title: str, reached: float | None, limit: float) -> Iterator[Goal]:
    """The goal that a figure reaches a limit; none when there is no figure."""
    if reached is not None:
        yield Goal(title, reached, f"≥ {limit:,g}", reached >= limit)


def as_json(sizes: Sequence[Size], goals: Sequence[Goal]) -> dict[str, Any]:
    """Everything measured, as plain values."""
    keys = dict.fromkeys(key for size in sizes for key in size.figures)
    return {
        "sizes": [
            {
                "rows": size.rows,
                "archiveMiB": round(size.archive_mib, 1),
                "steps": [_step(size, figure) for figure in size.figures.values()],
                "failures": size.failures,
            }
            for size in sizes
        ],
        "growth": {key: _rounded(growth(sizes, key)) for key in keys},
        "goals": [
            {"title": goal.title, "reached": _rounded(goal.reached), "wanted": goal.wanted, "met": goal.met} for goal in goals
        ],
    }


def _step(size: Size, figure: Figure) -> dict[str, Any]:
    return {
        "key": figure.key,
        "title": figure.title,
        "seconds": _rounded(figure.seconds),
        "cpuSeconds": _rounded(figure.cpu_seconds),
        "peakMiB": _rounded(figure.peak_mib),
        "recordsPerSecond": round(figure.records_per_second),
        "cpuSecondsPerMillion": _rounded(figure.cpu_per_million),
        "ratioToFloor": _rounded(size.ratio(figure.key)),
        "counts": dict(figure.counts),
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 3)
