"""Expeditions and what hangs on them. How many places a sheet has free is nowhere kept: it follows from its leases.

Volunteers are known by an id of their own; the account behind it may be erased, the work stays.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from vasculum.transcription.reading.fields import Field, Kind
from vasculum.transcription.rules import Replicates, Skipping, Stage

Words = dict[str, str]


class Volunteer(models.Model):
    """Somebody who reads labels: by an account, or without one by a signed token; `alias` is what others are told.

    `public_name`, `on_board` and `orcid` are chosen by the volunteer; `passed` are the projects whose quiz was passed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    alias = models.CharField(max_length=40, unique=True)
    public_name = models.CharField(max_length=80, blank=True)
    on_board = models.BooleanField(default=False)
    orcid = models.CharField(max_length=19, blank=True)
    passed = models.JSONField(default=list)
    made = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.public_name or self.alias


class Project(models.Model):
    """An expedition: what is to be read, for whom, and how. Texts are by language."""

    class State(models.TextChoices):
        """Whether volunteers see it, and may read."""

        DRAFT = "draft"
        OPEN = "open"
        PAUSED = "paused"
        CLOSED = "closed"

    class Review(models.TextChoices):
        """What a reviewer sees: what is undecided and a sample, or everything."""

        CONFLICTS = "conflicts"
        EVERYTHING = "everything"

    key = models.SlugField(max_length=80, unique=True)
    institution = models.SlugField(max_length=80, blank=True)
    titles = models.JSONField(default=dict)
    goals = models.JSONField(default=dict)
    manuals = models.JSONField(default=dict)
    tutorials = models.JSONField(default=dict)
    quiz = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    least = models.PositiveSmallIntegerField(default=2)
    most = models.PositiveSmallIntegerField(default=5)
    quorum = models.PositiveSmallIntegerField(default=2)
    review = models.CharField(max_length=12, choices=Review, default=Review.CONFLICTS)
    anonymous = models.BooleanField(default=True)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made", "key"]

    def __str__(self) -> str:
        return self.key

    @property
    def replicates(self) -> Replicates:
        """How many people read each sheet."""
        return Replicates(self.least, self.most, self.quorum)


class Template(models.Model):
    """A version of the form of a project; `fields` holds them in order, each with its term, kind, help and choices."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="templates")
    number = models.PositiveIntegerField()
    fields = models.JSONField(default=list)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="one_template_of_a_number")]

    def __str__(self) -> str:
        return f"{self.project_id}: form {self.number}"

    def to_decide(self) -> list[Field]:
        """The fields as the consensus knows them."""
        quorum = self.project.quorum
        return [
            Field(each["term"], Kind(each["kind"]), quorum, required=bool(each.get("required")), codes=each.get("codes") or None)
            for each in self.fields
        ]


class Task(models.Model):
    """A sheet to be read: its images, and what is known of it.

    `wanted` is how many readers it asks for by now, `asked` the fields that are still open (none: all). `decided` holds the
    decisions by field, which follow from the submissions and may be made again.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tasks")
    template = models.ForeignKey(Template, on_delete=models.PROTECT)
    key = models.CharField(max_length=200)
    pid = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=200, blank=True)
    images = models.JSONField(default=list)
    known = models.JSONField(default=dict)
    suggestions = models.JSONField(default=list)
    stage = models.CharField(max_length=16, choices=[(each.value, each.value) for each in Stage], default=Stage.STAGED.value)
    rank = models.PositiveIntegerField(default=0)
    wanted = models.PositiveSmallIntegerField(default=2)
    asked = models.JSONField(default=list)
    decided = models.JSONField(default=dict)
    sampled = models.BooleanField(default=False)
    changed = models.DateTimeField(default=timezone.now)
    acknowledgement = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["rank", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "key"], name="one_task_of_a_key")]
        indexes = [
            models.Index(fields=["project", "stage", "rank", "id"], name="task_next"),
            models.Index(fields=["project", "sampled"], name="task_sampled", condition=models.Q(sampled=True)),
        ]

    def __str__(self) -> str:
        return self.title or self.key


