"""What several people read in one field of a label, decided: the same answers in any order give the same decision.

Each person has one vote. A value wins with `quorum` votes and `lead` more than any other; whatever is tied, alone or only
guessed at is left to a person, never picked. *Absent on the label* is a vote like a value; *illegible* never outvotes somebody
who read something; *not attempted* is no vote; an unsure answer counts, but somebody of the class must be sure.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import orjson

from vasculum.transcription.reading.answers import Answer, State, one_each
from vasculum.transcription.reading.comparing import comparing
from vasculum.transcription.reading.composing import composed
from vasculum.transcription.reading.fields import Field, Kind
from vasculum.transcription.reading.folding import folded
from vasculum.transcription.reading.grouping import classes
from vasculum.transcription.reading.places import Box, Point, box_of, median_box, middle, near, overlapping, point_of

ENGINE = "1"


class Outcome(StrEnum):
    """How a field came to its value, or why it has none."""

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    NORMALISED = "normalised"
    COMPOSED = "composed"
    ABSENT = "absent"
    ILLEGIBLE = "illegible"
    SINGLE = "single"
    CONFLICT = "conflict"
    BLANK = "blank"
    ADJUDICATED = "adjudicated"


class Alternative(NamedTuple):
    """An answer that was given, by how many and by whom; `state` tells a value from absent and illegible."""

    value: str
    votes: int
    persons: tuple[str, ...]
    state: State = State.VALUE
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one field with its evidence: votes for it, how many voted, and every answer given, most votes first.

    `value` is empty unless `decided`; `proposal` is what a reviewer is offered to confirm; `spread` are the metres that cover
    the points of a place.
    """

    field: str
    outcome: Outcome
    decided: bool
    value: str = ""
    votes: int = 0
    voters: int = 0
    alternatives: tuple[Alternative, ...] = ()
    proposal: str = ""
    spread: float = 0.0

    @property
    def persons(self) -> tuple[str, ...]:
        """Whose answers it rests on."""
        return self.alternatives[0].persons if self.decided and self.alternatives else ()


class _Class(NamedTuple):
    members: tuple[Answer, ...]
    state: State = State.VALUE
    value: str = ""
    exact: int = 0
    spread: float = 0.0


def decide(field: Field, answers: Iterable[Answer]) -> Decision:
    """Decides one field.

    >>> ann, bob, cas = Answer("ann", "J. Smith"), Answer("bob", "Smith, John"), Answer("cas", "Smit")
    >>> found = decide(Field("recordedBy", Kind.PEOPLE), [cas, bob, ann])
    >>> found.value, found.outcome.value, found.votes, found.voters
    ('Smith, John', 'normalised', 2, 3)
    >>> decide(Field("country"), [ann, bob, cas]).outcome.value
    'conflict'
    """
    return decide_ballot(field, one_each(answers))


def decide_ballot(field: Field, ballot: Iterable[Answer]) -> Decision:
    """The same of one answer of each person, in the order of persons."""
    cast = [answer for answer in ballot if answer.state is not State.NOTHING]
    if not cast:
        return Decision(field.name, Outcome.BLANK, decided=False)
    if len(cast) >= field.quorum and field.kind is not Kind.BOX and _is_one_writing(cast):
        return agreed(field, cast[0].text, tuple([answer.source or answer.person for answer in cast]))
    found = _classes(field, cast)
    alternatives = tuple(_alternative(each) for each in found)
    winner = found[0]
    if not _wins(field, winner, found[1:]):
        return _undecided(field, cast, alternatives)
    outcome = _outcome(field, winner, len(cast))
    return Decision(field.name, outcome, True, winner.value, len(winner.members), len(cast), alternatives, spread=winner.spread)


def decide_all(fields: Iterable[Field], answers: Mapping[str, Sequence[Answer]]) -> dict[str, Decision]:
    """Every field of a sheet decided; `answers` by the name of the field."""
    return {field.name: decide(field, answers.get(field.name, ())) for field in fields}


def is_settled(field: Field, decision: Decision) -> bool:
    """Whether nobody needs to look at a field again: it is decided, or nobody attempted it and nobody had to."""
    return decision.decided or (decision.outcome is Outcome.BLANK and not field.required)


def fingerprint(field: Field, answers: Iterable[Answer]) -> str:
    """A digest of the answers that a decision rests on, whatever their order, and of the rules it was made by.

    >>> one, other = Answer("x", "1"), Answer("y", "2")
    >>> fingerprint(Field("a"), [one, other]) == fingerprint(Field("a"), [other, one])
    True
    """
    told = [ENGINE, field.name, field.kind, field.quorum, field.lead, field.reach, sorted((field.codes or {}).items())]
    return hashlib.sha256(orjson.dumps([told, [list(each) for each in one_each(answers)]])).hexdigest()[:16]


def _is_one_writing(cast: list[Answer]) -> bool:
    """Whether all wrote the same value, letter by letter, and nobody was unsure."""
    first = cast[0].text
    return not any(each.text != first or each.unsure or each.state is not State.VALUE for each in cast)


def agreed(field: Field, text: str, persons: tuple[str, ...]) -> Decision:
    """The decision where enough persons all wrote one text and were sure: what most fields come to.

    >>> ann, bob = Answer("ann", "Meise"), Answer("bob", "Meise")
    >>> agreed(Field("locality"), "Meise", ("ann", "bob")) == decide(Field("locality"), [ann, bob])
    True
    """
    votes = len(persons)
    outcome = Outcome.SINGLE if votes == 1 else Outcome.UNANIMOUS
    return Decision(field.name, outcome, True, text, votes, votes, (Alternative(text, votes, persons),))


