"""What is asked about suggestions and what they are about."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Mapping

from vasculum.model.language_map import name_in
from vasculum.registry.models import Collection, Institution
from vasculum.registry.queries import SHOWN_LEVELS, collection, institution
from vasculum.suggestions.models import Suggestion
from vasculum.suggestions.rules import FIELDS, INSTITUTION, PENDING

Subject = Institution | Collection


def subject_of(kind: str, key: str, *, include_hidden: bool = False) -> Subject | None:
    """The institution or collection of a key; None where there is none to be seen."""
    if not key:
        return None
    return institution(key, include_hidden) if kind == INSTITUTION else collection(key, include_hidden)


def values_of(subject: Subject | None, kind: str, language: str) -> dict[str, str]:
    """What stands in the fields that may be suggested, for a reader of `language`."""
    if subject is None:
        return {each.name: "" for each in FIELDS[kind]}
    return {each.name: _text(getattr(subject, each.name), language) for each in FIELDS[kind]}


def _text(value: str | Mapping[str, str], language: str) -> str:
    return value if isinstance(value, str) else name_in(value, language)


def place_of(subject: Subject | None) -> str:
    """The institution at which something is decided on."""
    if subject is None:
        return ""
    return subject.key if isinstance(subject, Institution) else subject.institution.key


def pending(places: Several[str]) -> list[Suggestion]:
    """What is to be decided at these institutions, or everywhere where "" is among them, the oldest first."""
    rows = Suggestion.objects.filter(state=PENDING)
    return list(rows if "" in places else rows.filter(institution__in=places))


def decided(places: Several[str], most: int = 50) -> list[Suggestion]:
    """What was decided last at these institutions."""
    rows = Suggestion.objects.exclude(state=PENDING).order_by("-decided")
    return list((rows if "" in places else rows.filter(institution__in=places))[:most])


def targets(found: Subject | None) -> list[tuple[str, dict[str, str]]]:
    """Keys and names of what may be named as a target: the other collections of its institution, or the other institutions."""
    but = found.key if found else ""
    if isinstance(found, Collection):
        rows = Collection.objects.filter(institution=found.institution, level__in=SHOWN_LEVELS).exclude(key=but).order_by("key")
        return list(rows.values_list("key", "names"))
    return list(Institution.objects.filter(hidden=False).exclude(key=but).order_by("key").values_list("key", "names"))
