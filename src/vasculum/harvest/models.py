"""What the node remembers of its harvests: where records come from, and how each reading went."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from vasculum.registry.models import Collection


class Source(models.Model):
    """Where the records of a collection come from.

    `issuer` numbers the PIDs of the source and never changes. `grace` is the number of harvests in a row a record must be
    absent before it is gone. The two shares are the guard's limits (0 to 1).
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
