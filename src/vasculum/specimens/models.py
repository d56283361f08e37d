"""What visitors tell the keepers of specimens."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class ErrorReport(models.Model):
    """A message to the curator about one version of a specimen; `told` is when the e-mail left, empty until it has."""

    pid = models.CharField(max_length=80, db_index=True)
    version = models.PositiveIntegerField()
    institution = models.SlugField(max_length=80, blank=True, db_index=True)
    text = models.TextField(max_length=4000)
    reply_to = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=2)
    made = models.DateTimeField(default=timezone.now)
    told = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made", "-id"]

    def __str__(self) -> str:
        return f"{self.pid} ({self.made:%Y-%m-%d})"
