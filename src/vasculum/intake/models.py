"""A file that was dropped, on its way to specimens. The row is the truth; whoever holds its lease works at it."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vasculum.people.models import Account


class ImportSession(models.Model):
    """A file, what its columns are (`mapping`, YAML), what was wrong with it (`problems`), what it would change (`report`).

    `wish` is what somebody asked to be done in the background: checked, committed, undone; empty when nothing is.
    """

    class State(models.TextChoices):
        """How far it is."""

        FOUND = "found", _("its columns are to be named")
        CHECKED = "checked", _("checked, not brought in yet")
        COMMITTED = "committed", _("brought in")
        UNDONE = "undone", _("undone")
        FAILED = "failed", _("could not be read")

    class Wish(models.TextChoices):
        """What is to be done."""

        CHECK = "check", _("checking every row")
        COMMIT = "commit", _("bringing the specimens in")
        UNDO = "undo", _("undoing")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    institution = models.CharField(max_length=80, db_index=True)
    collection = models.CharField(max_length=80, blank=True)
    file_name = models.CharField(max_length=200)
    made = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.FOUND)
    wish = models.CharField(max_length=10, choices=Wish, blank=True, db_index=True)
    lease = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    mapping = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=1)
    problems = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    snapshot = models.PositiveIntegerField(null=True, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["-made"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"

    @property
    def folder(self) -> Path:
        """Where its file lies."""
        return Path(settings.NODE) / "intake" / str(self.pk)

    @property
    def file(self) -> Path:
        """The file as it was dropped last; each edition is kept."""
        return self.folder / f"{self.edition}{Path(self.file_name).suffix.lower()[:8]}"

    @property
    def share(self) -> int:
        """How much of the wish is done, in whole percents."""
        return min(99, 100 * self.done // self.total) if self.total else 0
