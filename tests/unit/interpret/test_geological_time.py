"""Geological time: names of units in four languages to intervals in millions of years ago."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.specimens import rows
from vasculum.interpret.geological_time import EARLIEST, GEOLOGICAL_TIME, LATEST, read_geological_time
from vasculum.interpret.geological_time_scale import Unit, units
from vasculum.terms import vocabularies
from vasculum.terms.messages import remarks

WORDS = st.sampled_from(["Upper ", "Onder-", "Krijt", "Jura", "?", " - ", "/", "Eocene", " to ", "supérieur", "Stage ", "x"])
TEXTS = st.one_of(st.text(max_size=30), st.lists(WORDS, max_size=5).map("".join))


@pytest.mark.parametrize("row", rows("geological_time"), ids=lambda row: row["text"])
def test_a_text_is_read_as_the_table_says(row: dict[str, str]) -> None:
    reading = read_geological_time(row["text"])
    bounds = [float(row[bound]) if row[bound] else None for bound in ("start", "end")]
    assert reading.values == (row["name"] or None, *bounds)
    assert " ".join(remark.partition(" ")[0] for remark in reading.remarks) == row["remarks"]


@given(text=TEXTS)
def test_any_text_gives_an_interval_or_a_reason_and_is_read_again_as_itself(text: str) -> None:
    reading = read_geological_time(text)
    name, start, end = reading.values
    assert name or reading.remarks or not text.strip()
    assert {remark.partition(" ")[0] for remark in reading.remarks} <= remarks().keys()
    if name:
        assert start > end >= 0
        assert read_geological_time(name).values == reading.values


@given(texts=st.lists(TEXTS, min_size=10, max_size=10))
def test_any_record_gives_an_interval_that_runs_from_old_to_young(texts: list[str]) -> None:
    reading = GEOLOGICAL_TIME.read(*texts)
    assert reading == GEOLOGICAL_TIME.read(*texts)
    assert reading.values[1] is None or reading.values[1] > reading.values[2]


def record(**texts: str) -> tuple[tuple[object, ...], list[str]]:
    terms = [term.partition(":")[2] for term in EARLIEST + LATEST]
    assert set(texts) <= set(terms)
    reading = GEOLOGICAL_TIME.read(*(texts.get(term, "") for term in terms))
    return reading.values, [remark.partition(" ")[0] for remark in reading.remarks]


def test_the_finest_rank_that_is_filled_decides() -> None:
    texts = {"earliestEraOrLowestErathem": "Mesozoic", "earliestAgeOrLowestStage": "Albian"}
    assert record(**texts) == (("Albian", 113.0, 100.5), [])


def test_earliest_and_latest_make_a_span() -> None:
    texts = {"earliestAgeOrLowestStage": "Maastrichtian", "latestAgeOrHighestStage": "Danian"}
    assert record(**texts) == (("Maastrichtian/Danian", 72.1, 61.6), [])
    turned = {"earliestAgeOrLowestStage": "Danian", "latestAgeOrHighestStage": "Maastrichtian"}
    assert record(**turned) == (("Maastrichtian/Danian", 72.1, 61.6), ["GEOLOGICAL_TIME_TURNED"])


def test_a_unit_outside_the_coarser_one_or_in_the_field_of_another_rank_is_remarked() -> None:
    outside = {"earliestPeriodOrLowestSystem": "Jurassic", "earliestAgeOrLowestStage": "Albian"}
    assert record(**outside) == (("Albian", 113.0, 100.5), ["GEOLOGICAL_TIME_MISMATCH"])
    assert record(earliestEraOrLowestErathem="Albian") == (("Albian", 113.0, 100.5), ["GEOLOGICAL_TIME_RANK"])


def test_every_label_is_read_as_its_unit() -> None:
    for row in vocabularies.rows("geological_time"):
        for label in (row["name"], row["nl"], row["fr"], row["de"]):
            assert read_geological_time(label).values[0] == row["name"], label


def parts_of(parent: Unit) -> list[Unit]:
    return sorted((unit for unit in units().values() if unit.parent == parent.name and unit.rank != "informal"), key=age)


def age(unit: Unit) -> float:
    return unit.end


@pytest.mark.parametrize("parent", [unit for unit in units().values() if parts_of(unit)], ids=lambda unit: unit.name)
def test_the_parts_of_a_unit_fill_it_without_gap_or_overlap(parent: Unit) -> None:
    parts = parts_of(parent)
    assert (parts[0].end, parts[-1].start) == (parent.end, parent.start)
    assert all(young.start == old.end for young, old in pairwise(parts))
