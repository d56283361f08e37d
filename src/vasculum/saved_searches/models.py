"""A search that somebody keeps."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vasculum.people.models import Account


class SavedSearch(models.Model):
    """A question under a name of one's own; `asked` are its parameters. `seen` is until when its owner was told what is new."""

    class Digest(models.TextChoices):
        """How often its owner is written to."""

        NEVER = "never", _("never")
        DAILY = "daily", _("every day, if there is anything new")
        WEEKLY = "weekly", _("every week, if there is anything new")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=120)
    asked = models.JSONField(default=dict)
    digest = models.CharField(max_length=8, choices=Digest, default=Digest.NEVER)
    made = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


def forget(instance: Account, **_signal: Any) -> None:
    """Removes the searches of an erased person."""
    if instance.erased:
        SavedSearch.objects.filter(account=instance).delete()


def told(sender: Account, **_signal: Any) -> tuple[str, list[dict[str, Any]]]:
    """What is kept of a person here."""
    kept = SavedSearch.objects.filter(account=sender).values("name", "asked", "digest", "made", "seen")
    return "saved_searches", [dict(each) for each in kept]
