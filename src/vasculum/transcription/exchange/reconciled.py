"""Decisions as a table: a row a sheet; for each field its value, how it was decided, the votes, and what else was said."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from vasculum.transcription.consensus import ENGINE, Decision, Outcome, agreed, decide, decide_ballot, fingerprint, is_settled
from vasculum.transcription.exchange.replicates import Replicates, Transcript
from vasculum.transcription.reading.answers import Answer, State, answer_of, text_of
from vasculum.transcription.reading.fields import Field, Kind

Sheet = tuple[str, ...]
PARTS = ("", "_state", "_votes", "_alternatives")
EXPLAINED = ("field", "kind", "state", "decided", "value", "votes", "voters", "answer", "answer_votes", "answer_persons", "input")


def answers_of(transcripts: Iterable[Transcript], at: int) -> list[Answer]:
    """What was answered in one field of a sheet."""
    return [answer_of(each.person, each.cells[at], each.when, each.source) for each in transcripts]


def decided(replicates: Replicates) -> Iterator[tuple[Sheet, list[Decision]]]:
    """Every sheet with its decisions, in the order of the fields."""
    for sheet, transcripts in replicates.sheets.items():
        ordered = sorted(transcripts, key=lambda each: each.person)
        crew = tuple(dict.fromkeys(each.person for each in ordered))
        if len(crew) == len(ordered) and not any(each.source for each in ordered):
            yield sheet, [_decision(field, ordered, at, crew) for at, field in enumerate(replicates.fields)]
        else:
            yield sheet, [decide(field, answers_of(transcripts, at)) for at, field in enumerate(replicates.fields)]


def _decision(field: Field, transcripts: list[Transcript], at: int, persons: tuple[str, ...]) -> Decision:
    """One field decided by transcripts of a person each, in their order; what all wrote alike is read once."""
    cells = [each.cells[at] for each in transcripts]
    if len(persons) >= field.quorum and field.kind is not Kind.BOX and cells.count(cells[0]) == len(cells):
        read = answer_of("", cells[0])
        if read.state is State.VALUE and not read.unsure:
            return agreed(field, read.text, persons)
    return decide_ballot(field, answers_of(transcripts, at))


def write_reconciled(replicates: Replicates, file: TextIO) -> tuple[int, int]:
    """Writes the table; gives how many fields were settled, and how many somebody must look at."""
    names = [field.name for field in replicates.fields]
    table = csv.writer(file, lineterminator="\n")
    table.writerow([
        *replicates.sheet_headings, "transcripts", *(name + part for name in names for part in PARTS), "to_review", "engine",
    ])  # fmt: skip
    settled = open_ = 0
    for sheet, found in decided(replicates):
        review = [each.field for field, each in zip(replicates.fields, found, strict=True) if not is_settled(field, each)]
        settled, open_ = settled + len(found) - len(review), open_ + len(review)
        cells = (cell for each in found for cell in cells_of(each))
        table.writerow([*sheet, len(replicates.sheets[sheet]), *cells, "; ".join(review), ENGINE])
    return settled, open_


def cells_of(decision: Decision) -> tuple[str, str, str, str]:
    """What a table tells of a decision: value, state, votes, and the other answers with theirs."""
    votes = f"{decision.votes}/{decision.voters}" if decision.voters else ""
    if decision.outcome is Outcome.UNANIMOUS:
        return decision.value, "unanimous", votes, ""
    others = [each for each in decision.alternatives if not (decision.decided and each.value == decision.value)]
    told = " | ".join(f"{_shown(each.value, each.state)} ({each.votes})" for each in others)
    return value_of(decision), decision.outcome.value, votes, told


def value_of(decision: Decision) -> str:
    """The value as a cell: `n/a` where it was agreed that the label has none, empty where nothing was decided."""
    if not decision.decided:
        return ""
    state = {Outcome.ABSENT: State.ABSENT, Outcome.ILLEGIBLE: State.ILLEGIBLE}.get(decision.outcome, State.VALUE)
    return _shown(decision.value, state)


def _shown(value: str, state: State) -> str:
    return value if state is State.VALUE else text_of(Answer("", value, state))


def write_explained(replicates: Replicates, file: TextIO) -> None:
    """Writes the evidence: a row for every answer that was given, beside the decision it counted for."""
    table = csv.writer(file, lineterminator="\n")
    table.writerow([*replicates.sheet_headings, *EXPLAINED])
    for sheet, found in decided(replicates):
        for at, (field, each) in enumerate(zip(replicates.fields, found, strict=True)):
            proof = fingerprint(field, answers_of(replicates.sheets[sheet], at))
            table.writerows([*sheet, *row] for row in _evidence(field, each, proof))


def _evidence(field: Field, found: Decision, proof: str) -> Iterator[tuple[object, ...]]:
    told = (found.field, field.kind.value, found.outcome.value, found.decided, value_of(found), found.votes, found.voters)
    for each in found.alternatives:
        yield *told, _shown(each.value, each.state), each.votes, "; ".join(each.persons), proof
    if not found.alternatives:
        yield *told, "", 0, "", proof
