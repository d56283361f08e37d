"""Tests run on records, on distinct inputs and on tables; and hold for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vasculum.quality.bdq.framework import Kind, Test, all_tests, bdq_test, of_kind
from vasculum.quality.bdq.responses import Response, Status, compliant, is_empty
from vasculum.quality.bdq.rows import answered
from vasculum.quality.bdq.running import Setting, collapsed, prepared, run, run_distinct, run_on_columns

SETTING = Setting(date(2026, 11, 23))
BY_LABEL = {test.label: test for test in all_tests().values()}
TELLING = st.sampled_from(
    [
        "", " ", "\x00", "null", "1", "0", "-1", "366", "2.5", "1e999", "5th", "X", "oct", "2021-28-10", "1963-03-08T14:07-0600",
        "29 Feb. 1900", "9.ii-10.iii.2000", "50°51'N 4°21'E", "139.92, -23.712", "10-15 ftm", "WGS84", "EPSG:4326", "CC0", "f",
        "holotype | Para.", " Preserved spec.", "Bellis perennis L.", "gbif:8102122", "urn:lsid:x.org:a:1",
        "Belgique", "XZ", "\ud800", "٣", "１２", "\u202eabc", "|" * 50,
    ]
)  # fmt: skip
TEXTS = st.one_of(
    TELLING, st.text(max_size=40), st.from_regex(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,5}[-/. ][0-9]{1,4}", fullmatch=True)
)
AMENDMENTS = list(of_kind(Kind.AMENDMENT))
STANDARDS = [
    (amendment, validation)
    for amendment in AMENDMENTS
    for validation in of_kind(Kind.VALIDATION)
    if amendment.label == validation.label.replace("VALIDATION", "AMENDMENT").replace("STANDARD", "STANDARDIZED")
]


@given(st.sampled_from(list(all_tests().values())), st.data())
@settings(max_examples=600)
def test_any_text_gets_an_answer_with_a_comment(test: Test, data: st.DataObject) -> None:
    texts = data.draw(st.tuples(*[TEXTS] * len(test.inputs)))
    response = prepared(test, SETTING)(texts)
    assert response.comment
    assert response == prepared(test, SETTING)(texts)
    assert bool(response.result) == (response.status in (Status.RUN_HAS_RESULT, Status.AMENDED, Status.FILLED_IN))


@given(st.sampled_from(AMENDMENTS), st.data())
@settings(max_examples=600)
def test_an_amendment_proposes_nothing_more_once_its_proposal_is_taken(test: Test, data: st.DataObject) -> None:
    record = dict(zip(test.inputs, data.draw(st.tuples(*[TEXTS] * len(test.inputs))), strict=True))
    proposed = run(test, record, SETTING).changes
    assert set(proposed) <= set(test.acted_upon)
    assert run(test, record | proposed, SETTING).changes == {}


@pytest.mark.parametrize(("amendment", "validation"), STANDARDS, ids=lambda test: test.label)
@given(text=TEXTS)
def test_what_an_amendment_makes_standard_is_standard(amendment: Test, validation: Test, text: str) -> None:
    changes = run(amendment, {amendment.acted_upon[0]: text}, SETTING).changes
    if changes and "dcterms:license" not in changes:
        assert run(validation, changes, SETTING).result == "COMPLIANT"


def test_every_standardizing_amendment_has_its_validation() -> None:
    standardizing = {test.label for test in AMENDMENTS if test.label.endswith("_STANDARDIZED")}
    assert {amendment.label for amendment, _ in STANDARDS} == standardizing


@given(st.sampled_from([test for test in all_tests().values() if test.presence_only]), st.data())
def test_a_test_of_presence_sees_only_which_inputs_are_empty(test: Test, data: st.DataObject) -> None:
    texts = data.draw(st.tuples(*[TEXTS] * len(test.inputs)))
    answer = prepared(test, SETTING)
    assert answer(collapsed(test, texts)) == answer(texts)


@pytest.mark.parametrize(
    "cell", ["1" * 1_000_000, " " * 10_000 + "x", "1-" * 5_000, "a|" * 5_000, "\ud800", "°" * 10_000, "I" * 10_000]
)
def test_a_cell_of_any_length_and_script_gets_an_answer(cell: str) -> None:
    for test in all_tests().values():
        assert prepared(test, SETTING)(tuple(cell for _ in test.inputs)).comment


def test_equal_inputs_are_asked_once() -> None:
    asked: list[str] = []

    def answer(text: str) -> Response:
        asked.append(text)
        return compliant("heard")

    test = Test("a", "VALIDATION_HEARD", ("dwc:sex",), (), {}, answer)
    columns = {"dwc:sex": ["f", "m", "f", "f"]}
    assert [response.result for response in run_on_columns(columns, SETTING, [test])["a"]] == ["COMPLIANT"] * 4
    assert asked == ["f", "m"]
    assert list(run_distinct(test, [("x",), ("x",)], SETTING)) == [("x",)]


def test_columns_give_the_answers_of_the_records_and_the_measures_count_them() -> None:
    columns = {"dwc:year": ["1904", "x"], "dwc:month": ["VI", "13"], "dwc:eventDate": ["", "1904-06"]}
    answers = run_on_columns(columns, SETTING)
    for row in range(2):
        record = {term: texts[row] for term, texts in columns.items()}
        for guid, test in all_tests().items():
            if not test.measures:
                assert answers[guid][row] == run(test, record, SETTING)
        validations = [answers[test.guid][row] for test in of_kind(Kind.VALIDATION)]
        passed = answers[BY_LABEL["MEASURE_VALIDATIONTESTS_COMPLIANT"].guid][row]
        failed = answers[BY_LABEL["MEASURE_VALIDATIONTESTS_NOTCOMPLIANT"].guid][row]
        unmet = answers[BY_LABEL["MEASURE_VALIDATIONTESTS_PREREQUISITESNOTMET"].guid][row]
        assert int(passed.result) == sum(response.result == "COMPLIANT" for response in validations)
        assert int(passed.result) + int(failed.result) + int(unmet.result) == len(validations) == 72
    assert answers[BY_LABEL["MEASURE_AMENDMENTS_PROPOSED"].guid][0].result == "4"


def test_a_measure_over_no_tests_has_nothing_to_count() -> None:
    assert run(BY_LABEL["MEASURE_VALIDATIONTESTS_COMPLIANT"], {}, SETTING).status is Status.INTERNAL_PREREQUISITES_NOT_MET
    assert run(BY_LABEL["MEASURE_AMENDMENTS_PROPOSED"], {}, SETTING).result == "0"


def test_the_year_in_which_the_test_runs_is_the_latest_valid_one_unless_told_otherwise() -> None:
    test = BY_LABEL["VALIDATION_YEAR_INRANGE"]
    assert run(test, {"dwc:year": "2026"}, SETTING).result == "COMPLIANT"
    assert run(test, {"dwc:year": "2027"}, SETTING).result == "NOT_COMPLIANT"
    told = run(test, {"dwc:year": "1999"}, SETTING, {"bdqval:latestValidDate": "1990", "bdqval:earliestValidDate": " "})
    assert told.result == "NOT_COMPLIANT"
    assert told.comment.endswith("(with bdqval:latestValidDate=1990)")


def test_an_early_date_is_proposed_with_a_note_on_its_calendar() -> None:
    test = BY_LABEL["AMENDMENT_EVENTDATE_FROM_VERBATIM"]
    assert "Gregorian calendar" in run(test, {"dwc:verbatimEventDate": "12.VI.1904"}, SETTING).comment
    assert "Gregorian calendar" not in run(test, {"dwc:verbatimEventDate": "12.VI.1924"}, SETTING).comment


def test_a_table_of_calls_comes_back_with_the_answers_beside_it() -> None:
    rows = [
        {"GUID": BY_LABEL["AMENDMENT_SEX_STANDARDIZED"].guid, "dwc:sex": "f", "note": "kept"},
        {"GUID": BY_LABEL["VALIDATION_SEX_STANDARD"].guid, "dwc:sex": "f", "bdqval:sourceAuthority": "my list"},
        {"GUID": "nonsense"},
    ]
    amended, unavailable, unknown = answered(rows, SETTING)
    assert (amended["actual.status"], amended["actual.result"], amended["note"]) == ("AMENDED", '{"dwc:sex": "Female"}', "kept")
    assert unavailable["actual.status"] == "EXTERNAL_PREREQUISITES_NOT_MET"
    assert (unknown["actual.status"], unknown["actual.comment"]) == ("", "no test has this GUID")


def test_two_tests_cannot_share_a_guid() -> None:
    taken = next(iter(all_tests()))
    with pytest.raises(ValueError, match=taken):
        bdq_test(taken, "VALIDATION_AGAIN")(lambda: compliant("again"))


def test_empty_means_nothing_but_blanks_and_control_characters() -> None:
    assert is_empty("\x00\x1f \t\r\n")
    assert not any(map(is_empty, ("null", "\\N", "\u00a0", "\x7f")))
