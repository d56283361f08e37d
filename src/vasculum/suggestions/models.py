"""A suggested change, and what became of it."""

from __future__ import annotations

from django.db import models

from vasculum.suggestions.rules import PENDING


class Suggestion(models.Model):
    """What somebody wants to see changed; `fields` holds the suggested texts by the names of the registry's fields.

    `key` is empty for something that is missing; `institution` is where it is decided on, empty for the node; `target` is what
    it is the same as, or the institution it belongs to. The proposer's address is kept until the decision and no longer.
    """

    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=20)
    key = models.SlugField(max_length=80, blank=True)
    institution = models.SlugField(max_length=80, blank=True)
    target = models.SlugField(max_length=80, blank=True)
    language = models.CharField(max_length=2, default="en")
    fields = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    state = models.CharField(max_length=20, default=PENDING)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    made = models.DateTimeField(auto_now_add=True)
    decided = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made", "id"]
        indexes = [models.Index(fields=["state", "institution"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.key}"
