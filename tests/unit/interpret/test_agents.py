"""Collectors and determiners: who is named, in order, and what is not taken apart."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import ROOT
from vasculum.interpret.agents import COLLECTED, DETERMINED, IDENTIFIED_BY, RECORDED_BY, Person, people
from vasculum.terms import messages

COLLECTORS = list(csv.DictReader((ROOT / "tests/cases/persons/collectors.csv").read_text(encoding="utf-8").splitlines()))
Texts = st.text(max_size=60) | st.text(alphabet="ABde.,;|&+() leg.detJr'-", max_size=50)


@pytest.mark.parametrize("case", COLLECTORS, ids=lambda case: case["text"])
def test_a_collector_text_is_read_as_the_table_says(case: dict[str, str]) -> None:
    found = RECORDED_BY.read(case["text"])
    assert (found.values[0] or []) == [name for name in case["persons"].split("|") if name]
    assert [remark.split()[0] for remark in found.remarks] == case["remarks"].split()


def test_every_remark_about_persons_can_be_told_to_a_person() -> None:
    assert {code for case in COLLECTORS for code in case["remarks"].split()} <= messages.remarks().keys()


def test_a_determiner_is_not_the_collector() -> None:
    assert IDENTIFIED_BY.read("leg. A. Peeters, det. B. Maes").values == (["B. Maes"],)


def test_the_roles_that_a_text_names_are_kept() -> None:
    assert people("leg. & det. A. Peeters; conf. B. Maes").persons == (
        Person("A. Peeters", (COLLECTED, DETERMINED)),
        Person("B. Maes", (DETERMINED,)),
    )


def test_an_empty_cell_names_nobody_and_gets_no_remark() -> None:
    assert RECORDED_BY.read("  ").values == (None,)
    assert RECORDED_BY.read("").remarks == ()


def test_nobody_is_named_twice() -> None:
    assert RECORDED_BY.read("A. Peeters; B. Maes; A. Peeters").values == (["A. Peeters", "B. Maes"],)


@given(Texts)
def test_any_text_is_read_without_error_the_same_each_time(text: str) -> None:
    assert RECORDED_BY.read(text) == RECORDED_BY.read(text)


@given(Texts)
def test_no_letter_is_invented_or_moved(text: str) -> None:
    plain = " ".join(text.split())
    position = 0
    for person in RECORDED_BY.read(text).values[0] or []:
        letters = [part for part in person.replace(",", " ").split() if part]
        position = plain.find(letters[0], position) if letters else position
        assert position >= 0
        assert all(part in plain for part in letters)


@given(Texts)
def test_a_person_read_once_is_the_same_person_again(text: str) -> None:
    for person in RECORDED_BY.read(text).values[0] or []:
        assert RECORDED_BY.read(person).values[0] in ([person], None) or " " in person
