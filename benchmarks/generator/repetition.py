"""How often a value comes back: a few all the time, most hardly ever (Zipf's law)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


def zipf(reach: int, draw: float) -> int:
    """Turns a number drawn evenly from [0, 1) into a rank from 0 to `reach` - 1; rank 9 comes a tenth as often as rank 0.

    >>> [zipf(1000, draw) for draw in (0.0, 0.1, 0.5, 0.9, 0.999)]
    [0, 0, 30, 500, 992]
    """
    return int(reach**draw) - 1


def weighted(shares: Mapping[str, int]) -> tuple[str, ...]:
    """Writes out shares, so that a value is picked as often as its share says.

    >>> weighted({"": 2, "male": 1})
    ('', '', 'male')
    """
    return tuple(value for value, share in shares.items() for _ in range(share))


@dataclass(frozen=True, slots=True)
class Reach:
    """How many different values rows may draw from; because of the long tail, not all of them are drawn."""

    taxa: int
    places: int
    collectors: int
    dates: int


def reach_of(rows: int) -> Reach:
    """The reach that gives, in a million rows, some 60,000 names, 150,000 localities, 40,000 collectors and 60,000 dates.

    It grows with the number of rows, so that a small archive repeats itself as much as a large one.
    """
    per_million = {"taxa": 66_000, "places": 330_000, "collectors": 55_000, "dates": 145_000}
    return Reach(**{kind: max(rows * count // 1_000_000, 20) for kind, count in per_million.items()})
