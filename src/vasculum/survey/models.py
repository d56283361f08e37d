"""What is kept of the survey on its way to the registry: drafts, and tables that were dropped back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from vasculum.people.models import Account


class Draft(models.Model):
    """Somebody's answers about a collection, or a new one where `collection` is empty; nobody else sees them until handed in.

    `opened` holds the answers the registry gave when the form was opened.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="survey_drafts")
    institution = models.SlugField(max_length=80)
    collection = models.SlugField(max_length=80, blank=True)
    language = models.CharField(max_length=2, default="en")
    answers = models.JSONField(default=dict)
    opened = models.JSONField(default=dict)
    handed_in = models.BooleanField(default=False)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "collection"], condition=~models.Q(collection=""), name="one_draft_of_a_collection"
            )
        ]
        indexes = [models.Index(fields=["institution", "handed_in"])]

    def __str__(self) -> str:
        return str(self.answers.get("name", "")) or self.collection


class Upload(models.Model):
    """A table that was dropped back, as read: a list of rows with their answers, and what was in columns nobody knows."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="survey_uploads")
    institution = models.SlugField(max_length=80)
    file_name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="en")
    rows = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made"]

    def __str__(self) -> str:
        return self.file_name


def forget(instance: Account, **_signal: Any) -> None:
    """Removes what an erased person has not handed over."""
    if instance.erased:
        Draft.objects.filter(account=instance).delete()
        Upload.objects.filter(account=instance).delete()
