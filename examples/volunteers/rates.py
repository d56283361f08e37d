"""How often volunteers leave out, write otherwise and misread, by field.

The rates give sets of transcripts whose disagreement is that of a herbarium expedition of 315 sheets read 1,003 times by 150
people in 2016 (measured by us); a test holds them against those measurements.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rate:
    """Shares from 0 to 1 for one field; `term` is where the records of the generator have it.

    `skip` leaves it out though it is there, `absent` is the share of labels that do not have it. A sheet is `hard` to read or
    not, which changes how often it is read wrong; `tempting` is the share of wrong readings that are the same one. `variant`
    writes the same with other signs, `other` says the same in another form. Of free text a volunteer leaves out a `part`, and
    mistypes a word (`typo`).
    """

    field: str
    term: str
    skip: float
    absent: float
    hard: float
    wrong: float
    wrong_hard: float
    tempting: float
    variant: float
    other: float
    part: float
    typo: float

    @property
    def is_free(self) -> bool:
        """Whether it is text of several words and parts."""
        return self.part > 0


@cache
def rates() -> tuple[Rate, ...]:
    """The rates of every field, in the order of a form."""
    with Path(__file__).with_name("rates.csv").open(encoding="utf-8", newline="") as file:
        rows = [list(row.items()) for row in csv.DictReader(file)]
    return tuple(Rate(row[0][1], row[1][1], *(float(share) for _, share in row[2:])) for row in rows)
