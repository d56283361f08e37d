"""Sheets read by several simulated volunteers, with the truth beside."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from random import Random
from typing import NamedTuple

from examples.volunteers.labels import Label, labels
from examples.volunteers.rates import rates
from examples.volunteers.reading import crew, difficulty, read, volunteers

SHEETS_A_VOLUNTEER = 2


class Read(NamedTuple):
    """A sheet: what its label says, and what each volunteer wrote."""

    label: Label
    transcripts: list[tuple[str, Label]]


def simulated(random: Random, sheets: int, replicates: int) -> list[Read]:
    """So many sheets, each read by so many volunteers."""
    people = volunteers(random, max(10 * replicates, sheets // SHEETS_A_VOLUNTEER))
    told = []
    for label in labels(random, sheets):
        hard = difficulty(random)
        told.append(Read(label, [(who.name, read(random, label, who, hard)) for who in crew(random, people, replicates)]))
    return told


def as_table(sheets: Sequence[Read]) -> str:
    """A table of replicates, a row a transcript."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    names = [rate.field for rate in rates()]
    table.writerow(["subject_id", "user_name", *names])
    for number, sheet in enumerate(sheets, start=1):
        table.writerows([number, who, *(cells[name] for name in names)] for who, cells in sheet.transcripts)
    return text.getvalue()
