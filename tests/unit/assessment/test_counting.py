"""What is counted over a ledger: five records, each number counted by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from vasculum.assessment.counting import count, having_any
from vasculum.assessment.rules import acts, measured
from vasculum.assessment.tally import Found, Tally, merged, tally_of
from vasculum.engine.kernel import Kernel, literal
from vasculum.lake.present import open_present, present_versions
from vasculum.quality.assessment import ORDER
from vasculum.quality.bdq.framework import all_tests
from vasculum.quality.mids import mapping_set
from vasculum.terms.remedies import problem

Row = Mapping[str, object]
COLUMNS = {
    "pid": "VARCHAR",
    "number": "BIGINT",
    "record_id": "VARCHAR",
    "version": "INTEGER",
    "change": "VARCHAR",
    "snapshot": "INTEGER",
    "modified": "TIMESTAMP",
    "line": "BIGINT",
    "rules": "VARCHAR",
    "remarks": "VARCHAR[]",
    "mids_discipline": "VARCHAR",
    "mids_level": "INTEGER",
    "mids_elements": "INTEGER",
    "issues": "VARCHAR[]",
    "bdq": "VARCHAR",
    "dwc:eventDate": "VARCHAR",
}
YEAR, COUNTRY = "VALIDATION_YEAR_INRANGE", "VALIDATION_COUNTRY_FOUND"
BASIC = sum(element.flag for element in mapping_set("biology").elements if element.level < 2)
LICENSE = next(element.flag for element in mapping_set("biology").elements if element.name == "License")


def letters(**given: str) -> str:
    """The letters of a record: these tests have these, all others are compliant."""
    labels = [all_tests()[guid].label for guid in ORDER]
    return "".join(given.get(label, "C") for label in labels)


def row(number: int, version: int = 1, **cells: object) -> Row:
    usual = {"pid": f"p/{number}", "number": number, "version": version, "change": "new" if version == 1 else "updated"}
    return {**usual, "record_id": f"r{number}", "rules": "", "line": number + 1, "snapshot": version, **cells}


FIRST = [
    row(1, remarks=["EVENT_DATE_IMPOSSIBLE dwc:eventDate", "DECIMAL_COMMA dwc:decimalLatitude"], mids_elements=BASIC),
    row(2, remarks=["DECIMAL_COMMA dwc:decimalLatitude", "DECIMAL_COMMA dwc:decimalLongitude"], mids_elements=BASIC - LICENSE),
    row(3, remarks=["COUNTRY_UNKNOWN dwc:country"], issues=["COUNTRY_INVALID"], bdq=letters(**{COUNTRY: "N"})),
    row(4, bdq=letters(**{COUNTRY: "N", YEAR: "N"}), mids_elements=BASIC - LICENSE),
    row(5, bdq=letters(**{COUNTRY: "I"})),
    row(6, remarks=["EVENT_DATE_IMPOSSIBLE dwc:eventDate"]),
]
SECOND = [row(6, 2, change="gone"), row(2, 2, remarks=["COUNTRY_UNKNOWN dwc:country"], mids_elements=BASIC)]


@pytest.fixture
def kernel(tmp_path: Path) -> Kernel:
    return Kernel(tmp_path / "spill")


def written(kernel: Kernel, file: Path, rows: Sequence[Row], without: Sequence[str] = ()) -> Path:
    """Rows as a file of a ledger, perhaps of a time that did not know some columns."""
    columns = {name: kind for name, kind in COLUMNS.items() if name not in without}
    kernel.run("CREATE OR REPLACE TABLE rows (" + ", ".join(f'"{name}" {kind}' for name, kind in columns.items()) + ")")
    for each in rows:
        full = {"modified": "2026-01-02", "remarks": [], **each}
        marks = ", ".join("?" for _ in columns)
        kernel.run(f"INSERT INTO rows VALUES ({marks})", [full.get(name) for name in columns])
    kernel.run(f"COPY rows TO {literal(str(file))} (FORMAT parquet)")
    return file


@pytest.fixture
def ledger(kernel: Kernel, tmp_path: Path) -> list[Path]:
    """Six specimens; in the second snapshot one is gone and one has a new version."""
    return [written(kernel, tmp_path / "1.parquet", FIRST), written(kernel, tmp_path / "2.parquet", SECOND)]


def test_only_the_newest_version_of_specimens_that_are_there_counts(kernel: Kernel, ledger: list[Path]) -> None:
    found = count(kernel, ledger).found
    assert count(kernel, ledger).specimens == 5
    assert found["remark:EVENT_DATE_IMPOSSIBLE"] == Found(1, ("p/1",))
    assert found["remark:COUNTRY_UNKNOWN"] == Found(2, ("p/2", "p/3"))
    assert found["remark:DECIMAL_COMMA"] == Found(1, ("p/1",))


def test_a_record_with_a_remark_in_two_fields_counts_once(kernel: Kernel, tmp_path: Path) -> None:
    tally = count(kernel, [written(kernel, tmp_path / "1.parquet", FIRST)])
    assert tally.found["remark:DECIMAL_COMMA"] == Found(2, ("p/1", "p/2"))


def test_flags_and_tests_that_are_not_passed_are_found(kernel: Kernel, ledger: list[Path]) -> None:
    tally = count(kernel, ledger)
    assert tally.found["flag:COUNTRY_INVALID"] == Found(1, ("p/3",))
    assert tally.found[f"bdq:{COUNTRY}"] == Found(2, ("p/3", "p/4"))
    assert tally.found[f"bdq:{YEAR}"] == Found(1, ("p/4",))
    guid = next(guid for guid in ORDER if all_tests()[guid].label == COUNTRY)
    assert tally.answers[guid] == {"I": 1, "N": 2}


def test_a_remedy_counts_each_record_once_however_many_signs_it_shows(kernel: Kernel, ledger: list[Path]) -> None:
    tally = count(kernel, ledger)
    assert tally.cured == {"correct_country": 3, "impossible_date": 1, "check_year": 1}
    assert tally.untroubled == 1


def test_an_element_gains_the_records_that_lack_nothing_else(kernel: Kernel, ledger: list[Path]) -> None:
    tally = count(kernel, ledger)
    assert tally.levels == {"1": 2, "0": 1}
    assert tally.gains == {"License": 1}
    assert tally.found["mids:License"] == Found(1, ("p/4",))
    assert next((act.remedy.code, act.records) for act in acts(tally)) == ("correct_country", 3)


def test_a_ledger_of_a_time_before_flags_and_tests_is_counted_all_the_same(kernel: Kernel, tmp_path: Path) -> None:
    files = [
        written(kernel, tmp_path / "1.parquet", FIRST, without=("issues", "bdq", "mids_discipline")),
        written(kernel, tmp_path / "2.parquet", SECOND),
    ]
    tally = count(kernel, files)
    assert (tally.specimens, tally.untroubled, tally.answers) == (5, 2, {})
    assert count(kernel, files[:1]).specimens == 6


def test_no_files_are_an_empty_tally(kernel: Kernel) -> None:
    assert count(kernel, []) == Tally()


def test_a_tally_comes_back_from_its_file_as_it_was(kernel: Kernel, ledger: list[Path]) -> None:
    import orjson

    tally = count(kernel, ledger)
    assert tally_of(orjson.loads(orjson.dumps(tally))) == tally


def test_two_sources_together_are_the_sum_of_both(kernel: Kernel, ledger: list[Path]) -> None:
    tally = count(kernel, ledger)
    both = merged([tally, tally])
    assert (both.specimens, both.found[f"bdq:{COUNTRY}"].records, both.cured["correct_country"]) == (10, 4, 6)
    assert both.found[f"bdq:{COUNTRY}"].examples == ("p/3", "p/4", "p/3", "p/4")


def test_measures_tell_how_many_comply_and_whether_all_do(kernel: Kernel, ledger: list[Path]) -> None:
    results = {measure.label: response.result for measure, response in measured(count(kernel, ledger))}
    assert results["MULTIRECORD_MEASURE_COUNT_COMPLIANT_YEAR_INRANGE"] == "2"
    assert results["MULTIRECORD_MEASURE_COUNT_COMPLIANT_COUNTRY_FOUND"] == "0"
    assert results["MULTIRECORD_MEASURE_QA_YEAR_INRANGE"] == "NOT_COMPLETE"
    assert results["MULTIRECORD_MEASURE_QA_MONTH_STANDARD"] == "COMPLETE"


def test_the_condition_of_a_problem_finds_the_records_that_were_counted(kernel: Kernel, ledger: list[Path]) -> None:
    tally = count(kernel, ledger)
    open_present(kernel, ledger)
    for key, found in tally.found.items():
        kind, _, code = key.partition(":")
        if kind != "mids":
            versions = list(present_versions(kernel, "s", having_any([problem(kind, code)])))
            assert sorted(version.pid for version in versions) == sorted(found.examples), key
