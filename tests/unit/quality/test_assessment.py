"""The assessment of a record: a letter for each test, the same whichever way it is asked."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vasculum.quality.assessment import COLUMNS, ORDER, PRESENCE, by_test, counted, letter, letters_of_record, presence, sections
from vasculum.quality.bdq.framework import Kind, all_tests
from vasculum.quality.bdq.running import Setting, run
from vasculum.quality.ordinary import ANY_NAME_ANYWHERE, IDENTIFICATION_AND_EVENT, ordinary_event

CASES = Path(__file__).parents[2] / "cases" / "letters.csv"
SETTING = Setting(date(2026, 11, 23))
SECTIONS = {section.subject: section for section in sections()}
DAYS = st.dates(date(1500, 1, 1), date(2030, 12, 31))
DATES = st.one_of(
    DAYS.map(date.isoformat),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    DAYS.map(lambda day: f"{day.year:04}"),
    st.sampled_from(["", " ", "1999-02-30", "1999-13-01", "1904-06-12/13", "12.VI.1904", "0000", "\x0e", "1999-05-07T12:00"]),
    st.text(max_size=12),
)
NUMBERS = st.one_of(
    st.floats(-200, 200).map(lambda number: f"{number:.4f}"),
    st.integers(-190, 190).map(str),
    st.sampled_from(["", "0", "-0.0", "+12.5", "90.0001", "180", "1e1", "50,8", "50.8 N", " 50.8", "89.99999999999999999", "."]),
)


@st.composite
def events(draw: st.DrawFn) -> tuple[str, ...]:
    """Mostly the parts of one day, now and then something else."""
    day = draw(DAYS)
    month = draw(st.sampled_from([f"{day.month:02}", str(day.month), ""]))
    number = draw(st.sampled_from([f"{day.day:02}", str(day.day), ""]))
    year, verbatim = draw(st.sampled_from([f"{day.year:04}", ""])), draw(st.sampled_from(["", "x", " "]))
    written = draw(st.sampled_from(["%Y-%m-%d", "%Y-%m-%d", "%Y-%m", "%Y-%m-%dT00:00:00"]))
    parts = [day.strftime(written), year, month, "" if written == "%Y-%m" else number, verbatim, "", ""]
    if draw(st.booleans()):
        odd = st.one_of(DATES, st.sampled_from(["0", "7", "31", "366", "-1", "5 "]))
        parts[draw(st.integers(0, 6))] = draw(odd)
    return tuple(parts)


def test_every_test_of_a_record_has_one_place() -> None:
    asked = {guid for guid, test in all_tests().items() if not test.measures}
    assert len(ORDER) == len(set(ORDER)) == 106
    assert set(ORDER) == asked
    assert len(COLUMNS) == len(sections()) + 1


def test_letters_keep_their_places() -> None:
    """What ledgers hold is read by these places: tests may only be added at the end, in a section of their own."""
    with CASES.open(encoding="utf-8", newline="") as table:
        pinned = [(row["column"], row["guid"]) for row in csv.DictReader(table)]
    columns = [*((section.column, section.tests) for section in sections()), (PRESENCE, presence())]
    assert [(column, test.guid) for column, tests in columns for test in tests][: len(pinned)] == pinned


@given(events())
@example(("1904-06-12", "1904", "06", "12", "12.VI.1904", "", ""))
@example(("1904-06-12", "1904", "6", "12", "", "", ""))
@example(("2000-02-29", "", "", "", "", "", ""))
@example(("1904-06-29", "1904", "", "29", "", "", ""))
@example(("1904-02-29", "", "2", "29", "", "", ""))
def test_an_ordinary_event_is_judged_as_the_one_that_stands_for_it(texts: tuple[str, ...]) -> None:
    section = SECTIONS["event"]
    slowly = [letter(run(test, dict(zip(section.inputs, texts, strict=True)), SETTING)) for test in section.tests]
    assert section.letters(SETTING)(*texts) == "".join(slowly)
    assert ordinary_event(ordinary_event(texts)) == ordinary_event(texts)


@given(st.data())
def test_a_taxon_is_judged_as_test_by_test_while_no_checklist_is_at_hand(data: st.DataObject) -> None:
    section = SECTIONS["taxon"]
    text = st.sampled_from(["", "", "", " ", "\x0e", "\xa0", "Quercus robur L.", "robur", "species", "gbif:12", "1753", "L."])
    texts = [data.draw(text | st.text(max_size=8)) for _ in section.inputs]
    slowly = [letter(run(test, dict(zip(section.inputs, texts, strict=True)), SETTING)) for test in section.tests]
    assert section.letters(SETTING)(*texts) == "".join(slowly)


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def asked(database: duckdb.DuckDBPyConnection, expressions: tuple[str, ...], cells: dict[str, str]) -> tuple[str, ...]:
    """The texts that expressions over cells give."""
    filled = ", ".join(expressions)
    for term, text in cells.items():
        quoted = "'" + text.replace("'", "''") + "'"
        filled = filled.replace(f"{{{term}}}", quoted)
    found: tuple[str, ...] | None = database.execute(f"SELECT {filled}").fetchone()
    assert found is not None
    return found


PLAIN = st.characters(exclude_characters="\x00{}", codec="utf-8")


FORMS = ("%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%dT00:00:00", "%d/%m/%Y", "%m.X.%Y", "circa %Y", "may %Y", "%Y-02-%d", "%Y-04-31")
WRITTEN = st.builds(date.strftime, DAYS, st.sampled_from(FORMS)) | DATES


@given(WRITTEN, WRITTEN)
@example("1950", "1904-06-12")
@example("1904-06-12", "1904-06-13")
@example("1850", "1904-06-30")
@example("", "1904")
@example("\x0e", "1904")
def test_identification_and_event_are_judged_as_the_dates_that_stand_for_them(
    database: duckdb.DuckDBPyConnection, identified: str, event: str
) -> None:
    if any(sign in identified + event for sign in "\x00{}"):
        return
    letters = SECTIONS["order of dates"].letters(SETTING)
    cells = {"dwc:dateIdentified": identified, "dwc:eventDate": event}
    assert letters(*asked(database, IDENTIFICATION_AND_EVENT, cells)) == letters(identified, event)


@given(st.text(PLAIN, max_size=8), NUMBERS, NUMBERS)
def test_where_nobody_knows_where_taxa_live_one_name_and_place_stands_for_all(
    database: duckdb.DuckDBPyConnection, name: str, latitude: str, longitude: str
) -> None:
    letters = SECTIONS["habitat"].letters(SETTING)
    cells = {"dwc:scientificName": name, "dwc:decimalLatitude": latitude, "dwc:decimalLongitude": longitude}
    assert letters(*asked(database, ANY_NAME_ANYWHERE, cells)) == letters(name, latitude, longitude)


def test_letters_say_what_the_tests_answer() -> None:
    record = {"dwc:eventDate": "1904-06-12", "dwc:scientificName": "Rosa canina L.", "dwc:basisOfRecord": "preserved specimen"}
    found = by_test(letters_of_record(record, SETTING))
    for guid, test in all_tests().items():
        if not test.measures:
            assert found[guid] == letter(run(test, record, SETTING)), test.label
    assert found["4f2bf8fd-fc5c-493f-a44c-e7b16153c803"] == "C"


def test_a_measure_counts_the_letters_it_measures() -> None:
    letters = letters_of_record({"dwc:eventDate": "1904-06-12"}, SETTING)
    measures = {test.label: counted(test, letters) for test in all_tests().values() if test.measures}
    validations = [found for guid, found in by_test(letters).items() if all_tests()[guid].kind is Kind.VALIDATION]
    assert measures["MEASURE_VALIDATIONTESTS_COMPLIANT"] == validations.count("C")
    assert measures["MEASURE_VALIDATIONTESTS_NOTCOMPLIANT"] == validations.count("N")
    assert measures["MEASURE_VALIDATIONTESTS_PREREQUISITESNOTMET"] == validations.count("I") + validations.count("E")
    assert measures["MEASURE_AMENDMENTS_PROPOSED"] > 0
