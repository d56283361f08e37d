"""What volunteers do: take a sheet, save, submit, skip, give back. The moment is always handed in.

A lease ends by itself; what was typed never does. Whatever is sent twice is kept once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from vasculum.transcription.deciding import decide_task
from vasculum.transcription.models import Draft, Lease, Project, Skip, Submission, Tally, Task, Volunteer
from vasculum.transcription.rules import UNUSABLE_QUORUM, Skipping, Stage, lease_end, may_go

Values = Mapping[str, str]
ATTEMPTS = 8
LONGEST_VALUE = 10_000
_HELD = (Lease.State.ACTIVE, Lease.State.SUBMITTED)


class NotReading(Exception):
    """The project is not open, or this sheet was never given to this volunteer."""


class Stale(Exception):
    """Somebody, in another window perhaps, saved since; `draft` is what stands now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("this was saved elsewhere in the meantime")
        self.draft = draft


def live(now: dt.datetime) -> Q:
    """Leases that hold a place: submitted, or active and not run out."""
    return Q(state=Lease.State.SUBMITTED) | Q(state=Lease.State.ACTIVE, until__gt=now)


def open_to(volunteer: Volunteer, project: Project, now: dt.datetime) -> QuerySet[Task]:
    """The sheets of a project with a free place for somebody, in their order; computed, never counted along."""
    held = Lease.objects.filter(live(now), task=OuterRef("pk"))
    taken = held.order_by().values("task").annotate(n=Count("pk")).values("n")
    mine = Lease.objects.filter(task=OuterRef("pk"), volunteer=volunteer, state__in=_HELD)
    skipped = Skip.objects.filter(task=OuterRef("pk"), volunteer=volunteer)
    rejected = Submission.objects.filter(task=OuterRef("pk"), volunteer=volunteer)
    return (
        Task.objects.filter(~Exists(mine), ~Exists(skipped), ~Exists(rejected), project=project, stage=Stage.OPEN.value)
        .filter(wanted__gt=Coalesce(Subquery(taken, output_field=IntegerField()), 0))
        .order_by("rank", "id")
    )


def claim(volunteer: Volunteer, project: Project, now: dt.datetime) -> Lease | None:
    """The sheet somebody holds already, or the next one with a free place; None when there is none. Raises NotReading."""
    if project.state != Project.State.OPEN:
        raise NotReading
    held = Lease.objects.filter(volunteer=volunteer, task__project=project, state=Lease.State.ACTIVE, until__gt=now).first()
    if held:
        return held
    for _ in range(ATTEMPTS):
        try:
            with transaction.atomic():
                found = _locked(open_to(volunteer, project, now)).first()
                if found is None:
                    return None
                if lease := _take(found, volunteer, now):
                    return lease
        except IntegrityError:
            continue
    return None


