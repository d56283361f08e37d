"""What the node remembers of its harvests: where records come from, and how each reading went."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from vasculum.registry.models import Collection


class Source(models.Model):
    """Where the records of a collection come from.

    `issuer` numbers the PIDs of the source and never changes. `grace` is the number of harvests in a row a record must be
    absent before it is gone. The two shares are the guard's limits (0 to 1). `mapping` is the one (YAML) by which its sheets were
    brought in last.
    """

    key = models.SlugField(max_length=80, unique=True)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="sources")
    title = models.CharField(max_length=500, blank=True)
    location = models.CharField(max_length=2000, blank=True)
    issuer = models.PositiveIntegerField(unique=True)
    grace = models.PositiveSmallIntegerField(default=1)
    largest_new_share = models.FloatField(default=0.5)
    largest_gone_share = models.FloatField(default=0.25)
    registered = models.DateTimeField()
    mapping = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class Harvest(models.Model):
    """One reading of a source. `report` is the report of the design; `snapshot` is empty when nothing was committed."""

    class State(models.TextChoices):
        """How a harvest ended, or that it has not."""

        RUNNING = "running", _("running")
        COMMITTED = "committed", _("committed")
        UNCHANGED = "unchanged", _("unchanged")
        HELD = "held", _("held")
        FAILED = "failed", _("failed")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="harvests")
    started = models.DateTimeField()
    finished = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.RUNNING)
    snapshot = models.PositiveIntegerField(null=True, blank=True)
    archive = models.CharField(max_length=2000, blank=True)
    why = models.TextField(blank=True)
    report = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-started", "-id"]

    def __str__(self) -> str:
        return f"{self.source_id}/{self.pk}"


class Schedule(models.Model):
    """How the records of a collection are brought in again and again; the row is the truth about the job.

    `key` is the key of the source. `due` is when it is read next, empty while it waits for a person; `lease` until when
    somebody reads it now. `failures` counts those in a row, `why` tells the last. `etag` and `modified` are the state of what
    was read last, in the words of its host.
    """

    class Kind(models.TextChoices):
        """Where the records lie."""

        URL = "url", _("an address on the web")
        IPT = "ipt", _("the feed of an IPT")
        BIOCASE = "biocase", _("a BioCASe provider")
        GBIF = "gbif", _("a GBIF download")
        FOLDER = "folder", _("files handed in")

    class Wish(models.TextChoices):
        """What is wanted of the next reading."""

        HARVEST = "harvest", _("harvest")
        PREVIEW = "preview", _("preview")
        APPROVE = "approve", _("harvest although it was held")

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    location = models.CharField(max_length=2000, blank=True)
    resource = models.CharField(max_length=200, blank=True)
    every_week = models.BooleanField(default=False)
    due = models.DateTimeField(null=True, blank=True, db_index=True)
    wish = models.CharField(max_length=10, choices=Wish, default=Wish.HARVEST)
    lease = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    why = models.TextField(blank=True)
    stage = models.CharField(max_length=100, blank=True)
    etag = models.CharField(max_length=600, blank=True)
    modified = models.CharField(max_length=200, blank=True)
    tried = models.DateTimeField(null=True, blank=True)
    succeeded = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key} ({self.kind})"
