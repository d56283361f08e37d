"""What to mend first: what one act gains, counted in records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vasculum.assessment.elements import shortfall
from vasculum.assessment.tally import Tally
from vasculum.quality.bdq.multirecord import MultiRecordMeasure, measured_over, multirecord_measures
from vasculum.quality.bdq.responses import Response
from vasculum.terms.remedies import Problem, Remedy, problem, remedies

_ANSWERS: Mapping[str, tuple[str, str]] = {
    "C": ("RUN_HAS_RESULT", "COMPLIANT"),
    "N": ("RUN_HAS_RESULT", "NOT_COMPLIANT"),
    "I": ("INTERNAL_PREREQUISITES_NOT_MET", ""),
    "E": ("EXTERNAL_PREREQUISITES_NOT_MET", ""),
    "A": ("AMENDED", ""),
    "F": ("FILLED_IN", ""),
    "-": ("NOT_AMENDED", ""),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do and how many records it gains: it lifts them to the next MIDS level, or ends a problem of theirs."""

    remedy: Remedy
    records: int
    lifts: bool


def acts(tally: Tally) -> list[Act]:
    """Everything that can be done, what gains the most records first.

    >>> [(act.remedy.code, act.records) for act in acts(Tally(gains={"License": 7}, cured={"read_date": 9}))]
    [('read_date', 9), ('License', 7)]
    """
    lifting = [Act(shortfall(element).remedy, records, True) for element, records in tally.gains.items()]
    ending = [Act(remedies()[code], records, False) for code, records in tally.cured.items()]
    return sorted(lifting + ending, key=lambda act: (-act.records, act.remedy.code))


def problem_of(key: str) -> Problem:
    """The problem behind a key of a tally."""
    kind, _, code = key.partition(":")
    return shortfall(code) if kind == "mids" else problem(kind, code)


def measured(tally: Tally) -> list[tuple[MultiRecordMeasure, Response]]:
    """The answers of the TDWG measures over all records together; none before the records were tested."""
    return [
        (measure, measured_over(measure, {_ANSWERS[letter]: records for letter, records in letters.items()}))
        for measure in multirecord_measures().values()
        if (letters := tally.answers.get(measure.validation))
    ]
