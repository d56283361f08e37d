"""What may be suggested: the five kinds of the world registry, and the fields of an institution or a collection.

Kinds and states follow GRSciColl's change suggestions (https://techdocs.gbif.org/en/openapi/v1/registry#/).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INSTITUTION, COLLECTION = "institution", "collection"
CREATE, UPDATE, DELETE, MERGE, CONVERT = "create", "update", "delete", "merge", "convert"
PENDING, APPLIED, DISCARDED = "pending", "applied", "discarded"

KINDS: Mapping[str, tuple[str, ...]] = {
    INSTITUTION: (UPDATE, DELETE, MERGE, CONVERT),
    COLLECTION: (UPDATE, DELETE, MERGE),
}
KIND_LABELS: Mapping[str, Promise] = {
    CREATE: _("It is missing here"),
    UPDATE: _("Something is wrong or missing"),
    DELETE: _("It does not exist any more"),
    MERGE: _("It is the same as another one"),
    CONVERT: _("It is a collection of another institution"),
}
STATE_LABELS: Mapping[str, Promise] = {
    PENDING: _("to be decided"),
    APPLIED: _("accepted"),
    DISCARDED: _("not accepted"),
}
SUBJECT_LABELS: Mapping[str, Promise] = {INSTITUTION: _("Institution"), COLLECTION: _("Collection")}


@dataclass(frozen=True, slots=True)
class Suggestable:
    """A field that may be suggested; `is_worded` where the registry holds it in several languages."""

    name: str
    label: Promise
    longest: int
    is_worded: bool = False
    is_long: bool = False
    kind: str = "text"


FIELDS: Mapping[str, tuple[Suggestable, ...]] = {
    INSTITUTION: (
        Suggestable("names", _("Name"), 300, is_worded=True),
        Suggestable("acronym", _("Acronym"), 40),
        Suggestable("note", _("Description"), 5_000, is_worded=True, is_long=True),
        Suggestable("city", _("City"), 120),
        Suggestable("homepage", _("Website"), 500, kind="url"),
        Suggestable("email", _("E-mail address"), 254, kind="email"),
        Suggestable("phone", _("Telephone"), 60),
    ),
    COLLECTION: (
        Suggestable("names", _("Name"), 300, is_worded=True),
        Suggestable("code", _("Code"), 80),
        Suggestable("description", _("Description"), 5_000, is_worded=True, is_long=True),
        Suggestable("department", _("Department"), 200),
        Suggestable("homepage", _("Website"), 500, kind="url"),
        Suggestable("taxonomic_coverage", _("Groups of organisms or objects"), 2_000, is_worded=True, is_long=True),
        Suggestable("geographic_coverage", _("Where it comes from"), 2_000, is_worded=True, is_long=True),
    ),
}


def field_of(subject: str, name: str) -> Suggestable:
    """A field by its name; raises KeyError for one that may not be suggested."""
    return {each.name: each for each in FIELDS[subject]}[name]


def needs_target(kind: str) -> bool:
    """Whether a suggestion of this kind names something else: what it is the same as, or to whom it belongs.

    >>> needs_target("merge"), needs_target("update")
    (True, False)
    """
    return kind in (MERGE, CONVERT)


def target_subject(subject: str, kind: str) -> str:
    """What a suggestion leads to: to another of its own sort, or to the institution it becomes a collection of."""
    return INSTITUTION if kind == CONVERT else subject
