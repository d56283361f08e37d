"""The inventory: institutions, their collections, the people to ask, and what an import made of its rows."""

from __future__ import annotations

from django.db import models

from vasculum.model.language_map import name_in
from vasculum.model.period import NOT_STATED, Period
from vasculum.registry.measured import Allocation, Measure

__all__ = [
    "Allocation",
    "Collection",
    "Contact",
    "Identifier",
    "ImportReport",
    "Institution",
    "Measure",
    "SetAsideEdit",
    "StatusPeriod",
]


class Dated(models.Model):
    """Something with a `vasculum.model.period.Period`."""

    begins = models.CharField(max_length=10, blank=True)
    begins_state = models.CharField(max_length=20, default=NOT_STATED)
    ends = models.CharField(max_length=10, blank=True)
    ends_state = models.CharField(max_length=20, default=NOT_STATED)
    period_verbatim = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        """The period, free of the database."""
        return Period(self.begins, self.ends, self.begins_state, self.ends_state, self.period_verbatim)


class Institution(models.Model):
    """An institution that keeps collections; `names`, `note` and `homepages` are language maps.

    `systems` and `addresses` are lists of objects with the names of `System` and `Address` in `vasculum.model.inventory`.
    `version` grows with every change, so that two editors at once cannot overwrite each other.
    """

    key = models.SlugField(max_length=80, unique=True)
    names = models.JSONField(default=dict)
    acronym = models.CharField(max_length=40, blank=True)
    other_names = models.JSONField(default=list, blank=True)
    other_acronyms = models.JSONField(default=list, blank=True)
    city = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True)
    addresses = models.JSONField(default=list, blank=True)
    homepage = models.URLField(max_length=500, blank=True)
    homepages = models.JSONField(default=dict, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    consortium_role = models.CharField(max_length=40, blank=True)
    consortium_category = models.CharField(max_length=40, blank=True)
    hidden = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    founding_year = models.PositiveSmallIntegerField(null=True, blank=True)
    networks = models.JSONField(default=list, blank=True)
    systems = models.JSONField(default=list, blank=True)
    disciplines = models.JSONField(default=list, blank=True)
    material_kinds = models.JSONField(default=list, blank=True)
    note = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=300, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return name_in(self.names, "en")

    def name(self, language: str) -> str:
        """The name for a reader of `language`."""
        return name_in(self.names, language)

    def identifier(self, scheme: str) -> str:
        """The identifier in a scheme, or nothing; costs no question where identifiers were fetched before."""
        return next((row.value for row in self.identifiers.all() if row.scheme == scheme), "")

    @property
    def ror(self) -> str:
        """The address in ROR."""
        return self.identifier("ror")

    @property
    def wikidata(self) -> str:
        """The address of the item of Wikidata."""
        return self.identifier("wikidata")


class Collection(Dated):
    """A collection, a part of one, or a cell of a survey; its sizes are rows of `Measure`.

    `institution` owns it and `hosted_at` keeps it where that is another; `part_of` makes the tree, `alternate_of` says that this
    is the same holding in another unit or language, `incorporated_into` where it went. The period is that of collecting.
    `status` is the present state; its history is in `statuses`.
    """

    key = models.SlugField(max_length=80, unique=True)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="collections")
    names = models.JSONField(default=dict)
    level = models.CharField(max_length=20, default="collection")
    code = models.CharField(max_length=80, blank=True)
    other_names = models.JSONField(default=list, blank=True)
    discipline = models.CharField(max_length=40, blank=True)
    material_kind = models.CharField(max_length=40, blank=True)
    disciplines = models.JSONField(default=list, blank=True)
    material_kinds = models.JSONField(default=list, blank=True)
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    alternate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="alternates")
    incorporated_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="incorporated")
    hosted_at = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="hosted_collections")
    department = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=40, default="active")
    description = models.JSONField(default=dict, blank=True)
    access = models.JSONField(default=dict, blank=True)
    restrictions = models.JSONField(default=dict, blank=True)
    digitisation = models.JSONField(default=dict, blank=True)
    taxonomic_coverage = models.JSONField(default=dict, blank=True)
    geographic_coverage = models.JSONField(default=dict, blank=True)
    temporal_coverage = models.JSONField(default=dict, blank=True)
    homepage = models.URLField(max_length=500, blank=True)
    systems = models.JSONField(default=list, blank=True)
    note = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=300, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["institution__key", "key"]
        indexes = [models.Index(fields=["level", "institution", "key"]), models.Index(fields=["status"])]

    def __str__(self) -> str:
        return name_in(self.names, "en")

    def name(self, language: str) -> str:
        """The name for a reader of `language`."""
        return name_in(self.names, language)


class Identifier(models.Model):
    """An identifier of an institution or of a collection in one scheme."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, null=True, blank=True, related_name="identifiers")
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, null=True, blank=True, related_name="identifiers")
    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=300)

    class Meta:
        ordering = ["scheme", "value"]
        indexes = [models.Index(fields=["scheme", "value"])]
        constraints = [
            models.UniqueConstraint(fields=["institution", "scheme", "value"], name="one_identifier_of_an_institution"),
            models.UniqueConstraint(fields=["collection", "scheme", "value"], name="one_identifier_of_a_collection"),
            models.CheckConstraint(
                condition=models.Q(institution__isnull=True) ^ models.Q(collection__isnull=True), name="identifier_of_one_subject"
            ),
        ]

    def __str__(self) -> str:
        return self.value


class Contact(Dated):
    """Somebody who answers for an institution or a collection; name and mail may be absent, and are when `erased`.

    `source_key` is the id of the person in the source, kept although the person may not be known here.
    """

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, null=True, blank=True, related_name="contacts")
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, null=True, blank=True, related_name="contacts")
    role = models.CharField(max_length=40, default="contact")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    orcid = models.URLField(max_length=60, blank=True)
    position = models.CharField(max_length=200, blank=True)
    source_key = models.CharField(max_length=80, blank=True)
    erased = models.BooleanField(default=False)

    class Meta:
        ordering = ["role", "id"]

    def __str__(self) -> str:
        return self.name or self.role


class StatusPeriod(Dated):
    """A state a collection was or is in; at risk: which contact retires when, and whether there is a successor."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=40)
    reason = models.JSONField(default=dict, blank=True)
    retires = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    retires_on = models.CharField(max_length=10, blank=True)
    successor = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["begins", "id"]

    def __str__(self) -> str:
        return self.status


class SetAsideEdit(models.Model):
    """What the second of two editors at once had written: kept, beside what the first one saved."""

    subject = models.CharField(max_length=20)
    key = models.SlugField(max_length=80)
    based_on = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    by = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["subject", "key"])]

    def __str__(self) -> str:
        return f"{self.subject} {self.key}"


class ImportReport(models.Model):
    """What became of every row of an import: `rows` counts by file how many were read, entered, remarked upon and refused.

    `remarks` and `rejections` are lists of objects named as `vasculum.model.rejection.Rejection`.
    """

    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)
    rows = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    rejections = models.JSONField(default=list)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.source}"
