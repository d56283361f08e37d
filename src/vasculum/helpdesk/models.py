"""A ticket and what is said in it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from vasculum.helpdesk.rules import OPEN


class Ticket(models.Model):
    """What somebody asked, and where: `institution` is empty for the node, `pid` names a specimen, `version` its version then.

    `key` is the secret part of the address at which the asker reads the answers. `email` is kept until the ticket is closed and
    no longer. `told` is when those who answer were written to, empty until they have been.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    institution = models.SlugField(max_length=80, blank=True)
    pid = models.CharField(max_length=80, blank=True, db_index=True)
    version = models.PositiveIntegerField(null=True, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=2, default="en")
    state = models.CharField(max_length=12, default=OPEN)
    made = models.DateTimeField(default=timezone.now)
    due = models.DateField()
    told = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due", "id"]
        indexes = [models.Index(fields=["state", "institution"], name="helpdesk_state_place")]

    def __str__(self) -> str:
        return f"{self.pk} ({self.kind}, {self.state})"


class Message(models.Model):
    """One thing said: by the asker where `who` is empty, else by an account, whose id it is. A `note` is for colleagues alone."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="messages")
    who = models.CharField(max_length=40, blank=True)
    text = models.TextField(max_length=4000)
    note = models.BooleanField(default=False)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made", "id"]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.text[:40]}"
