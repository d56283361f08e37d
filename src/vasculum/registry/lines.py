"""What a chart of the registry draws and tells: lines of figures with their margins, the same for page, CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vasculum.registry.totals import Total
from vasculum.registry.words import asides_in_words, size_in_words

# Percent of the drawing below which a bar could not be seen.
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure as a lying bar, in percent of the drawing: solid up to `low`, paler up to `high`, a stroke at `best`.

    `high` is None where nobody stated how many there are at most.
    """

    low: float
    best: float | None
    high: float | None

    @property
    def pale(self) -> float:
        """How wide the paler part is."""
        return round((100.0 if self.high is None else self.high) - self.low, 2)

    @property
    def is_sharp(self) -> bool:
        """Whether low, best and high are one."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: a label, a figure with its margins in words, and the address of what lies behind it.

    `figures` says how many figures were added. `deeper` is the address at which the label opens what it consists of, `beside`
    what another way of knowing says of the same, `aside` what must be known with the figure.
    """

    code: str
    label: str
    unit: str = ""
    low: int | None = None
    best: int | None = None
    high: int | None = None
    figures: int = 0
    words: str = ""
    address: str = ""
    deeper: str = ""
    bar: Bar | None = None
    beside: str = ""
    beside_address: str = ""
    aside: str = ""

    @property
    def size(self) -> int:
        """What the line is put in order by: the best value, else the low, else the high one."""
        return next((value for value in (self.best, self.low, self.high) if value is not None), 0)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its lines, how to read them, and where to take them away; `trail` leads back up from what was opened."""

    key: str
    title: str
    lines: Sequence[Line]
    note: str = ""
    nothing: str = ""
    tone: str = "green"
    trail: Sequence[tuple[str, str]] = ()


def line_of(total: Total, code: str, label: str, language: str, address: str = "", deeper: str = "") -> Line:
    """A total as a line, without its bar; it has no best value where a figure in it has none."""
    best = None if total.without_best else total.best
    words, aside = size_in_words(total, language), asides_in_words(total, language)
    return Line(code, label, total.unit, total.low or None, best, total.high, total.figures, words, address, deeper, aside=aside)


def bar_of(line: Line, whole: int) -> Bar:
    """The bar of a line where `whole` fills the drawing; what is there at all never vanishes.

    >>> bar_of(Line("a", "A", low=540, best=558, high=580), 1000)
    Bar(low=54.0, best=55.8, high=58.0)
    >>> bar_of(Line("a", "A", best=250), 1000), bar_of(Line("a", "A", low=500), 1000).high
    (Bar(low=25.0, best=25.0, high=25.0), None)
    """
    low = next((value for value in (line.low, line.best) if value is not None), 0)
    least = LEAST if line.size else 0.0
    is_open = line.best is None and line.high is None
    high = line.high if line.high is not None else line.best
    best = None if line.best is None else percent(line.best, whole)
    return Bar(max(percent(low, whole), least), best, None if is_open else max(percent(high or 0, whole), least))


def percent(part: float, whole: float) -> float:
    """A part in percent of a whole, at most 100; nothing of nothing is nothing.

    >>> percent(1, 3), percent(5, 0), percent(7, 5)
    (33.33, 0.0, 100.0)
    """
    return round(min(100 * part / whole, 100.0), 2) if whole > 0 else 0.0


def reach_of(line: Line) -> int:
    """How far a line is drawn; one that is open above gets room beyond what it is at least.

    >>> reach_of(Line("a", "A", best=10, high=12)), reach_of(Line("a", "A", low=100))
    (12, 125)
    """
    known = max(value or 0 for value in (line.low, line.best, line.high))
    return known if line.best is not None or line.high is not None else known + known // 4


def with_bars(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines in one unit with their bars, the longest filling the drawing."""
    listed = list(lines)
    whole = max((reach_of(each) for each in listed), default=0)
    return tuple(replace(each, bar=bar_of(each, whole)) for each in listed)


def largest_first(lines: Iterable[Line]) -> list[Line]:
    """Lines by size, those without any size last."""
    return sorted(lines, key=lambda each: -each.size)
