"""Printed figures: what people write on pages and forms, and what it means."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import ROOT
from vasculum.registry.figures import LARGEST, Printed, read_figure

CASES = list(csv.DictReader((ROOT / "tests/cases/figures/printed.csv").read_text(encoding="utf-8").splitlines()))
NUMBERS = ("low", "best", "high", "step")


def whole(text: str) -> int | None:
    return int(text) if text else None


@pytest.mark.parametrize("case", CASES, ids=[case["printed"] for case in CASES])
def test_a_printed_figure_means_what_the_case_says(case: dict[str, str]) -> None:
    expected = {name: whole(case[name]) for name in NUMBERS}
    found = read_figure(case["printed"])
    assert found == Printed(qualifier=case["qualifier"], unit=case["unit"], **expected)


@pytest.mark.parametrize(
    "text",
    ["many", "a lot", "4,7", "12,34,567", "10 à 12 000", "-5", "5 000 6", "1e5", "K", "10%", "6-5", "more than 5-6", "3 ± 5"],
)
def test_what_is_no_figure_or_may_mean_two_is_not_guessed_at(text: str) -> None:
    assert read_figure(text) is None


@pytest.mark.parametrize("page", ["verbatim_count", "verbatim_en"])
def test_every_figure_of_the_partner_page_is_understood_as_its_columns_say(shared: Path, page: str) -> None:
    with (shared / "dissco-flanders-partners" / "holdings.csv").open(encoding="utf-8", newline="") as table:
        printed = [row for row in csv.DictReader(table) if row[page]]
    assert len(printed) >= 60
    for row in printed:
        found = read_figure(row[page])
        assert found is not None, row[page]
        numbers = (found.low, found.best, found.high, found.step)
        assert numbers == tuple(whole(row[name]) for name in ("count_low", "count_best", "count_high", "printed_step")), row[page]
        assert row["qualifier"].replace(" ", "_") in {found.qualifier, "about"}


@given(st.text(max_size=40))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    found = read_figure(text)
    if found is not None and found.low is not None and found.high is not None:
        assert found.low <= found.high


@given(st.integers(0, LARGEST), st.sampled_from([" ", ".", ",", "’", "\u202f"]))
def test_a_number_written_in_groups_of_three_is_read_back(number: int, mark: str) -> None:
    found = read_figure(f"{number:,}".replace(",", mark))
    assert found is not None
    assert found.best == number
