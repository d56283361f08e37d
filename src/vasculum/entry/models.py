"""A specimen typed in by hand: a draft, or entered, and then a record of its collection like any other."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from vasculum.registry.models import Collection


class Entry(models.Model):
    """What was typed: `said` holds texts by term. `id` is also the specimen's occurrenceID (urn:uuid) and never changes."""

    class State(models.TextChoices):
        """Whether it is a specimen yet."""

        DRAFT = "draft", _("draft")
        ENTERED = "entered", _("entered")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="entries")
    preset = models.CharField(max_length=20)
    number = models.CharField(max_length=200, blank=True, db_index=True)
    said = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    author = models.CharField(max_length=64, blank=True)
    edition = models.PositiveIntegerField(default=1)
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed"]

    def __str__(self) -> str:
        return self.number or str(self.id)

    @property
    def name(self) -> str:
        """What it is called in a list."""
        return self.said.get("dwc:scientificName") or self.said.get("dwc:verbatimIdentification") or ""
