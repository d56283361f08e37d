"""Countries: names, codes, former states, and what labels add to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.places import rows
from vasculum.interpret.countries import COUNTRY, candidates, candidates_of_year, read_country, read_country_of_year
from vasculum.interpret.countries_history import states
from vasculum.interpret.countries_names import codes
from vasculum.terms import vocabularies
from vasculum.terms.messages import remarks

NAMES = st.sampled_from([row["name"] for row in rows("countries")] + ["(", "[=", " or ", ";", "?", ". ", "N.", "of "])


@pytest.mark.parametrize("row", rows("countries"), ids=lambda row: f"{row['code']}|{row['name']}")
def test_a_country_is_read_as_the_table_says(row: dict[str, str]) -> None:
    reading = COUNTRY.read(row["code"], row["name"])
    assert reading.values == (row["read"] or None,)
    assert "; ".join(reading.remarks) == row["remarks"]


@given(code=st.text(max_size=4), name=st.one_of(st.text(max_size=40), st.lists(NAMES, max_size=4).map("".join)))
def test_any_text_gives_a_code_of_iso_or_none_and_known_remarks(code: str, name: str) -> None:
    reading = COUNTRY.read(code, name)
    assert reading == COUNTRY.read(code, name)
    assert reading.values[0] is None or reading.values[0] in codes()
    assert {remark.partition(" ")[0] for remark in reading.remarks} <= remarks().keys()
    assert reading.values[0] or reading.remarks or not (code.strip() or name.strip())


@given(code=st.sampled_from(sorted(codes())))
def test_a_code_is_read_as_itself(code: str) -> None:
    assert COUNTRY.read(code, "").values == (code,)
    assert read_country(code).values == (code,)


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_every_country_is_known_by_its_name_in_the_home_languages(language: str) -> None:
    others_have_this_name_too = {"CC", "MF", "NF"}
    names = {code: name for code, name in Locale(language).territories.items() if code in codes() - others_have_this_name_too}
    assert {code: read_country(name).values[0] for code, name in names.items()} == {code: code for code in names}


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("Zaire", 1985, ("COUNTRY_HISTORICAL dwc:country",)),
        ("Zaire", 1920, ("COUNTRY_HISTORICAL dwc:country", "COUNTRY_NAME_OUT_OF_PERIOD dwc:country")),
        ("Ruanda-Urundi", 1930, ("COUNTRY_HISTORICAL_SEVERAL dwc:country",)),
        ("Sudan", 1970, ("COUNTRY_WIDER_THEN dwc:country",)),
        ("Sudan", 2015, ()),
    ],
)
def test_the_year_of_the_event_is_held_against_the_period_of_the_name(name: str, year: int, expected: tuple[str, ...]) -> None:
    assert read_country_of_year(name, year).remarks == expected


def test_all_countries_that_a_former_state_became_can_be_asked() -> None:
    assert candidates("Tsjechoslowakije") == ("CZ", "SK")
    assert candidates_of_year("Ethiopia", 1970) == ("ER", "ET")
    assert candidates_of_year("Ethiopia", 2010) == ("ET",)


def test_the_tables_name_only_codes_of_iso() -> None:
    assert {row["concept"] for row in vocabularies.rows("country")} <= codes()
    assert all(state.codes <= codes() for named in states().values() for state in named)
    assert all((state.first or 0) <= (state.last or 9999) for named in states().values() for state in named)


@pytest.mark.parametrize("size", [99, 299, 10_000])
@pytest.mark.parametrize("piece", ["(", "[=", "N. ", "n ", "a, ", "a. ", "abc. ", " or ", "of ", "x", "a.", "&#1;", "?", "- "])
def test_hostile_cells_are_left_unread(piece: str, size: int) -> None:
    cell = (piece * size)[:size]
    assert COUNTRY.read(cell, cell).values == (None,)


def test_most_of_the_published_spellings_are_read_as_published(shared: Path) -> None:
    text = (shared / "gbif-dictionaries" / "dictionaries" / "countryName.tsv").read_text(encoding="utf-8")
    published = [line.split("\t") for line in text.splitlines() if line.count("\t") == 1]
    named = [(spelling, code) for spelling, code in published if code in codes()]
    read = [(read_country(spelling).values[0], code) for spelling, code in named]
    assert sum(found == code for found, code in read) / len(named) > 0.65
    assert sum(found not in (None, code) for found, code in read) / len(named) < 0.005
