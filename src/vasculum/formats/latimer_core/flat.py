"""A single measure as the flat table `Property,Value,Notes` of the published examples."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any, cast

from vasculum.formats.latimer_core.descriptions import MeasurementOrFact
from vasculum.formats.latimer_core.normal import normal
from vasculum.formats.latimer_core.values import tree_of, value_of
from vasculum.model.remark import Remark
from vasculum.terms.latimer_core import KEPT, local_name

COLUMNS = ("Property", "Value", "Notes")
NOTES = "vasculum:notes"
_CLASS = "MeasurementOrFact"


def read_flat(text: str) -> tuple[MeasurementOrFact, list[Remark]]:
    """The measure a flat table describes; a value such as `[integer]` is no number and is kept as it is, with a remark."""
    remarks: list[Remark] = []
    tree: dict[str, Any] = {}
    notes: dict[str, str] = {}
    for row in csv.DictReader(io.StringIO(text)):
        name = (row.get("Property") or "").strip()
        if name and row.get("Value"):
            tree[name] = row["Value"]
        if name and row.get("Notes"):
            notes[name] = row["Notes"]
    described = value_of(normal(tree | _kept(notes), _CLASS, f"ltc:{_CLASS}", remarks), _CLASS)
    return cast(MeasurementOrFact, described), remarks


def _kept(notes: Mapping[str, str]) -> dict[str, Any]:
    return {KEPT: {NOTES: dict(notes)}} if notes else {}


def write_flat(measure: MeasurementOrFact) -> str:
    """The measure as a flat table; what is deeper than a text or a number has no place in one."""
    tree = tree_of(measure)
    kept = tree.pop(KEPT, {})
    notes = kept.get(NOTES, {})
    told = {local_name(key): value for key, value in (tree | kept).items() if not isinstance(value, dict | list)}
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows((name, told.get(name, ""), notes.get(name, "")) for name in dict.fromkeys((*told, *notes)))
    return text.getvalue()
