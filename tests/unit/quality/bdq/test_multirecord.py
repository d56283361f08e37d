"""Measures over the answers to many records."""

from __future__ import annotations

from vasculum.quality.bdq.framework import Kind, of_kind
from vasculum.quality.bdq.multirecord import COMPLIANT, UNMET, measured_over, multirecord_measures

FAILED = ("RUN_HAS_RESULT", "NOT_COMPLIANT")
BY_LABEL = {measure.label: measure for measure in multirecord_measures().values()}


def test_every_validation_has_a_count_and_a_measure_of_completeness() -> None:
    validations = {test.guid for test in of_kind(Kind.VALIDATION)}
    for counts in (True, False):
        assert {measure.validation for measure in multirecord_measures().values() if measure.counts is counts} == validations


def test_a_count_is_the_number_of_records_that_comply() -> None:
    assert (
        measured_over(BY_LABEL["MULTIRECORD_MEASURE_COUNT_COMPLIANT_SEX_STANDARD"], {COMPLIANT: 3, FAILED: 2, UNMET: 1}).result
        == "3"
    )


def test_a_set_is_complete_when_every_record_complies_or_has_nothing_to_judge() -> None:
    standard, given = (BY_LABEL[f"MULTIRECORD_MEASURE_QA_COUNTRYCODE_{rule}"] for rule in ("STANDARD", "NOTEMPTY"))
    assert measured_over(standard, {COMPLIANT: 3, UNMET: 1}).result == "COMPLETE"
    assert measured_over(standard, {COMPLIANT: 3, FAILED: 1}).result == "NOT_COMPLETE"
    assert measured_over(standard, {COMPLIANT: 3, ("EXTERNAL_PREREQUISITES_NOT_MET", ""): 1}).result == "NOT_COMPLETE"
    assert measured_over(given, {COMPLIANT: 3, UNMET: 1}).result == "NOT_COMPLETE"