def _classes(field: Field, cast: list[Answer]) -> list[_Class]:
    """The answers by what they say, most votes first."""
    values = [each for each in cast if each.state is State.VALUE]
    found = list(_value_classes(field, values)) if values else []
    for state in (State.ABSENT, State.ILLEGIBLE):
        if members := tuple(each for each in cast if each.state is state):
            found.append(_Class(members, state, "", len(members)))
    return sorted(found, key=_place)


def _place(each: _Class) -> tuple[int, bool, str, str, list[str]]:
    persons = sorted(answer.person for answer in each.members)
    return -len(each.members), each.state is not State.VALUE, each.state, each.value, persons


def _value_classes(field: Field, values: list[Answer]) -> Iterator[_Class]:
    if field.kind is Kind.POINT:
        return _points(field, values)
    if field.kind is Kind.BOX:
        return _boxes(values)
    return _texts(field, values)


def _texts(field: Field, values: list[Answer]) -> Iterator[_Class]:
    how = comparing(field)
    by_key: dict[object, list[Answer]] = {}
    for each in values:
        by_key.setdefault(how.key(each.text), []).append(each)
    if len(by_key) == 1 or how.alike is None:
        groups = list(by_key.values())
    else:
        keys, held = list(by_key), list(by_key.values())
        groups = [[each for at in those for each in held[at]] for those in classes(keys, how.alike)]
    for group in groups:
        yield _of_texts(field, group)


def _of_texts(field: Field, group: list[Answer]) -> _Class:
    first = group[0].text
    if all(each.text == first for each in group):
        return _Class(tuple(group), State.VALUE, first, len(group))
    counted = Counter([each.text for each in group])
    earliest: dict[str, str] = {}
    for each in group:
        earliest[each.text] = min(each.when, earliest.get(each.text, each.when))

    def rank(text: str) -> tuple[bool, int, int, str, str]:
        return _is_vague(field, text), -counted[text], -len(text), earliest[text], text

    best = min(counted, key=rank)
    return _Class(tuple(group), State.VALUE, best, max(counted.values()))


def _is_vague(field: Field, text: str) -> bool:
    """Whether a date can mean several days: then a writing that cannot speaks for both."""
    if field.kind is not Kind.DATE:
        return False
    key = comparing(field).key(text)
    return isinstance(key, frozenset) and len(key) > 1


def _points(field: Field, values: list[Answer]) -> Iterator[_Class]:
    placed = [(each, point) for each in values if (point := point_of(each.text))]
    yield from _unread(values, {id(each) for each, _ in placed})

    def alike(one: Point, other: Point) -> bool:
        return near(one, other, field.reach)

    for those in classes([point for _, point in placed], alike):
        members = sorted((placed[at] for at in those), key=lambda pair: (pair[1], pair[0].text))
        best, spread = middle([point for _, point in members])
        texts = Counter(each.text for each, _ in members)
        yield _Class(
            tuple(each for each, _ in members), State.VALUE, members[best][0].text, max(texts.values()), round(spread, 1)
        )


def _boxes(values: list[Answer]) -> Iterator[_Class]:
    drawn: list[tuple[Answer, Box]] = [(each, box) for each in values if (box := box_of(each.text))]
    yield from _unread(values, {id(each) for each, _ in drawn})
    for those in classes([box for _, box in drawn], overlapping):
        yield _Class(tuple(drawn[at][0] for at in those), State.VALUE, median_box([drawn[at][1] for at in those]), 1)


def _unread(values: list[Answer], read: set[int]) -> Iterator[_Class]:
    """What is no point or box stands for itself, text by text."""
    by_text: dict[str, list[Answer]] = {}
    for each in values:
        if id(each) not in read:
            by_text.setdefault(folded(each.text), []).append(each)
    for group in by_text.values():
        yield _Class(tuple(group), State.VALUE, min(each.text for each in group), 1)


def _wins(field: Field, winner: _Class, others: list[_Class]) -> bool:
    votes = len(winner.members)
    if votes < field.quorum or not any(not each.unsure for each in winner.members):
        return False
    if others and votes - len(others[0].members) < field.lead:
        return False
    return winner.state is not State.ILLEGIBLE or all(each.state is not State.VALUE for each in others)


def _outcome(field: Field, winner: _Class, voters: int) -> Outcome:
    if winner.state is not State.VALUE:
        return Outcome(winner.state.value)
    if len(winner.members) == 1:
        return Outcome.SINGLE
    if winner.exact == voters:
        return Outcome.UNANIMOUS
    return Outcome.MAJORITY if winner.exact >= field.quorum else Outcome.NORMALISED


def _undecided(field: Field, cast: list[Answer], alternatives: tuple[Alternative, ...]) -> Decision:
    """Single or conflicting answers; of verbatim text one may be composed, which stands where somebody typed it."""
    texts = [each.text for each in cast if each.state is State.VALUE and not each.unsure]
    found = composed(texts, field.quorum) if field.kind is Kind.VERBATIM else ""
    if found:
        typed = sorted(text for text in texts if folded(text) == folded(found))
        value = typed[0] if typed else ""
        return Decision(field.name, Outcome.COMPOSED, bool(typed), value, len(typed), len(cast), alternatives, found)
    outcome = Outcome.SINGLE if len(cast) == 1 else Outcome.CONFLICT
    return Decision(field.name, outcome, False, "", alternatives[0].votes, len(cast), alternatives)


def _alternative(each: _Class) -> Alternative:
    persons = tuple(sorted({answer.source or answer.person for answer in each.members}))
    return Alternative(each.value, len(each.members), persons, each.state, sum(answer.unsure for answer in each.members))
