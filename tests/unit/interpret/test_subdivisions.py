"""States and provinces: names in four languages to ISO 3166-2."""

from __future__ import annotations

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.places import rows
from vasculum.interpret.subdivisions import SUBDIVISION, read_subdivision
from vasculum.terms import vocabularies
from vasculum.terms.messages import remarks

CODES = sorted(subdivision.code for subdivision in pycountry.subdivisions)


@pytest.mark.parametrize("row", rows("subdivisions"), ids=lambda row: f"{row['code']}|{row['country']}|{row['name']}")
def test_a_subdivision_is_read_as_the_table_says(row: dict[str, str]) -> None:
    reading = SUBDIVISION.read(row["code"], row["country"], row["name"])
    assert reading.values == (row["read"] or None,)
    assert "; ".join(reading.remarks) == row["remarks"]


@given(text=st.text(max_size=40), country=st.one_of(st.none(), st.sampled_from(["BE", "NL", "FR", "DE", "LU", "US"])))
def test_any_text_gives_a_code_of_that_country_or_a_reason(text: str, country: str | None) -> None:
    reading = read_subdivision(text, country)
    assert reading == read_subdivision(text, country)
    assert reading.values[0] or reading.remarks or not text.strip()
    assert reading.values[0] is None or reading.values[0] in CODES
    assert reading.values[0] is None or country is None or reading.values[0].startswith(country)
    assert {remark.partition(" ")[0] for remark in reading.remarks} <= remarks().keys()


@given(code=st.sampled_from(CODES))
def test_a_code_is_read_as_itself(code: str) -> None:
    assert read_subdivision(code).values == (code,)
    assert read_subdivision(code, code[:2]).values == (code,)


def test_the_table_names_only_codes_of_iso() -> None:
    assert {row["concept"] for row in vocabularies.rows("subdivision")} <= set(CODES)


@pytest.mark.parametrize("country", ["BE", "DE", "LU", "NL"])
def test_every_subdivision_is_known_by_the_name_that_iso_gives_it(country: str) -> None:
    for subdivision in (each for each in pycountry.subdivisions if each.country_code == country):
        assert read_subdivision(subdivision.name, country).values == (subdivision.code,)
