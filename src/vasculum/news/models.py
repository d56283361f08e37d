"""An article in four languages."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from vasculum.model.language_map import name_in


class Article(models.Model):
    """Something the consortium tells; `title` and `text` are language maps. A draft has no `published`.

    `version` counts the savings, so that nobody overwrites what somebody else saved meanwhile; `writer` is an account's id.
    """

    key = models.SlugField(max_length=80, unique=True)
    title = models.JSONField(default=dict)
    text = models.JSONField(default=dict)
    published = models.DateTimeField(null=True, blank=True, db_index=True)
    made = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    writer = models.CharField(max_length=40)

    class Meta:
        ordering = ["-published", "-made"]

    def __str__(self) -> str:
        return self.key

    def title_in(self, language: str) -> str:
        """The title for a reader of a language."""
        return name_in(self.title, language)

    def text_in(self, language: str) -> str:
        """The text for a reader of a language."""
        return name_in(self.text, language)
