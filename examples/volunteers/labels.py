"""What the labels of invented herbarium sheets say, field by field: the truth that volunteers are held against."""

from __future__ import annotations

from random import Random

from examples.generator.herbarium import sheets
from examples.volunteers.rates import Rate, rates

Label = dict[str, str]
ASIDES = ("rechts van de weg", "bord de la route", "op klei", "sur calcaire", "ca. 2 km N", "alt. 12 m", "talrijk", "assez rare")


def labels(random: Random, total: int) -> list[Label]:
    """The labels of `total` sheets; a field that a label does not have is empty."""
    return [_label(random, sheet.record) for sheet in sheets(random, total)]


def _label(random: Random, record: dict[str, str]) -> Label:
    return {rate.field: _said(random, rate, record.get(rate.term, "")) for rate in rates()}


def _said(random: Random, rate: Rate, text: str) -> str:
    if random.random() < rate.absent:
        return ""
    if rate.is_free:
        asides = random.sample(ASIDES, random.choice((1, 2, 2, 3)))
        return ", ".join([text or "onbekend", *asides])
    return text
