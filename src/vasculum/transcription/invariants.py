"""What must hold of every expedition at every moment, and what does not: an empty list where all is well."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from vasculum.transcription.consensus import decide_all, fingerprint
from vasculum.transcription.deciding import answers_of, open_fields, told_of
from vasculum.transcription.models import Draft, Lease, Project, Submission, Tally, Task, Volunteer
from vasculum.transcription.rules import LONGEST_LEASE, Stage

_READ = (Stage.OPEN.value, Stage.REVIEW.value, Stage.ACCEPTED.value)


def faults(now: dt.datetime) -> Iterator[str]:
    """Every fault, a line each."""
    yield from _leases()
    yield from _stuck(now)
    yield from _tallies()
    yield from _drafts()
    yield from _people()
    for task in Task.objects.filter(stage__in=_READ, submissions__isnull=False).distinct().select_related("template", "project"):
        yield from _decisions(task)


def _leases() -> Iterator[str]:
    """Who has submitted holds a submitted place, and nobody else; no lease is longer than a day; no place is held twice."""
    final = Q(task__submissions__volunteer=F("volunteer"), task__submissions__state=Submission.State.FINAL)
    submitted = Lease.objects.filter(state=Lease.State.SUBMITTED)
    for pk in submitted.exclude(pk__in=submitted.filter(final).values("pk")).values_list("pk", flat=True):
        yield f"lease {pk} is submitted and there is no submission"
    read = Submission.objects.filter(state=Submission.State.FINAL)
    placed = read.filter(task__leases__volunteer=F("volunteer"), task__leases__state=Lease.State.SUBMITTED)
    for pk in read.exclude(pk__in=placed.values("pk")).values_list("pk", flat=True):
        yield f"submission {pk} has no place"
    for pk in Lease.objects.filter(until__gt=F("taken") + LONGEST_LEASE).values_list("pk", flat=True):
        yield f"lease {pk} is longer than a day"
    held = Lease.objects.filter(state__in=(Lease.State.ACTIVE, Lease.State.SUBMITTED))
    for each in held.values("task", "volunteer").annotate(n=Count("pk")).filter(n__gt=1):
        yield f"task {each['task']} is held twice by one volunteer"


def _stuck(now: dt.datetime) -> Iterator[str]:
    """A sheet that is open has a free place, or somebody is reading it."""
    live = Count("leases", filter=Q(leases__state=Lease.State.ACTIVE, leases__until__gt=now), distinct=True)
    done = Count("leases", filter=Q(leases__state=Lease.State.SUBMITTED), distinct=True)
    open_ = Task.objects.filter(stage=Stage.OPEN.value).annotate(live=live, done=done)
    for pk in open_.filter(live=0, done__gte=F("wanted")).values_list("pk", flat=True):
        yield f"task {pk} is stuck: it is open, asks for nobody, and nobody reads it"


def _tallies() -> Iterator[str]:
    """A recount of the readings agrees with what the boards show."""
    kept = {
        (each["project"], each["volunteer"]): each["n"]
        for each in Tally.objects.values("project", "volunteer").annotate(n=Sum("sheets")).filter(n__gt=0)
    }
    read = Submission.objects.filter(state=Submission.State.FINAL).values("task__project", "volunteer")
    counted = {(each["task__project"], each["volunteer"]): each["n"] for each in read.annotate(n=Count("pk"))}
    for key in sorted({key for key in {*kept, *counted} if kept.get(key) != counted.get(key)}, key=str):
        yield f"project {key[0]}: the board counts {kept.get(key, 0)} of volunteer {key[1]}, there are {counted.get(key, 0)}"


def _drafts() -> Iterator[str]:
    """A draft belongs to somebody who was given the sheet."""
    given = Draft.objects.filter(task__leases__volunteer=F("volunteer"))
    for pk in Draft.objects.exclude(pk__in=given.values("pk")).values_list("pk", flat=True):
        yield f"draft {pk} is of a sheet that was never given"


def _people() -> Iterator[str]:
    """Nobody who was erased is known here."""
    for pk in Volunteer.objects.filter(account__erased__isnull=False).values_list("pk", flat=True):
        yield f"volunteer {pk} leads to somebody who was erased"


def _decisions(task: Task) -> Iterator[str]:
    """What stands is what the readings give; what is accepted has no open field; what is open asks for enough."""
    fields = task.template.to_decide()
    answers = answers_of(task, fields)
    decisions = decide_all(fields, answers)
    told = {field.name: told_of(decisions[field.name], fingerprint(field, answers[field.name])) for field in fields}
    if told != task.decided:
        yield f"task {task.pk} has decisions that its readings do not give"
    if task.stage == Stage.ACCEPTED.value and open_fields(task, fields, decisions):
        yield f"task {task.pk} is accepted and a field is open"
    if task.wanted > max(task.project.most, task.submissions.count() + 1):
        yield f"task {task.pk} asks for {task.wanted} readers"


def recount() -> None:
    """Counts the readings for the boards anew."""
    for project in Project.objects.all():
        Tally.objects.filter(project=project).delete()
        read = Submission.objects.filter(task__project=project, state=Submission.State.FINAL)
        counted = Counter((who, timezone.localdate(made)) for who, made in read.values_list("volunteer", "made"))
        Tally.objects.bulk_create(
            Tally(project=project, volunteer_id=who, day=day, sheets=sheets) for (who, day), sheets in counted.items()
        )
