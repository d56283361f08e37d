"""Years as upright columns with their margins: the geometry of a drawing beside its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vasculum.registry.lines import Line

WIDTH, HEIGHT, ROOM = 640.0, 180.0, 12.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column in units of the drawing: as high as the best value, with a whisker from low to high."""

    line: Line
    x: float
    y: float
    width: float
    height: float
    middle: float
    floor: float
    ceiling: float

    @property
    def has_margins(self) -> bool:
        """Whether low and high differ."""
        return self.floor != self.ceiling


def year_columns(lines: Sequence[Line]) -> tuple[Column, ...]:
    """Columns from left to right; the highest value that is known reaches the top.

    >>> [(each.height, each.y) for each in year_columns([Line("2020", "2020", best=5), Line("2021", "2021", best=10)])]
    [(84.0, 96.0), (168.0, 12.0)]
    """
    top = max((value for line in lines for value in (line.low, line.best, line.high) if value), default=1)
    step = WIDTH / max(len(lines), 4)
    return tuple(_column(line, number * step, step, top) for number, line in enumerate(lines))


def _column(line: Line, left: float, step: float, top: int) -> Column:
    shown = line.best or line.low or 0
    low = line.low if line.low is not None else shown
    high = line.high if line.high is not None else shown
    tall, width = _tall(shown, top), round(min(step * 0.6, 56.0), 2)
    middle = round(left + step / 2, 2)
    return Column(
        line, round(middle - width / 2, 2), round(HEIGHT - tall, 2), width, tall, middle,
        round(HEIGHT - _tall(low, top), 2), round(HEIGHT - _tall(high, top), 2),
    )  # fmt: skip


def _tall(value: int, top: int) -> float:
    return round((HEIGHT - ROOM) * value / top, 2)
