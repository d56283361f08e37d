"""What is drawn of measurements: points over time as geometry, and what of an event may be shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vasculum.lake.events import Measured
from vasculum.model.specimen import Version

PLACE = frozenset(
    f"dwc:{name}"
    for name in (
        "decimalLatitude", "decimalLongitude", "verbatimLatitude", "verbatimLongitude", "verbatimCoordinates", "footprintWKT",
        "locality", "verbatimLocality", "locationID", "locationRemarks", "georeferenceRemarks", "georeferenceSources", "island",
        "municipality", "county", "minimumElevationInMeters", "maximumElevationInMeters", "verbatimElevation",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dot:
    """One measurement in a drawing, and what a reader hears of it."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Measurements over time in a drawing of `width` by `height` units; the lowest and highest value, first and last day."""

    dots: tuple[Dot, ...]
    low: float
    high: float
    first: str
    last: str
    unit: str
    width: float
    height: float


def plot(series: Sequence[Measured], width: float = 640, height: float = 180) -> Plot | None:
    """The drawing of a series of numbers; None when there are fewer than two.

    >>> import datetime as dt
    >>> day = dt.date(1921, 6, 4)
    >>> drawn = plot([Measured(day, 1.0, "kg", "a"), Measured(day + dt.timedelta(10), 3.0, "kg", "b")])
    >>> [(dot.x, dot.y) for dot in drawn.dots]
    [(4.0, 176.0), (636.0, 4.0)]
    """
    if len(series) < 2:
        return None
    days, values = [each.date.toordinal() for each in series], [each.value for each in series]
    low, high, first, last = min(values), max(values), min(days), max(days)
    dots = tuple(
        Dot(
            round(_placed(day, first, last, width), 2),
            round(height - _placed(value, low, high, height), 2),
            f"{each.date.isoformat()}: {number(value)} {each.unit}".strip(),
        )
        for day, value, each in zip(days, values, series, strict=True)
    )
    days_said = (series[days.index(first)].date.isoformat(), series[days.index(last)].date.isoformat())
    return Plot(dots, low, high, *days_said, series[0].unit, width, height)


def _placed(value: float, low: float, high: float, size: float) -> float:
    """Where a value lies between the margins of a drawing; in the middle where all are the same."""
    margin = 4.0
    share = (value - low) / (high - low) if high > low and math.isfinite(high - low) else 0.5
    return margin + share * (size - 2 * margin)


def number(value: float) -> str:
    """A number without needless digits.

    >>> number(12.0), number(0.25)
    ('12', '0.25')
    """
    return f"{value:.6g}"


def without_place(version: Version) -> dict[str, str]:
    """What an event says, its place left out."""
    return {term: text for term, text in version.verbatim.items() if term not in PLACE}


def hides_something(before: Version, after: Version) -> bool:
    """Whether the gate took away or changed anything of the place of a record."""
    places = ("decimal_latitude", "decimal_longitude")
    said = any(before.verbatim.get(term) != after.verbatim.get(term) for term in PLACE)
    return said or any(before.interpreted.get(name) != after.interpreted.get(name) for name in places)
