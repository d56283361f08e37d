"""Label dates are read only when they can mean one thing."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.quality.bdq.verbatim_dates import iso_from_verbatim, month_number

with Path(__file__).with_name("verbatim_dates.csv").open(encoding="utf-8") as table:
    CASES = [(row["text"], row["iso"] or None, row["why"]) for row in csv.DictReader(table)]


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_a_label_date_is_read_when_it_can_mean_one_date(text: str, expected: str | None, why: str) -> None:
    assert iso_from_verbatim(text) == expected, why


@pytest.mark.parametrize(
    ("month", "number"), [("V", 5), ("mrt", 3), ("Okt.", 10), ("febr", 2), ("XII", 12), ("Ma", None), ("jui", None)]
)
def test_a_month_is_known_by_name_numeral_or_unambiguous_abbreviation(month: str, number: int | None) -> None:
    assert month_number(month) == number


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2999, 12, 31)))
def test_a_date_with_a_named_month_is_read_back_in_any_order(day: date) -> None:
    for text in (f"{day.day} {day:%B} {day.year:04}", f"{day:%B} {day.day}, {day.year:04}", f"{day.year:04} {day:%b} {day.day}"):
        assert iso_from_verbatim(text) == day.isoformat()