class Lease(models.Model):
    """A place on a sheet, taken by a volunteer: held while reading, kept once submitted, free again after that.

    No two hold the same place: the database says so. A reading beyond the places that were asked for has none (`slot` is null).
    """

    class State(models.TextChoices):
        """What became of it."""

        ACTIVE = "active"
        SUBMITTED = "submitted"
        RELEASED = "released"
        EXPIRED = "expired"
        REVOKED = "revoked"

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="leases")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="leases")
    slot = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    taken = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "slot"], condition=models.Q(state__in=("active", "submitted")), name="one_lease_of_a_place"
            ),
            models.UniqueConstraint(
                fields=["task", "volunteer"], condition=models.Q(state__in=("active", "submitted")), name="one_lease_of_a_reader"
            ),
        ]
        indexes = [
            models.Index(fields=["volunteer", "state"], name="lease_of"),
            models.Index(fields=["until"], name="lease_until", condition=models.Q(state="active")),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}/{self.slot}: {self.state}"


class Draft(models.Model):
    """What somebody has typed so far; it outlives the lease."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="drafts")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="drafts")
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    note = models.TextField(blank=True)
    changed = models.DateTimeField()

    class Meta:
        ordering = ["-changed"]
        constraints = [models.UniqueConstraint(fields=["task", "volunteer"], name="one_draft_of_a_reader")]

    def __str__(self) -> str:
        return f"{self.task_id}: draft {self.version}"


class Submission(models.Model):
    """What somebody read of a sheet, as they sent it; `earlier` are the texts it had before it was corrected by them."""

    class State(models.TextChoices):
        """Whether it counts."""

        FINAL = "final"
        RETURNED = "returned"
        REJECTED = "rejected"

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="submissions")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="submissions")
    client_key = models.CharField(max_length=64)
    values = models.JSONField(default=dict)
    earlier = models.JSONField(default=list)
    seconds = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.FINAL)
    note = models.TextField(blank=True)
    made = models.DateTimeField()

    class Meta:
        ordering = ["-made"]
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "client_key"], name="one_submission_of_a_key"),
            models.UniqueConstraint(
                fields=["task", "volunteer"], condition=models.Q(state="final"), name="one_submission_of_a_reader"
            ),
        ]
        indexes = [models.Index(fields=["volunteer", "-made"], name="submission_of")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.state}"


class Skip(models.Model):
    """A sheet that somebody passed on, and why; it is not offered to them again."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="skips")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="skips")
    reason = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Skipping])
    made = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "volunteer"], name="one_skip_of_a_reader")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.reason}"


class Ruling(models.Model):
    """What a reviewer decided on a field; a later one stands before it, none is ever changed."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="rulings")
    field = models.CharField(max_length=80)
    answer = models.TextField(blank=True)
    by = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    made = models.DateTimeField()

    class Meta:
        ordering = ["made", "id"]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.field}"


class Tally(models.Model):
    """How many sheets a volunteer read for a project on a day, for boards; a recount of the submissions agrees."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tallies")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="tallies")
    day = models.DateField()
    sheets = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "volunteer", "day"], name="one_tally_of_a_day")]
        indexes = [models.Index(fields=["project", "day"], name="tally_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.sheets}"


class Post(models.Model):
    """A word in the discussion of a project or of one sheet; one that was hidden is kept for whoever hid it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="posts")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="posts", null=True, blank=True)
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="posts")
    text = models.TextField()
    made = models.DateTimeField()
    hidden = models.BooleanField(default=False)

    class Meta:
        ordering = ["made", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class Announcement(models.Model):
    """News of a project, by language, shown from one day to another."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="announcements")
    texts = models.JSONField(default=dict)
    first = models.DateField()
    last = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-first", "-id"]

    def __str__(self) -> str:
        return str(next(iter(self.texts.values()), ""))[:60]


def forget(instance: Any, **_signal: Any) -> None:
    """Lets go of who an erased person was: the work stays under an alias that leads to nobody."""
    if instance.erased:
        found = Volunteer.objects.filter(account=instance)
        Draft.objects.filter(volunteer__in=found).delete()
        found.update(account=None, public_name="", on_board=False, orcid="")
