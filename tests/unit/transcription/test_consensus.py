"""A field of a label decided from what several people read: by cases, in any order, and against the truth of simulated sheets."""

from __future__ import annotations

import csv
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import ROOT
from vasculum.transcription.consensus import Outcome, decide, fingerprint, is_settled
from vasculum.transcription.exchange.reconciled import value_of
from vasculum.transcription.reading.answers import Answer, State, answer_of, text_of
from vasculum.transcription.reading.fields import Field, Kind

with (ROOT / "tests" / "cases" / "transcription" / "consensus.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
PEOPLE = ("ann", "bob", "cas", "dan", "eva", "fay")


def of(text: str) -> list[Answer]:
    """The answers of as many people as there are texts."""
    return [answer_of(who, each) for who, each in zip(PEOPLE, text.split("|"), strict=False)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['answers']}")
def test_a_field_is_decided_as_the_table_says(case: dict[str, str]) -> None:
    found = decide(Field("field", Kind(case["kind"])), of(case["answers"]))
    assert (found.outcome, value_of(found), found.votes) == (case["outcome"], case["value"], int(case["votes"]))
    assert found.decided == bool(case["value"])


_TEXTS = ("A", "a", "A.", "B", "n/a", "[illegible]", "", "A [?]", "J. Smith", "Smith", "A. Smith", "1.II.1900", "50, 4", "12 m")
_ANSWERS = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(_TEXTS), st.sampled_from("12")), max_size=9)


@given(told=_ANSWERS, kind=st.sampled_from(list(Kind)), seed=st.integers(0, 99))
def test_the_same_answers_in_any_order_give_the_same_decision(told: list[Any], kind: Kind, seed: int) -> None:
    field = Field("field", kind)
    answers = [answer_of(who, text, when) for who, text, when in told]
    shuffled = list(answers)
    Random(seed).shuffle(shuffled)
    assert decide(field, shuffled) == decide(field, answers)
    assert fingerprint(field, shuffled) == fingerprint(field, answers)


@given(told=_ANSWERS, kind=st.sampled_from([kind for kind in Kind if kind is not Kind.BOX]))
def test_nothing_is_decided_on_that_nobody_wrote_and_nobody_votes_twice(told: list[Any], kind: Kind) -> None:
    answers = [answer_of(who, text, when) for who, text, when in told]
    found = decide(Field("field", kind), answers)
    assert found.voters <= len({answer.person for answer in answers})
    assert sum(found.decided for _ in "1") == 0 or found.votes >= 2
    if found.decided and found.outcome not in (Outcome.ABSENT, Outcome.ILLEGIBLE):
        assert found.value in {answer.text for answer in answers}


def test_somebody_who_answers_twice_is_counted_once_with_the_last_answer() -> None:
    found = decide(Field("f"), [Answer("ann", "A", when="1"), Answer("ann", "B", when="2"), Answer("bob", "A", when="1")])
    assert (found.outcome, found.voters) == (Outcome.CONFLICT, 2)
    again = decide(Field("f"), [Answer("ann", "A"), Answer("ann", "A"), Answer("ann", "A")])
    assert (again.outcome, again.votes, again.decided) == (Outcome.SINGLE, 1, False)


def test_a_reading_copied_from_a_neighbour_is_counted_once_with_it() -> None:
    found = decide(Field("f"), [Answer("ann", "A"), Answer("bob", "A", source="ann"), Answer("cas", "B")])
    assert (found.outcome, [each.votes for each in found.alternatives]) == (Outcome.CONFLICT, [1, 1])


def test_a_tie_of_three_is_never_picked_from() -> None:
    for seed in range(100):
        answers = of("A|B|C")
        Random(seed).shuffle(answers)
        found = decide(Field("f"), answers)
        assert (found.outcome, found.decided, found.value, found.proposal) == (Outcome.CONFLICT, False, "", "")


def test_an_empty_field_is_settled_only_where_nobody_has_to_answer() -> None:
    found = decide(Field("f"), of("||"))
    assert found.outcome is Outcome.BLANK
    assert (is_settled(Field("f"), found), is_settled(Field("f", required=True), found)) == (True, False)


def test_label_and_code_of_a_picklist_are_one_concept() -> None:
    field = Field("f", Kind.CLOSED, codes={"Belgium": "BE", "BE": "BE", "France": "FR"})
    assert decide(field, of("Belgium|BE")).votes == 2


def test_one_reader_suffices_where_the_project_says_so() -> None:
    found = decide(Field("f", quorum=1), of("A"))
    assert (found.outcome, found.decided, found.value) == (Outcome.SINGLE, True, "A")
    assert not decide(Field("f", quorum=1), of("A|B")).decided


def test_a_place_has_the_point_in_the_middle_and_the_metres_that_cover_all() -> None:
    found = decide(Field("f", Kind.POINT), of("50.929, 4.327|50.930, 4.327|50.931, 4.327"))
    assert (found.value, round(found.spread)) == ("50.930, 4.327", 111)


@given(state=st.sampled_from(list(State)), unsure=st.booleans(), text=st.text(max_size=20))
def test_an_answer_written_is_read_back(state: State, unsure: bool, text: str) -> None:
    plain = answer_of("ann", text)
    answer = plain if state is State.VALUE else Answer("ann", "", state, unsure and state is not State.NOTHING)
    assert answer_of("ann", text_of(answer)) == answer


def test_sixteen_people_who_all_differ_cost_no_time() -> None:
    answers = [answer_of(str(n), f"{chr(65 + n % 26)}. Smith {'x' * n}") for n in range(400)]
    assert decide(Field("f", Kind.PEOPLE), answers).outcome is Outcome.CONFLICT
