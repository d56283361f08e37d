"""Measures over many records: how many comply with a validation, and whether all do (BDQ Core, multi-record measures)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vasculum.quality.bdq.responses import Response, Status, has_result

# How often each pair of status and result was given to the records of a set.
Answers = Mapping[tuple[str, str], int]
COMPLIANT = (Status.RUN_HAS_RESULT, "COMPLIANT")
UNMET = (Status.INTERNAL_PREREQUISITES_NOT_MET, "")


@dataclass(frozen=True, slots=True)
class MultiRecordMeasure:
    """A measure over the answers of one validation; `counts` says how many comply, else whether the set is complete.

    `allows_unmet`: a record that lacks what the validation needs does not make the set incomplete.
    """

    guid: str
    label: str
    validation: str
    counts: bool
    allows_unmet: bool


@cache
def multirecord_measures() -> Mapping[str, MultiRecordMeasure]:
    """The 144 measures, by GUID."""
    with files("vasculum.terms").joinpath("bdq", "multirecord_measures.csv").open(encoding="utf-8") as table:
        measures = [
            MultiRecordMeasure(
                row["guid"], row["label"], row["validation"], row["kind"] == "count", row["unmet_prerequisites"] == "allowed"
            )
            for row in csv.DictReader(table)
        ]
    return {measure.guid: measure for measure in measures}


def measured_over(measure: MultiRecordMeasure, answers: Answers) -> Response:
    """The answer of a measure to the answers that its validation gave to a set of records.

    >>> complete = multirecord_measures()["fedf27b2-e01d-459f-98fc-7f0f39e3d4be"]
    >>> measured_over(complete, {("RUN_HAS_RESULT", "COMPLIANT"): 8, ("INTERNAL_PREREQUISITES_NOT_MET", ""): 1}).result
    'COMPLETE'
    """
    passed, total = answers.get(COMPLIANT, 0), sum(answers.values())
    told = f"{passed} of {total} records are COMPLIANT"
    if measure.counts:
        return has_result(str(passed), told)
    unmet = answers.get(UNMET, 0) if measure.allows_unmet else 0
    return has_result("COMPLETE" if passed + unmet == total else "NOT_COMPLETE", told)
