"""Figures in the database, and the parts of a collection along the axes of the survey."""

from __future__ import annotations

from django.db import models

from vasculum.model import measure
from vasculum.model.language_map import name_in

SUBJECTS = ("institution", "collection", "allocation")


class Allocation(models.Model):
    """A part of a collection along the axes of the survey, with codes of `axes.csv`; an empty code means all of that axis."""

    collection = models.ForeignKey("registry.Collection", on_delete=models.CASCADE, related_name="allocations")
    discipline = models.CharField(max_length=60, blank=True)
    storage = models.CharField(max_length=60, blank=True)
    realm = models.CharField(max_length=60, blank=True)
    biome = models.CharField(max_length=60, blank=True)
    period = models.CharField(max_length=60, blank=True)
    share = models.FloatField(null=True, blank=True)

    class Meta:
        app_label = "registry"
        ordering = ["id"]
        indexes = [models.Index(fields=["discipline"]), models.Index(fields=["storage"])]

    def __str__(self) -> str:
        return " / ".join(filter(None, (self.discipline, self.storage, self.realm, self.biome, self.period)))


class Measure(models.Model):
    """One figure, as `vasculum.model.measure.Measure` says; without a subject it is about the whole consortium.

    `is_current` marks the figures that count: of those declared for one subject, one thing counted and one unit, the newest that
    nothing supersedes. `vasculum.registry.measuring` keeps it true.
    """

    institution = models.ForeignKey(
        "registry.Institution", on_delete=models.CASCADE, null=True, blank=True, related_name="measures"
    )
    collection = models.ForeignKey(
        "registry.Collection", on_delete=models.CASCADE, null=True, blank=True, related_name="measures"
    )
    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, null=True, blank=True, related_name="measures")
    counted = models.CharField(max_length=40, default="held")
    unit = models.CharField(max_length=40, default="unknown")
    low = models.BigIntegerField(null=True, blank=True)
    best = models.BigIntegerField(null=True, blank=True)
    high = models.BigIntegerField(null=True, blank=True)
    qualifier = models.CharField(max_length=40, default="none")
    basis = models.CharField(max_length=40, default="unknown")
    as_of = models.CharField(max_length=21, blank=True)
    by_whom = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300, blank=True)
    verbatim = models.JSONField(default=dict, blank=True)
    printed_step = models.BigIntegerField(null=True, blank=True)
    standing = models.CharField(max_length=20, default="declared")
    quantity = models.CharField(max_length=80, blank=True)
    derived = models.BooleanField(default=False)
    what = models.JSONField(default=dict, blank=True)
    note = models.JSONField(default=dict, blank=True)
    supersedes = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="superseded_by")
    is_current = models.BooleanField(default=False)
    imported_as = models.CharField(max_length=160, blank=True)
    entered = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "registry"
        ordering = ["as_of", "id"]
        indexes = [
            models.Index(fields=["counted", "collection"], condition=models.Q(is_current=True), name="current_of_collection"),
            models.Index(fields=["counted", "allocation"], condition=models.Q(is_current=True), name="current_of_allocation"),
            models.Index(fields=["unit", "counted", "collection"], name="measures_in_one_unit"),
            models.Index(fields=["quantity"]),
            models.Index(fields=["imported_as"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(institution__isnull=True, collection__isnull=True)
                | models.Q(institution__isnull=True, allocation__isnull=True)
                | models.Q(collection__isnull=True, allocation__isnull=True),
                name="measure_of_one_subject",
            )
        ]

    def __str__(self) -> str:
        return name_in(self.verbatim, "en") or self.qualifier

    @property
    def plain(self) -> measure.Measure:
        """The same figure, free of the database."""
        names = measure.Measure.__dataclass_fields__
        return measure.Measure(**{name: getattr(self, name) for name in names})
