"""Vocabularies as tables: which spelling stands for which concept, with the source of every line (see README.md beside this)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The lines of the table of this name, in the order of the file; FileNotFoundError when there is none.

    >>> rows("sex")[0]["concept"]
    'female'
    """
    with files(__name__).joinpath(f"{name}.csv").open(encoding="utf-8") as table:
        return tuple(csv.DictReader(table))
