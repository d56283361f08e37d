"""One person's answer for one field: a value, *absent on the label*, *illegible*, or nothing; and whether they were sure.

In text the four are written as the exchange format of the ICEDIG project does (milestone MS28): `n/a` is absent, an empty cell
was not attempted, and ` [?]` behind a value says that it is unsure. Zooniverse writes `[unclear]…[/unclear]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

ABSENT_TEXT, ILLEGIBLE_TEXT, UNSURE_MARK = "n/a", "[illegible]", "[?]"
_UNCLEAR = re.compile(r"\[/?unclear\]", re.IGNORECASE)
_MARKS = {"n/a": "absent", "[illegible]": "illegible"}


class State(StrEnum):
    """What kind of answer it is."""

    VALUE = "value"
    ABSENT = "absent"
    ILLEGIBLE = "illegible"
    NOTHING = "not attempted"


class Answer(NamedTuple):
    """What somebody answered; `when` is any text that sorts by time, `source` whose reading it is where it was copied."""

    person: str
    text: str = ""
    state: State = State.VALUE
    unsure: bool = False
    when: str = ""
    source: str = ""


def plain(text: str) -> str:
    """A text without white space around it and with single spaces in it."""
    return " ".join(text.split())


def answer_of(person: str, text: str, when: str = "", source: str = "") -> Answer:
    """The answer that a cell of text stands for.

    >>> answer_of("ann", " Meise  [?]")[:4]
    ('ann', 'Meise', <State.VALUE: 'value'>, True)
    >>> [answer_of("ann", text).state.value for text in ("n/a", " ", "[unclear][/unclear]")]
    ['absent', 'not attempted', 'illegible']
    """
    bare = plain(text)
    if not bare:
        return Answer(person, "", State.NOTHING, False, when, source)
    if "[" not in bare and bare[:1] not in "nN":
        return Answer(person, bare, State.VALUE, False, when, source)
    return _marked(person, bare, when, source)


def _marked(person: str, bare: str, when: str, source: str) -> Answer:
    unsure = bare.endswith(UNSURE_MARK) or bool(_UNCLEAR.search(bare))
    rest = plain(_UNCLEAR.sub("", bare).removesuffix(UNSURE_MARK))
    state = State(_MARKS.get(rest.casefold(), "value"))
    if not rest:
        return Answer(person, "", State.ILLEGIBLE, False, when, source)
    return Answer(person, rest if state is State.VALUE else "", state, unsure, when, source)


def text_of(answer: Answer) -> str:
    """An answer as a cell of text; `answer_of` reads it back.

    >>> text_of(answer_of("ann", "Meise [?]")), text_of(answer_of("ann", "N/A"))
    ('Meise [?]', 'n/a')
    """
    if answer.state is State.VALUE:
        return f"{answer.text} {UNSURE_MARK}" if answer.unsure else answer.text
    unsure = f" {UNSURE_MARK}" if answer.unsure else ""
    return {State.ABSENT: ABSENT_TEXT, State.ILLEGIBLE: ILLEGIBLE_TEXT, State.NOTHING: ""}[answer.state] + unsure


def one_each(answers: Iterable[Answer]) -> list[Answer]:
    """The last answer of each person in the order of persons; copies of somebody's reading count once, with that reading.

    >>> [each.text for each in one_each([Answer("a", "x", when="1"), Answer("a", "y", when="2"), Answer("b", "y", source="a")])]
    ['y']
    """
    kept: dict[str, Answer] = {}
    for answer in answers:
        whose = answer.source or answer.person
        before = kept.get(whose)
        if before is None or _newer(answer, before):
            kept[whose] = answer
    return [kept[whose] for whose in sorted(kept)]


def _newer(answer: Answer, before: Answer) -> bool:
    """The reading itself before its copies, then the latest, then by its content, so that no order of arrival matters."""
    return _rank(answer) > _rank(before)


def _rank(answer: Answer) -> tuple[bool, str, bool, str, str, bool, str]:
    is_own = not answer.source or answer.source == answer.person
    return is_own, answer.when, answer.state is not State.NOTHING, answer.state.value, answer.text, answer.unsure, answer.person
