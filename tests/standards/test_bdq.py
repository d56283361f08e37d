"""TDWG BDQ Core: the 110 single-record tests against the published descriptions, examples and validation rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from vasculum.engine.authorities import at_hand
from vasculum.quality.bdq.authorities import Source
from vasculum.quality.bdq.conformance import CLASSES, as_table, conformance, dependence_class, is_exact
from vasculum.quality.bdq.framework import Kind, Test, all_tests
from vasculum.quality.bdq.multirecord import multirecord_measures
from vasculum.quality.bdq.responses import Response, Status
from vasculum.quality.bdq.rows import answered
from vasculum.quality.bdq.running import Setting, run

SETTING = Setting(date(2026, 11, 23))
ROW_FILES = ("validation_rows.csv", "validation_rows_nonprinting.csv")
OFFLINE = CLASSES[:2]

# Published rows that we believe to be wrong, by file and dataID, with the reason. Such a row must still differ.
DOUBTED_ROWS: dict[tuple[str, str], str] = {}

# The same for the examples of the descriptions, by label and number.
DOUBTED_EXAMPLES = {
    ("AMENDMENT_PATHWAY_STANDARDIZED", 0): "says AMENDED although the value proposed is the value given: nothing is amended",
}

_EXAMPLE_END = re.compile(r"\]\s*,\s*\[")
_ASSIGNMENT = re.compile(r'((?:dwc|dc|dcterms|bdqval):\s?\w+)\s*=\s*["”]([^"”]*)["”]')
_STATUS = re.compile(r'Response\.status\s*=\s*"?(\w+)"?')
_RESULT = re.compile(r'Response\.result\s*=\s*"?([A-Z_0-9]+)')


@pytest.fixture(scope="module")
def descriptions(shared: Path) -> dict[str, dict[str, str]]:
    """The published descriptions by GUID."""
    return {row["term_localName"]: row for row in read(shared / "bdq-core" / "TG2_tests.csv")}


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, str]]:
    """The published validation rows of both files, with our answers and the name of the file."""
    published = [{**row, "file": name} for name in ROW_FILES for row in read(shared / "bdq-core" / name)]
    return list(answered(published, SETTING))


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)


def names(listed: str) -> set[str]:
    return {name.strip() for name in listed.split(",") if name.strip()}


def test_every_published_test_exists_under_its_guid_and_label(descriptions: Mapping[str, Mapping[str, str]]) -> None:
    assert {guid: test.label for guid, test in all_tests().items()} == {
        guid: published["Label"] for guid, published in descriptions.items()
    }
    assert len(all_tests()) == 110


def test_every_test_reads_the_terms_and_takes_the_parameters_that_are_published(
    descriptions: Mapping[str, Mapping[str, str]],
) -> None:
    for guid, test in all_tests().items():
        published = descriptions[guid]
        fixed = {name for name, value in test.parameters.items() if isinstance(value, Source) and value.fixed}
        assert set(test.acted_upon) == names(published["InformationElement:ActedUpon"]), test.label
        assert set(test.consulted) == names(published["InformationElement:Consulted"]), test.label
        assert set(test.parameters) - fixed == names(published["Parameters"]), test.label
        assert test.kind == published["Type"], test.label


def test_every_default_is_the_published_one(descriptions: Mapping[str, Mapping[str, str]]) -> None:
    for guid, test in all_tests().items():
        for value in test.parameters.values():
            default = value.default if isinstance(value, Source) else value
            assert default in descriptions[guid]["AuthoritiesDefaults"], test.label


def test_rows_that_need_no_authority_or_a_closed_vocabulary_are_answered_exactly(rows: list[dict[str, str]]) -> None:
    wrong = [row for row in rows if dependence_class(all_tests()[row["GUID"]]) in OFFLINE and not is_exact(row)]
    assert {key(row) for row in wrong} == set(DOUBTED_ROWS), [told(row) for row in wrong]


def test_rows_that_need_an_authority_are_answered_exactly_or_name_the_authority_that_is_missing(
    rows: list[dict[str, str]],
) -> None:
    wrong = [row for row in rows if not is_exact(row) and row["actual.status"] != Status.EXTERNAL_PREREQUISITES_NOT_MET]
    assert {key(row) for row in wrong} == set(DOUBTED_ROWS), [told(row) for row in wrong]
    missing = [row for row in rows if row["actual.status"] == Status.EXTERNAL_PREREQUISITES_NOT_MET]
    for row in missing:
        sources = all_tests()[row["GUID"]].parameters.items()
        asked = [row.get(name) or value.default for name, value in sources if isinstance(value, Source)]
        assert any(name in row["actual.comment"] for name in asked), told(row)


def test_rows_about_places_are_answered_exactly_or_not_at_all_with_what_a_node_has_at_hand(shared: Path) -> None:
    published = [{**row, "file": name} for name in ROW_FILES for row in read(shared / "bdq-core" / name)]
    rows = list(answered(published, Setting(SETTING.today, at_hand())))
    wrong = [row for row in rows if not is_exact(row) and row["actual.status"] != Status.EXTERNAL_PREREQUISITES_NOT_MET]
    assert {key(row) for row in wrong} == set(DOUBTED_ROWS), [told(row) for row in wrong]
    of_places = [row for row in rows if dependence_class(all_tests()[row["GUID"]]) in CLASSES[3:]]
    assert sum(map(is_exact, of_places)) >= 51
    assert len(of_places) == 66


def test_the_figures_of_the_published_cases(rows: list[dict[str, str]], capsys: pytest.CaptureFixture[str]) -> None:
    figures = conformance(rows, SETTING)
    assert sum(found.tests for found in figures.values()) == 110
    assert sum(found.cases for found in figures.values()) == len(rows)
    assert all(figures[name].exact + len(DOUBTED_ROWS) >= figures[name].cases for name in OFFLINE)
    with capsys.disabled():
        print(f"\n{as_table(figures)}")


def test_the_examples_of_the_descriptions_are_answered_as_published(descriptions: Mapping[str, Mapping[str, str]]) -> None:
    different = {}
    for guid, published in descriptions.items():
        test = all_tests()[guid]
        examples = [] if test.measures else _EXAMPLE_END.split(published["Examples"])
        for number, example in enumerate(examples):
            response = run(test, inputs := given_in(example), SETTING, inputs)
            if response.status != Status.EXTERNAL_PREREQUISITES_NOT_MET and not as_example(test, response, example):
                different[test.label, number] = (inputs, response)
    assert set(different) == set(DOUBTED_EXAMPLES), different


def test_the_measures_count_the_answers_of_the_other_tests(descriptions: Mapping[str, Mapping[str, str]]) -> None:
    measures = [test for test in all_tests().values() if test.measures]
    assert {test.label for test in measures} == {
        published["Label"] for published in descriptions.values() if "OnSingleRecord" in published["InformationElement:Consulted"]
    }
    assert {test.measures for test in measures} == {Kind.VALIDATION, Kind.AMENDMENT}


def test_every_published_measure_over_many_records_exists(shared: Path) -> None:
    published = list(read(shared / "bdq-core" / "TG2_multirecord_measure_tests.csv"))
    assert {measure.guid: measure.label for measure in multirecord_measures().values()} == {
        row["term_localName"]: row["Label"] for row in published
    }
    for row in published:
        measure = multirecord_measures()[row["term_localName"]]
        assert row["aggregatesResponsesFrom"].endswith(measure.validation)
        assert measure.counts == row["ExpectedResponse"].startswith("Count")
        assert measure.allows_unmet == ("INTERNAL_PREREQUISITES_NOT_MET" in row["ExpectedResponse"])


def key(row: Mapping[str, str]) -> tuple[str, str]:
    return row["file"], row["dataID"]


def told(row: Mapping[str, str]) -> str:
    published = f"{row['Response.status']} {row['Response.result']}"
    return f"{row['Label']}: published {published}, ours {row['actual.status']} {row['actual.result']} ({row['actual.comment']})"


def given_in(example: str) -> dict[str, str]:
    """The inputs and arguments of an example, which stand before its status; `[null]` is an absent value."""
    before = _STATUS.split(example, maxsplit=1)[0]
    return {name.replace(" ", ""): "" if text == "[null]" else text for name, text in _ASSIGNMENT.findall(before)}


def as_example(test: Test, response: Response, example: str) -> bool:
    _, status, after = _STATUS.split(example, maxsplit=1)
    answer = after.partition("Response.comment")[0]
    if test.kind is Kind.AMENDMENT:
        return response.status == status and response.changes == dict(_ASSIGNMENT.findall(answer))
    result = _RESULT.search(answer)
    expected = result[1] if result and status == Status.RUN_HAS_RESULT else ""
    return (response.status, response.result) == (status, expected)