def _locked(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Rows that nobody else holds just now; a database without such locks lets one writer in at a time."""
    if connection.features.has_select_for_update_skip_locked:
        return tasks.select_for_update(skip_locked=True, of=("self",))
    return tasks


def _take(task: Task, volunteer: Volunteer, now: dt.datetime) -> Lease | None:
    """A place on a sheet, once those that ran out are let go; None when all are held. The caller holds the sheet's row."""
    slot = _free_slot(task, now)
    if slot is None:
        return None
    return Lease.objects.create(task=task, volunteer=volunteer, slot=slot, taken=now, until=lease_end(now, now))


def _free_slot(task: Task, now: dt.datetime) -> int | None:
    Lease.objects.filter(task=task, state=Lease.State.ACTIVE, until__lte=now).update(state=Lease.State.EXPIRED)
    held = list(Lease.objects.filter(task=task, state__in=_HELD).values_list("slot", flat=True))
    free = [slot for slot in range(task.wanted) if slot not in held]
    return free[0] if free and len(held) < task.wanted else None


def hold(volunteer: Volunteer, task: Task, now: dt.datetime) -> Lease | None:
    """A sign of life: renews the lease, or takes a place again where one is free; None when the others were faster."""
    lease = Lease.objects.filter(task=task, volunteer=volunteer, state=Lease.State.ACTIVE).first()
    if lease and lease.until > now:
        end = lease_end(lease.taken, now)
        Lease.objects.filter(pk=lease.pk, state=Lease.State.ACTIVE).update(until=end)
        lease.until = end
        return lease
    try:
        with transaction.atomic():
            held = Task.objects.select_for_update().get(pk=task.pk)
            return _take(held, volunteer, now) if held.stage == Stage.OPEN.value else None
    except IntegrityError:
        return None


def was_given(volunteer: Volunteer, task: Task) -> bool:
    """Whether a sheet was ever given to somebody."""
    return Lease.objects.filter(task=task, volunteer=volunteer).exists()


def save_draft(volunteer: Volunteer, task: Task, values: Values, version: int, now: dt.datetime) -> Draft:
    """Keeps what was typed; `version` is the one it was typed upon, 0 for none. Raises NotReading, and Stale with what stands."""
    if not was_given(volunteer, task):
        raise NotReading
    kept = _within(values)
    draft = Draft.objects.filter(task=task, volunteer=volunteer).first()
    if draft is None:
        return _first_draft(volunteer, task, kept, now)
    if draft.values == kept:
        return draft
    saved = Draft.objects.filter(pk=draft.pk, version=version).update(values=kept, version=F("version") + 1, changed=now)
    draft.refresh_from_db()
    if not saved:
        raise Stale(draft)
    return draft


def _first_draft(volunteer: Volunteer, task: Task, values: dict[str, str], now: dt.datetime) -> Draft:
    try:
        with transaction.atomic():
            return Draft.objects.create(task=task, volunteer=volunteer, values=values, changed=now)
    except IntegrityError as error:
        raise Stale(Draft.objects.get(task=task, volunteer=volunteer)) from error


def _within(values: Values) -> dict[str, str]:
    """The texts as they are kept: no longer than a label can be, without the sign that no database keeps."""
    return {name: text[:LONGEST_VALUE].replace("\0", "") for name, text in values.items()}


@transaction.atomic
def submit(volunteer: Volunteer, task: Task, values: Values, client_key: str, seconds: int, now: dt.datetime) -> Submission:
    """Takes a reading in and decides the sheet anew; the same key again gives what was kept. Raises NotReading.

    Who comes after the lease has run out is counted all the same, in a free place or beyond.
    """
    known = Submission.objects.filter(volunteer=volunteer, client_key=client_key).first()
    if known:
        return known
    held = Task.objects.select_for_update(of=("self",)).select_related("project", "template").get(pk=task.pk)
    if not was_given(volunteer, held):
        raise NotReading
    earlier = held.submissions.filter(volunteer=volunteer, state=Submission.State.FINAL).first()
    if earlier:
        return _corrected(earlier, held, _within(values), now)
    _keep_place(volunteer, held, now)
    made = Submission.objects.create(
        task=held, volunteer=volunteer, client_key=client_key, values=_within(values), seconds=max(0, seconds), made=now
    )
    Draft.objects.filter(task=held, volunteer=volunteer).delete()
    count(held.project_id, volunteer, timezone.localdate(now), 1)
    _decided(held, now)
    return made


def _corrected(earlier: Submission, task: Task, values: dict[str, str], now: dt.datetime) -> Submission:
    """One's own reading sent again: the newer one stands, the older one is kept; raises NotReading once it was decided upon."""
    if values == earlier.values:
        return earlier
    if task.stage not in (Stage.OPEN.value, Stage.REVIEW.value):
        raise NotReading
    earlier.earlier = [*earlier.earlier, [now.isoformat(), earlier.values]]
    earlier.values = values
    earlier.save(update_fields=["values", "earlier"])
    Draft.objects.filter(task=task, volunteer=earlier.volunteer).delete()
    _decided(task, now)
    return earlier


def _keep_place(volunteer: Volunteer, task: Task, now: dt.datetime) -> None:
    mine = Lease.objects.filter(task=task, volunteer=volunteer, state=Lease.State.ACTIVE)
    if not mine.update(state=Lease.State.SUBMITTED):
        slot, state = _free_slot(task, now), Lease.State.SUBMITTED
        Lease.objects.create(task=task, volunteer=volunteer, slot=slot, state=state, taken=now, until=now)


def _decided(task: Task, now: dt.datetime) -> None:
    """Decides a sheet again, unless it was sent to the museum, or taken out of the queue."""
    if task.stage in (Stage.OPEN.value, Stage.REVIEW.value, Stage.ACCEPTED.value):
        decide_task(task, now)


def count(project: int, volunteer: Volunteer, day: dt.date, more: int) -> None:
    """Counts a reading for the boards, on the day it was made."""
    tally, _ = Tally.objects.get_or_create(project_id=project, volunteer=volunteer, day=day)
    Tally.objects.filter(pk=tally.pk).update(sheets=F("sheets") + more)


@transaction.atomic
def skip(volunteer: Volunteer, task: Task, reason: Skipping, now: dt.datetime) -> None:
    """Passes a sheet on; two who say that there is nothing to read take it out of the queue. Raises NotReading."""
    held = Task.objects.select_for_update().get(pk=task.pk)
    if not was_given(volunteer, held):
        raise NotReading
    Skip.objects.get_or_create(task=held, volunteer=volunteer, defaults={"reason": reason.value, "made": now})
    release(volunteer, held)
    for why, stage in ((Skipping.IMAGE, Stage.IMAGE_PROBLEM), (Skipping.UNUSABLE, Stage.UNUSABLE)):
        enough = held.skips.filter(reason=why.value).count() >= UNUSABLE_QUORUM
        if enough and held.stage == Stage.OPEN.value and may_go(Stage.OPEN, stage):
            Task.objects.filter(pk=held.pk).update(stage=stage.value, changed=now)


def release(volunteer: Volunteer, task: Task) -> None:
    """Gives a sheet back at once; what was typed stays as a draft."""
    Lease.objects.filter(task=task, volunteer=volunteer, state=Lease.State.ACTIVE).update(state=Lease.State.RELEASED)


def expire(now: dt.datetime) -> int:
    """Lets go of leases that ran out; gives how many."""
    return Lease.objects.filter(state=Lease.State.ACTIVE, until__lte=now).update(state=Lease.State.EXPIRED)


def own_data(volunteer: Volunteer) -> dict[str, Any]:
    """Everything kept of a volunteer's work, and of nobody else."""
    return {
        "alias": volunteer.alias,
        "public_name": volunteer.public_name,
        "on_board": volunteer.on_board,
        "orcid": volunteer.orcid,
        "since": volunteer.made,
        "readings": list(volunteer.submissions.values("task__project__key", "task__key", "values", "earlier", "state", "made")),
        "drafts": list(volunteer.drafts.values("task__project__key", "task__key", "values", "changed")),
        "skipped": list(volunteer.skips.values("task__project__key", "task__key", "reason", "made")),
        "posts": list(volunteer.posts.values("project__key", "text", "made")),
    }
