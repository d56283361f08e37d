"""The rules as they are kept: nothing is ever removed, a rule that no longer applies has ended and says who ended it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vasculum.protection.rules import Box, Category, Rule
from vasculum.protection.taxa import Protected


class ProtectionRule(models.Model):
    """A rule; what it names must all hold for it to apply. An empty `institution` means every one.

    `review` is when somebody should look at it again: the rule goes on applying then. `ended` is when it was ended.
    """

    CATEGORIES = [
        (Category.COUNTED.value, _("counted only")),
        (Category.WITHHELD.value, _("place withheld")),
        (Category.DEGREE.value, _("cell of 1 degree")),
        (Category.TENTH.value, _("cell of 0.1 degree")),
        (Category.HUNDREDTH.value, _("cell of 0.01 degree")),
        (Category.THOUSANDTH.value, _("cell of 0.001 degree")),
    ]

    category = models.CharField(max_length=20, choices=CATEGORIES)
    taxon = models.CharField(max_length=200, blank=True)
    synonyms = models.JSONField(default=list, blank=True)
    country = models.CharField(max_length=6, blank=True)
    west = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    south = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    east = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    north = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    institution = models.CharField(max_length=80, blank=True)
    collection = models.CharField(max_length=80, blank=True)
    term = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=200, blank=True)
    reason = models.TextField()
    document = models.CharField(max_length=500, blank=True)
    review = models.DateField(null=True, blank=True)
    made = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["taxon", "collection", "pk"]

    def __str__(self) -> str:
        return f"{self.pk} ({self.category})"

    @property
    def box(self) -> Box | None:
        """Its area."""
        sides = (self.west, self.south, self.east, self.north)
        return None if None in sides else Box(*(float(side) for side in sides if side is not None))

    def rule(self) -> Rule:
        """The rule as it is applied."""
        return Rule(
            key=str(self.pk),
            category=Category(self.category),
            taxon=Protected(self.taxon, tuple(self.synonyms)) if self.taxon else None,
            country=self.country,
            box=self.box,
            institution=self.institution,
            collection=self.collection,
            term=self.term,
            text=self.text,
            reason=self.reason,
            review=self.review,
        )
