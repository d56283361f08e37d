"""Charts as geometry: what a template needs to draw bars in SVG, beside the table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its label, its count, and its place in units of the drawing."""

    label: str
    count: int
    x: float
    y: float
    width: float
    height: float
    address: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Upright bars side by side in a drawing of `width` by `height` units; `ticks` are the labels worth printing."""

    bars: tuple[Bar, ...]
    width: float
    height: float
    ticks: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What one bar shows."""

    label: str
    count: int
    address: str = ""


def columns(points: Sequence[Point], width: float = 640, height: float = 160, most_ticks: int = 8) -> Columns:
    """The bars of `points` from left to right, the highest one filling the height; a count above 0 never vanishes.

    >>> [bar.height for bar in columns([Point("1900", 5), Point("1910", 10)]).bars]
    [80.0, 160.0]
    """
    top = max((point.count for point in points), default=0) or 1
    step = width / max(len(points), 1)
    bars = tuple(_column(point, index, step, height, top) for index, point in enumerate(points))
    every = max(1, -(-len(bars) // most_ticks))
    return Columns(bars, width, height, bars[::every])


def _column(point: Point, index: int, step: float, height: float, top: int) -> Bar:
    tall = max(height * point.count / top, 1.5 if point.count else 0.0)
    gap = min(step * 0.2, 6.0)
    return Bar(
        point.label, point.count, round(index * step + gap / 2, 2), round(height - tall, 2),
        round(step - gap, 2), round(tall, 2), point.address,
    )  # fmt: skip


def shares(points: Sequence[Point], whole: int | None = None) -> list[tuple[Point, float]]:
    """Each point with its share in percent of `whole` (by default of the largest), for lying bars.

    >>> [share for _, share in shares([Point("a", 1), Point("b", 4)])]
    [25.0, 100.0]
    """
    base = whole or max((point.count for point in points), default=0) or 1
    return [(point, round(min(100 * point.count / base, 100.0), 2)) for point in points]
