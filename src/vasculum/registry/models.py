"""The inventory: institutions, their collections, and how large each collection is said to be."""

from __future__ import annotations

from django.db import models

from vasculum.model.language_map import name_in


class Institution(models.Model):
    """An institution that keeps collections; `names` and `note` are language maps."""

    key = models.SlugField(max_length=80, unique=True)
    names = models.JSONField(default=dict)
    acronym = models.CharField(max_length=40, blank=True)
    city = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True)
    homepage = models.URLField(max_length=500, blank=True)
    ror = models.URLField(max_length=120, blank=True)
    wikidata = models.URLField(max_length=120, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    consortium_role = models.CharField(max_length=40, blank=True)
    hidden = models.BooleanField(default=False)
    note = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return name_in(self.names, "en")

    def name(self, language: str) -> str:
        """The name for a reader of `language`."""
        return name_in(self.names, language)


class Collection(models.Model):
    """A collection, or a part of one, with the size its keeper declares.

    A size that is not stated is null, never zero; `count_verbatim` is the figure as it was printed.
    """

    key = models.SlugField(max_length=80, unique=True)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="collections")
    names = models.JSONField(default=dict)
    discipline = models.CharField(max_length=40, blank=True)
    material_kind = models.CharField(max_length=40, blank=True)
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    hosted_at = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="hosted_collections")
    status = models.CharField(max_length=40, default="active")
    count_low = models.BigIntegerField(null=True, blank=True)
    count_best = models.BigIntegerField(null=True, blank=True)
    count_high = models.BigIntegerField(null=True, blank=True)
    count_unit = models.CharField(max_length=40, blank=True)
    count_basis = models.CharField(max_length=40, blank=True)
    count_as_of = models.CharField(max_length=10, blank=True)
    count_qualifier = models.CharField(max_length=40, blank=True)
    count_verbatim = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["institution__key", "key"]

    def __str__(self) -> str:
        return name_in(self.names, "en")

    def name(self, language: str) -> str:
        """The name for a reader of `language`."""
        return name_in(self.names, language)
