"""What reviewers do: decide what readers did not, send back with a note, accept, open again. Nobody reviews their own reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from vasculum.people.audit import record
from vasculum.people.policy import Actor
from vasculum.registry.permission import require_act
from vasculum.transcription.actions import count
from vasculum.transcription.deciding import decide_task, decisions_of, open_fields
from vasculum.transcription.models import Draft, Lease, Ruling, Submission, Task
from vasculum.transcription.rules import Stage, may_go

ACT = "review readings"


class OwnReading(Exception):
    """Nobody reviews a sheet that they have read themselves."""


class Changed(Exception):
    """The sheet has changed since the reviewer opened it."""


class NotNow(Exception):
    """A sheet cannot go from where it stands to where it was to go."""


def _held(actor: Actor, pk: int) -> Task:
    """The sheet, for this act alone; raises NotAllowed and OwnReading."""
    task = Task.objects.select_for_update(of=("self",)).select_related("project", "template").get(pk=pk)
    require_act(actor, ACT, task.project.institution)
    reviewer = _uuid(actor.account)
    if reviewer and task.submissions.filter(volunteer__account__pk=reviewer).exists():
        raise OwnReading
    return task


def _uuid(account: str) -> UUID | None:
    """The id of an account; None for the command line."""
    try:
        return UUID(account)
    except ValueError:
        return None


@transaction.atomic
def rule(actor: Actor, pk: int, answers: dict[str, str], seen: str, note: str, now: dt.datetime) -> Task:
    """Writes a reviewer's answers down, as cells by field, and accepts the sheet once nothing is open; raises Changed."""
    task = _held(actor, pk)
    if seen and seen != task.changed.isoformat():
        raise Changed
    if task.stage not in (Stage.REVIEW.value, Stage.ACCEPTED.value, Stage.OPEN.value):
        raise NotNow
    known = {each["term"] for each in task.template.fields}
    for field, answer in answers.items():
        if field in known:
            Ruling.objects.create(task=task, field=field, answer=answer, by=actor.account, note=note, made=now)
    fields = task.template.to_decide()
    task.changed, task.sampled = now, False
    if task.stage == Stage.REVIEW.value and not open_fields(task, fields, decisions_of(task, fields)):
        task.stage = Stage.ACCEPTED.value
    task.save(update_fields=["changed", "sampled", "stage"])
    record(actor, ACT, f"task/{task.pk}", None, {"fields": sorted(answers)}, task.project.institution)
    return task


def accept_agreed(actor: Actor, pks: Iterable[int], now: dt.datetime) -> int:
    """Accepts those of the sheets on which nothing is open any more; gives how many."""
    return sum(_accepted(actor, pk, now) for pk in pks)


@transaction.atomic
def _accepted(actor: Actor, pk: int, now: dt.datetime) -> bool:
    try:
        task = _held(actor, pk)
    except OwnReading:
        return False
    fields = task.template.to_decide()
    if task.stage == Stage.ACCEPTED.value:
        return bool(Task.objects.filter(pk=pk, sampled=True).update(sampled=False, changed=now))
    if task.stage != Stage.REVIEW.value or open_fields(task, fields, decisions_of(task, fields)):
        return False
    Task.objects.filter(pk=pk).update(stage=Stage.ACCEPTED.value, sampled=False, changed=now)
    record(actor, ACT, f"task/{pk}", {"stage": task.stage}, {"stage": Stage.ACCEPTED.value}, task.project.institution)
    return True


def send_back(actor: Actor, submission: Submission, note: str, now: dt.datetime) -> None:
    """Gives a reading back to its author with a note, as a draft; its place is free again."""
    _take_out(actor, submission, Submission.State.RETURNED, note, now)


def reject(actor: Actor, submission: Submission, note: str, now: dt.datetime) -> None:
    """Takes a reading out that is no reading, such as one of a machine."""
    _take_out(actor, submission, Submission.State.REJECTED, note, now)


@transaction.atomic
def _take_out(actor: Actor, submission: Submission, state: Submission.State, note: str, now: dt.datetime) -> None:
    task = _held(actor, submission.task_id)
    taken = Submission.objects.filter(pk=submission.pk, state=Submission.State.FINAL)
    if task.stage not in (Stage.OPEN.value, Stage.REVIEW.value, Stage.ACCEPTED.value) or not taken.update(state=state, note=note):
        raise NotNow
    Lease.objects.filter(task=task, volunteer=submission.volunteer_id, state=Lease.State.SUBMITTED).update(
        state=Lease.State.REVOKED
    )
    if state == Submission.State.RETURNED:
        told = {"values": submission.values, "note": note, "changed": now}
        Draft.objects.update_or_create(task=task, volunteer_id=submission.volunteer_id, defaults=told)
    count(task.project_id, submission.volunteer, timezone.localdate(submission.made), -1)
    record(actor, ACT, f"submission/{submission.pk}", None, {"state": state.value}, task.project.institution)
    decide_task(task, now)


@transaction.atomic
def reopen(actor: Actor, pk: int, reason: str, now: dt.datetime) -> None:
    """Brings an accepted or sent sheet back to the reviewer."""
    task = _held(actor, pk)
    if not may_go(Stage(task.stage), Stage.REVIEW):
        raise NotNow
    record(actor, ACT, f"task/{pk}", {"stage": task.stage}, {"reason": reason}, task.project.institution)
    Task.objects.filter(pk=pk).update(stage=Stage.REVIEW.value, changed=now)
