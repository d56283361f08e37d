"""MIDS elements and levels in the languages of the node."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def element_label(element: str, language: str) -> str:
    """What an information element is called in `en`, `nl`, `fr` or `de`.

    >>> element_label("DateCollected", "nl")
    'Verzameldatum'
    """
    return _labels("elements.csv", "element")[element][language]


def level_label(level: int, language: str) -> str:
    """What a level from -1 to 3 is called in `en`, `nl`, `fr` or `de`.

    >>> level_label(1, "en")
    'Basic'
    """
    return _labels("levels.csv", "level")[str(level)][language]


@cache
def _labels(name: str, key: str) -> Mapping[str, Mapping[str, str]]:
    with files("vasculum.terms").joinpath("mids", name).open(encoding="utf-8") as table:
        return {row[key]: row for row in csv.DictReader(table)}
