"""GBIF's occurrence flags on records as museums write them."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import duckdb
import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared import ROOT
from vasculum.quality.flags import ROW_FLAGS, flags, value_flags
from vasculum.quality.flags_frame import RowFlag
from vasculum.quality.flags_place import DEEPEST
from vasculum.quality.flags_table import flags_of_remarks, in_order, issues, of_remarks, rows
from vasculum.terms.messages import remarks

TODAY = date(2026, 7, 1)
USUAL = {"dwc:basisOfRecord": "Preserved", "basis_of_record": "PreservedSpecimen", "occurrence_status": "present"}


def _cases() -> list[tuple[str, str]]:
    with (ROOT / "tests" / "cases" / "flags.csv").open(encoding="utf-8", newline="") as table:
        return [(row["cells"], row["flags"]) for row in csv.DictReader(table)]


def _cells(text: str) -> dict[str, str]:
    parts = [part.partition("=") for part in re.split(r"; (?=[\w:/]+=)", text) if part]
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize(("cells", "expected"), _cases())
def test_a_record_raises_the_flags_that_the_table_of_cases_says(cells: str, expected: str) -> None:
    assert set(flags(USUAL | _cells(cells), (), TODAY)) == set(expected.split())


def test_remarks_and_rules_give_each_flag_once_in_the_order_of_the_table() -> None:
    said = ["NAME_NOT_FOUND dwc:scientificName", "EVENT_DATE_UNLIKELY dwc:eventDate", "COORDINATES_ZERO dwc:decimalLatitude"]
    expected = ("ZERO_COORDINATE", "RECORDED_DATE_UNLIKELY", "TAXON_MATCH_NONE")
    assert flags(USUAL | {"event_date": "1500"}, said, TODAY) == expected


def test_a_remark_means_a_flag_only_on_the_term_that_the_flag_is_about() -> None:
    assert flags_of_remarks(["EVENT_DATE_IMPOSSIBLE dwc:eventDate"]) == ("RECORDED_DATE_INVALID",)
    assert flags_of_remarks(["EVENT_DATE_IMPOSSIBLE dwc:verbatimEventDate"]) == ()
    assert flags_of_remarks(["COORDINATES_MAYBE_NEGATED dwc:decimalLongitude"]) == ("PRESUMED_NEGATED_LONGITUDE",)


def test_every_remark_and_flag_of_the_tables_exists() -> None:
    assert {code for code, _ in of_remarks()} <= set(remarks())
    assert {flag for found in of_remarks().values() for flag in found} <= set(issues())


def test_the_table_says_truly_how_each_flag_is_decided() -> None:
    by_remark = {flag for found in of_remarks().values() for flag in found}
    by_value = {flag for rule in value_flags(TODAY) for flag in rule.flags}
    by_row = {rule.flag for rule in ROW_FLAGS}
    for issue in issues().values():
        known = {"remark": by_remark, "value": by_value, "row": by_row}
        assert issue.decided == "no" or issue.flag in known[issue.decided], issue.flag
        assert (issue.decided == "no") == (issue.flag not in by_remark | by_value | by_row), issue.flag
        assert (issue.decided == "no") == bool(issue.why_not), issue.flag
        assert bool(issue.source) == (issue.decided != "no"), issue.flag


def test_the_table_names_each_flag_once() -> None:
    assert len(issues()) == len(rows("occurrence_issues")) == 97
    assert sum(issue.deprecated for issue in issues().values()) == 3


def test_every_country_of_the_world_lies_on_a_continent() -> None:
    listed = {code for row in rows("continent_countries") for code in row["countries"].split()}
    assert {country.alpha_2 for country in pycountry.countries} == listed


def test_an_unknown_flag_is_not_listed() -> None:
    assert in_order(["NO_SUCH_FLAG"]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "GEOMETRYCOLLECTION(" * 100_000,
        "(" * (DEEPEST + 1) + ")" * (DEEPEST + 1),
        "POINT (1 1)\0",
        "POLYGON" + "9" * 100_000,
    ],
)
def test_a_footprint_made_to_harm_is_invalid(text: str) -> None:
    assert flags(USUAL | {"dwc:footprintWKT": text}, (), TODAY) == ("FOOTPRINT_WKT_INVALID",)


_INPUTS = sorted(
    {name for rule in value_flags(TODAY) for name in rule.inputs} | {name for rule in ROW_FLAGS for name in rule.inputs}
)


@given(st.dictionaries(st.sampled_from(_INPUTS), st.text(max_size=40)))
@settings(max_examples=200)
def test_no_text_makes_a_rule_fail_or_give_a_flag_it_does_not_declare(cells: dict[str, str]) -> None:
    for rule in value_flags(TODAY):
        assert set(rule.read(*(cells.get(name, "") for name in rule.inputs))) <= set(rule.flags)
    assert set(flags(cells, (), TODAY)) <= set(issues())


def _by_expression(rule: RowFlag, connection: duckdb.DuckDBPyConnection, texts: list[str]) -> list[str | None]:
    sql = rule.expression
    for at, name in enumerate(rule.inputs):
        sql = sql.replace(f"{{{name}}}", f"texts[{at + 1}]")
    found = connection.execute(f"SELECT {sql} FROM (SELECT ?::VARCHAR[] AS texts)", [texts]).fetchall()
    return [row[0] for row in found]


_CELLS = [value for cells, _ in _cases() for value in _cells(cells).values()]
_TEXTS = st.one_of(
    st.sampled_from(_CELLS),
    st.text(alphabet="01.,-+ \t|;:/htpswdoi<\"'", max_size=30),
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
)


@pytest.mark.parametrize("rule", ROW_FLAGS, ids=lambda rule: rule.flag)
def test_a_pattern_says_the_same_on_rows_of_the_ledger_and_on_one_record(rule: RowFlag) -> None:
    connection = duckdb.connect()

    @given(st.lists(_TEXTS, min_size=len(rule.inputs), max_size=len(rule.inputs)))
    @settings(max_examples=150)
    def agree(texts: list[str]) -> None:
        assert _by_expression(rule, connection, texts) == [next(iter(rule.read(*texts)), None)]

    agree()
    connection.close()


def test_the_cases_show_every_flag_that_a_rule_can_raise() -> None:
    shown = {flag for _, expected in _cases() for flag in expected.split()}
    assert shown == {flag for rule in value_flags(TODAY) for flag in rule.flags} | {rule.flag for rule in ROW_FLAGS}


def test_the_readme_beside_the_tables_names_each_of_them() -> None:
    folder = ROOT / "src" / "vasculum" / "terms" / "flags"
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert all(Path(table).name in readme for table in folder.glob("*.csv"))
