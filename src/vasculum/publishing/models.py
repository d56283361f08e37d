"""A data set: what is published together, in whose words, under which licence, and when it is due again.

Which versions were published is not told here but by their folders (see `vasculum.publishing.editions`).
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vasculum.publishing.rules import LICENSES


class Dataset(models.Model):
    """What is published together.

    `of` is the key of the collection or source, or the parameters of a search. `title` and `abstract` are texts by language.
    `people` are objects with `role`, `given`, `surname`, `organisation`, `position`, `email`, `orcid`. `failures` counts those
    in a row; `lease` is until when somebody makes a version.
    """

    class Kind(models.TextChoices):
        """What its core holds."""

        OCCURRENCE = "occurrence", _("specimens")
        CHECKLIST = "checklist", _("names of taxa")
        EVENT = "event", _("sampling events")

    class Scope(models.TextChoices):
        """What it is made of."""

        COLLECTION = "collection", _("a collection")
        SOURCE = "source", _("a source")
        SEARCH = "search", _("a saved search")

    class Every(models.TextChoices):
        """How often it is published by itself."""

        NEVER = "", _("by hand only")
        DAY = "day", _("every day")
        WEEK = "week", _("every week")
        MONTH = "month", _("every month")

    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OCCURRENCE)
    scope = models.CharField(max_length=12, choices=Scope)
    of = models.CharField(max_length=2000)
    institution = models.CharField(max_length=80, blank=True)
    title = models.JSONField(default=dict)
    abstract = models.JSONField(default=dict)
    language = models.CharField(max_length=2, default="en")
    people = models.JSONField(default=list)
    license = models.CharField(max_length=12, choices=[(key, each.name) for key, each in LICENSES.items()], default="cc-by")
    keywords = models.JSONField(default=list)
    address = models.CharField(max_length=300, blank=True)
    every = models.CharField(max_length=8, choices=Every, blank=True, default=Every.NEVER)
    due = models.DateTimeField(null=True, blank=True, db_index=True)
    lease = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    why = models.TextField(blank=True)
    made = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    def name(self, language: str) -> str:
        """The title in a language, else in its own, else in any."""
        texts = self.title
        found = texts.get(language) or texts.get(self.language) or next(filter(None, texts.values()), "")
        return str(found or self.key)

    def about(self, language: str) -> str:
        """The abstract in a language, else in its own, else in any."""
        texts = self.abstract
        return str(texts.get(language) or texts.get(self.language) or next(filter(None, texts.values()), ""))


class Registration(models.Model):
    """What another registry knows of a data set: the version it was told last, and by which key it calls it.

    `due` is when it is tried again after `failures` in a row.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="registrations")
    registry = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=0)
    remote = models.CharField(max_length=200, blank=True)
    due = models.DateTimeField(default=timezone.now)
    failures = models.PositiveIntegerField(default=0)
    why = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "registry"], name="registered_once")]

    def __str__(self) -> str:
        return f"{self.dataset_id} at {self.registry}"
