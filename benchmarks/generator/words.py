"""The syllables and names that generated text is put together from."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of one kind: "epithet", "surname", "town start", "town end".

    >>> words("town end")[:3]
    ('beek', 'berg', 'bos')
    """
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["kind"]: tuple(row["words"].split()) for row in csv.DictReader(file)}
    return kinds[kind]
