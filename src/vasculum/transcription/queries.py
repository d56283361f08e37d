"""What is asked about expeditions: how far they are, who reads, what waits. Each figure is counted in one place only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from vasculum.transcription.deciding import final_values
from vasculum.transcription.models import Announcement, Post, Project, Submission, Tally, Task, Volunteer
from vasculum.transcription.rules import DONE, STAGE_LABELS, Stage

PERIODS: Mapping[str, int] = {"day": 1, "week": 7, "month": 30, "all": 0}
BOARD = 10


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a project is: its sheets by stage, how many readings, by how many people."""

    stages: Mapping[Stage, int]
    readings: int
    people: int

    @property
    def total(self) -> int:
        """How many sheets there are, those withdrawn left out."""
        return sum(number for stage, number in self.stages.items() if stage is not Stage.WITHDRAWN)

    @property
    def done(self) -> int:
        """How many are accepted."""
        return sum(self.stages.get(stage, 0) for stage in DONE)

    @property
    def percent(self) -> int:
        """How much is done, in whole percents."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def lines(self) -> list[tuple[str, int]]:
        """The stages in words, in their order."""
        return [(str(label), self.stages[stage]) for stage, label in STAGE_LABELS.items() if self.stages.get(stage)]


def progress(project: Project) -> Progress:
    """How far a project is."""
    stages = Task.objects.filter(project=project).order_by().values_list("stage").annotate(n=Count("pk"))
    told = Tally.objects.filter(project=project, sheets__gt=0).aggregate(
        n=Sum("sheets"), people=Count("volunteer", distinct=True)
    )
    return Progress({Stage(stage): number for stage, number in stages}, told["n"] or 0, told["people"])


def seen_by_volunteers() -> QuerySet[Project]:
    """The projects that everybody may see."""
    return Project.objects.exclude(state=Project.State.DRAFT)


def board(today: dt.date, period: str, project: Project | None = None, institution: str = "") -> list[tuple[str, int]]:
    """Who read most in a period, by the name they chose; only those who want to be named."""
    rows = Tally.objects.filter(volunteer__on_board=True, sheets__gt=0)
    if days := PERIODS.get(period, 0):
        rows = rows.filter(day__gt=today - dt.timedelta(days=days))
    if project:
        rows = rows.filter(project=project)
    if institution:
        rows = rows.filter(project__institution=institution)
    ranked = rows.values("volunteer").annotate(n=Sum("sheets")).order_by("-n", "volunteer")[:BOARD]
    names = Volunteer.objects.in_bulk([each["volunteer"] for each in ranked])
    return [(str(names[each["volunteer"]]), each["n"]) for each in ranked]


def news_of(project: Project, today: dt.date) -> list[Announcement]:
    """What a project announces today."""
    return list(project.announcements.filter(Q(last=None) | Q(last__gte=today), first__lte=today))


def waiting(project: Project, account: str) -> QuerySet[Task]:
    """What a reviewer looks at: what readers did not decide, and the sample; never what they have read themselves."""
    own = Submission.objects.filter(task=OuterRef("pk"), volunteer__account__pk=account) if account else None
    rows = Task.objects.filter(Q(stage=Stage.REVIEW.value) | Q(sampled=True, stage=Stage.ACCEPTED.value), project=project)
    return (rows.exclude(Exists(own)) if own is not None else rows).order_by("sampled", "rank", "id")


def posts_of(project: Project, task: Task | None) -> list[Post]:
    """The discussion of a project, or of one of its sheets."""
    return list(Post.objects.filter(project=project, task=task, hidden=False).select_related("volunteer"))


def changes_of(submission: Submission) -> list[tuple[str, str, str, str]]:
    """Where what was decided differs from what somebody read: field, theirs, what stands, and why."""
    final = final_values(submission.task)
    return [
        (field, submission.values.get(field, ""), told["value"], told["outcome"])
        for field, told in final.items()
        if told["decided"] and submission.values.get(field, "") not in ("", told["value"])
    ]


def quality(project: Project, most: int = 2_000) -> list[dict[str, Any]]:
    """For each field, over the sheets changed last: how many are settled, how, and in how many all agreed."""
    rows = Task.objects.filter(project=project, stage__in=[*DONE, Stage.REVIEW.value]).order_by("-changed")
    counted: dict[str, dict[str, int]] = {}
    for decided in rows.values_list("decided", flat=True)[:most]:
        for field, told in decided.items():
            outcomes = counted.setdefault(field, {})
            outcomes[told["outcome"]] = outcomes.get(told["outcome"], 0) + 1
    return [_of_field(field, outcomes) for field, outcomes in counted.items()]


def _of_field(field: str, outcomes: dict[str, int]) -> dict[str, Any]:
    total = sum(outcomes.values())
    open_ = outcomes.get("conflict", 0) + outcomes.get("single", 0) + outcomes.get("blank", 0)
    return {
        "field": field,
        "total": total,
        "unanimous": outcomes.get("unanimous", 0),
        "settled": total - open_,
        "percent": 100 * (total - open_) // total if total else 0,
    }


def last_reading(volunteer: Volunteer, project: Project, but: Task) -> dict[str, str]:
    """What somebody read last in a project, to copy from."""
    found = Submission.objects.filter(volunteer=volunteer, task__project=project).exclude(task=but).order_by("-made").first()
    return dict(found.values) if found else {}
