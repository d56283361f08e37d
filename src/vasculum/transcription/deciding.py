"""A sheet decided from all that was read of it, and sent on its way: the one place where a stage follows from answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from vasculum.transcription.consensus import Alternative, Decision, Outcome, decide_all, fingerprint
from vasculum.transcription.exchange.reconciled import value_of
from vasculum.transcription.models import Project, Submission, Task
from vasculum.transcription.reading.answers import Answer, State, answer_of, text_of
from vasculum.transcription.reading.fields import Field
from vasculum.transcription.rules import Next, Stage, is_sampled, may_go, next_of, unsettled

Told = dict[str, Any]


def answers_of(task: Task, fields: list[Field]) -> dict[str, list[Answer]]:
    """What was answered in each field, by all whose reading counts."""
    read = list(Submission.objects.filter(task=task, state=Submission.State.FINAL).values_list("volunteer_id", "values", "made"))
    return {
        field.name: [
            answer_of(str(who), values[field.name], made.isoformat()) for who, values, made in read if field.name in values
        ]
        for field in fields
    }


def decisions_of(task: Task, fields: list[Field]) -> dict[str, Decision]:
    """Every field decided from what was read."""
    return decide_all(fields, answers_of(task, fields))


def ruled(task: Task) -> dict[str, str]:
    """The last word of a reviewer on each field, as a cell."""
    return dict(task.rulings.values_list("field", "answer"))


def open_fields(task: Task, fields: list[Field], decisions: Mapping[str, Decision]) -> tuple[str, ...]:
    """The fields that neither the readers nor a reviewer have settled."""
    said = ruled(task)
    return tuple(name for name in unsettled(fields, decisions) if name not in said)


def decide_task(task: Task, now: dt.datetime) -> Task:
    """Decides a sheet anew and lets it go on; the caller holds its row."""
    fields = task.template.to_decide()
    answers = answers_of(task, fields)
    decisions = decide_all(fields, answers)
    read = task.submissions.filter(state=Submission.State.FINAL).count()
    going = _next(task, read, open_fields(task, fields, decisions))
    task.decided = {field.name: told_of(decisions[field.name], fingerprint(field, answers[field.name])) for field in fields}
    task.stage, task.wanted, task.asked, task.changed = going.stage.value, going.wanted, list(going.asked), now
    task.sampled = going.stage is Stage.ACCEPTED and is_sampled(task.rank)
    task.save(update_fields=["decided", "stage", "wanted", "asked", "changed", "sampled"])
    return task


def _next(task: Task, read: int, open_: tuple[str, ...]) -> Next:
    all_reviewed = task.project.review == Project.Review.EVERYTHING
    going = next_of(open_, read, task.project.replicates, all_reviewed=all_reviewed)
    return going if may_go(Stage(task.stage), going.stage) else Next(Stage(task.stage), task.wanted, tuple(task.asked))


def told_of(decision: Decision, proof: str = "") -> Told:
    """A decision as it is kept beside the sheet."""
    return {
        "outcome": decision.outcome.value,
        "decided": decision.decided,
        "value": value_of(decision),
        "votes": decision.votes,
        "voters": decision.voters,
        "proposal": decision.proposal,
        "input": proof,
        "answers": [[_cell(each), each.votes, list(each.persons)] for each in decision.alternatives],
    }


def _cell(each: Alternative) -> str:
    return text_of(Answer("", each.value, State(each.state)))


def final_values(task: Task) -> dict[str, Told]:
    """What stands for each field now: a reviewer's word before the consensus."""
    said = ruled(task)
    found: dict[str, Told] = {}
    for name, told in task.decided.items():
        if name in said:
            found[name] = {**told, "outcome": Outcome.ADJUDICATED.value, "decided": True, "value": said[name]}
        else:
            found[name] = told
    return found
