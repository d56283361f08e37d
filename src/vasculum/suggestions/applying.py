"""Doing what was suggested: correct, add, close, merge, turn an institution into a collection. Nothing is ever deleted.

A thing that is gone is closed, one that was merged points to where it went: keys that others have noted keep working.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.text import slugify

from vasculum.model.inventory import StatusPeriod
from vasculum.people.audit import record
from vasculum.people.policy import Actor
from vasculum.registry.editing import change, set_status
from vasculum.registry.keys import LONGEST
from vasculum.registry.models import Collection, Institution
from vasculum.registry.permission import require_act
from vasculum.suggestions.models import Suggestion
from vasculum.suggestions.queries import Subject, subject_of
from vasculum.suggestions.rules import COLLECTION, CONVERT, CREATE, DELETE, INSTITUTION, MERGE, UPDATE, field_of, target_subject


class NotApplicable(Exception):
    """A suggestion that cannot be done any more: what it is about, or where it leads, is not there."""


def apply(actor: Actor, suggestion: Suggestion, version: int) -> Subject:
    """Does what was suggested to what the moderator saw as `version`, and gives what came of it.

    Raises NotAllowed, `vasculum.registry.editing.Changed` where somebody changed it since, and NotApplicable.
    """
    return _DOING[suggestion.subject, suggestion.kind](actor, suggestion, version)


def _subject(suggestion: Suggestion) -> Subject:
    found = subject_of(suggestion.subject, suggestion.key, include_hidden=True)
    if found is None:
        raise NotApplicable(suggestion.key)
    return found


def _target(suggestion: Suggestion) -> Subject:
    kind = target_subject(suggestion.subject, suggestion.kind)
    found = subject_of(kind, suggestion.target, include_hidden=True)
    if found is None or (kind, found.key) == (suggestion.subject, suggestion.key):
        raise NotApplicable(suggestion.target)
    return found


def _told(suggestion: Suggestion, found: Subject | None) -> dict[str, Any]:
    """The suggested texts as the registry's fields hold them."""
    told: dict[str, Any] = {}
    for name, text in suggestion.fields.items():
        worded = field_of(suggestion.subject, name).is_worded
        before: Mapping[str, str] = getattr(found, name) if found is not None and worded else {}
        told[name] = {**before, suggestion.language: text} if worded else text
    return told


def _update(actor: Actor, suggestion: Suggestion, version: int) -> Subject:
    found = _subject(suggestion)
    return change(actor, found, version, _told(suggestion, found))


def _create_collection(actor: Actor, suggestion: Suggestion, _version: int) -> Subject:
    require_act(actor, "edit collection", suggestion.institution)
    owner = Institution.objects.filter(key=suggestion.institution).first()
    if owner is None:
        raise NotApplicable(suggestion.institution)
    key = _free_key(Collection, f"{owner.key} {suggestion.fields.get('names', '')}")
    made = Collection.objects.create(key=key, institution=owner, **_told(suggestion, None))
    record(actor, "edit collection", f"collection/{key}", None, {"names": made.names}, owner.key)
    return made


def _create_institution(actor: Actor, suggestion: Suggestion, _version: int) -> Subject:
    require_act(actor, "add institution")
    key = _free_key(Institution, suggestion.fields.get("names", ""))
    made = Institution.objects.create(key=key, **_told(suggestion, None))
    record(actor, "add institution", f"institution/{key}", None, {"names": made.names}, key)
    return made


def _free_key(model: type[Subject], text: str) -> str:
    wanted = slugify(text).replace("_", "-")[:LONGEST].strip("-") or "unnamed"
    number, key = 1, wanted
    while model._default_manager.filter(key=key).exists():
        number += 1
        key = f"{wanted}-{number}"
    return key


def _close_collection(actor: Actor, suggestion: Suggestion, version: int) -> Subject:
    found = change(actor, _subject(suggestion), version, {})
    assert isinstance(found, Collection)
    set_status(actor, found, StatusPeriod("closed"))
    return found


def _close_institution(actor: Actor, suggestion: Suggestion, version: int) -> Subject:
    return change(actor, _subject(suggestion), version, {"active": False})


def _merge_collection(actor: Actor, suggestion: Suggestion, version: int) -> Subject:
    found, into = _subject(suggestion), _target(suggestion)
    found = change(actor, found, version, {"incorporated_into": into, "extra": {**found.extra, "replaced_by": into.key}})
    assert isinstance(found, Collection)
    set_status(actor, found, StatusPeriod("incorporated"))
    return found


def _merge_institution(actor: Actor, suggestion: Suggestion, version: int) -> Subject:
    """The collections go over to the other institution, which keeps the names; the merged one is closed and points to it."""
    require_act(actor, "add institution")
    found, into = _subject(suggestion), _target(suggestion)
    _closed(actor, found, version, {"replaced_by": into.key})
    names = [name for name in dict.fromkeys(found.names.values()) if name not in into.other_names]
    change(actor, into, into.version, {"other_names": [*into.other_names, *names]})
    for each in Collection.objects.filter(institution__key=found.key):
        change(actor, each, each.version, {"institution": into})
    return into


def _convert(actor: Actor, suggestion: Suggestion, version: int) -> Subject:
    """The institution becomes a collection of the other one, and its collections parts of that collection."""
    require_act(actor, "add institution")
    found, owner = _subject(suggestion), _target(suggestion)
    assert isinstance(owner, Institution)
    key = _free_key(Collection, found.key)
    made = Collection.objects.create(key=key, institution=owner, names=found.names, description=found.note)
    record(actor, "edit collection", f"collection/{key}", None, {"converted_from": found.key}, owner.key)
    _closed(actor, found, version, {"converted_to_collection": key})
    for each in Collection.objects.filter(institution__key=found.key):
        change(actor, each, each.version, {"institution": owner, "part_of": each.part_of or made})
    return made


def _closed(actor: Actor, found: Subject, version: int, told: Mapping[str, str]) -> None:
    change(actor, found, version, {"active": False, "extra": {**found.extra, **told}})


_DOING: Mapping[tuple[str, str], Callable[[Actor, Suggestion, int], Subject]] = {
    (INSTITUTION, UPDATE): _update,
    (COLLECTION, UPDATE): _update,
    (INSTITUTION, CREATE): _create_institution,
    (COLLECTION, CREATE): _create_collection,
    (INSTITUTION, DELETE): _close_institution,
    (COLLECTION, DELETE): _close_collection,
    (INSTITUTION, MERGE): _merge_institution,
    (COLLECTION, MERGE): _merge_collection,
    (INSTITUTION, CONVERT): _convert,
}
