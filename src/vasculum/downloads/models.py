"""A download: what was asked, how far it is, and what came of it. The row is the truth; whoever holds its lease works at it."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vasculum.downloads.rules import FORMS, Form
from vasculum.harvest.gate import rules_state


class Download(models.Model):
    """The specimens that answer a question, in one form.

    `asked` are the parameters of the search. `key` is the same for requests that give the same file. `done` counts
    specimens of `total`. `licenses` counts the specimens under each licence. `lease` is until when somebody works at it.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True)
    asked = models.JSONField(default=dict)
    form = models.CharField(max_length=12)
    base = models.CharField(max_length=300)
    email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=2, default="en")
    made = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.DateTimeField(null=True, blank=True)
    total = models.PositiveBigIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    finished = models.DateTimeField(null=True, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    licenses = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    rules = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["-made"]

    def __str__(self) -> str:
        return f"{self.pk} ({self.form}, {self.state})"

    @property
    def kind(self) -> Form:
        """Its form."""
        return FORMS[self.form]

    @property
    def file(self) -> Path:
        """Where its file lies once it is done."""
        return Path(settings.NODE) / "downloads" / f"{self.pk}.{self.kind.ending}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether what the public may see has changed since it was asked for."""
        return self.rules != rules_state()

    @property
    def is_there(self) -> bool:
        """Whether its file may be taken."""
        return self.state == self.State.DONE and not self.is_withdrawn and self.file.exists()

    @property
    def file_name(self) -> str:
        """What its file is called for whoever takes it."""
        return f"vasculum-{self.made:%Y%m%d}-{str(self.pk)[:8]}.{self.kind.ending}"

    @property
    def share(self) -> int:
        """How much of it is done, in whole percents."""
        return min(100, 100 * self.done // self.total) if self.total else 0

    def address(self, language: str) -> str:
        """Its lasting address, in a language."""
        return f"{self.base}/{language}/downloads/{self.pk}"
