"""Changing what stands in rows around an institution or a collection: its identifiers and the people to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from vasculum.people.audit import record
from vasculum.people.policy import Actor
from vasculum.registry.editing import ACTS, Changed, Subject, place_of, set_aside, trail_name
from vasculum.registry.models import Contact, Identifier
from vasculum.registry.permission import require_act

Row = Mapping[str, Any]
IDENTIFIER = ("scheme", "value")
CONTACT = ("role", "name", "position", "email", "phone", "orcid", "begins", "begins_state", "ends", "ends_state")
FIELDS: Mapping[str, tuple[str, ...]] = {"identifiers": IDENTIFIER, "contacts": CONTACT}


def rows_of(subject: Subject, kind: str) -> list[dict[str, Any]]:
    """The `identifiers` or the `contacts` as they stand, each with its `id`; people who were erased are left out."""
    listed = subject.contacts.filter(erased=False) if kind == "contacts" else subject.identifiers.all()
    return [{"id": each.pk, **{name: getattr(each, name) for name in FIELDS[kind]}} for each in listed]


def change_rows(actor: Actor, subject: Subject, version: int, kind: str, rows: Sequence[Row]) -> Subject:
    """Puts `rows` in the place of the identifiers or contacts that the editor saw with `version`.

    A row with the `id` of one that stands there changes that one. Raises Changed when another version stands there, with both
    texts kept, and NotAllowed.
    """
    require_act(actor, ACTS[type(subject)], place_of(subject))
    changed = _changed(actor, subject, version, kind, rows)
    if changed is None:
        found = type(subject)._default_manager.get(pk=subject.pk)
        raise Changed(found, set_aside(actor, found, version, {kind: [_told(each, kind) for each in rows]}))
    return changed


@transaction.atomic
def _changed(actor: Actor, subject: Subject, version: int, kind: str, rows: Sequence[Row]) -> Subject | None:
    found = type(subject)._default_manager.select_for_update().get(pk=subject.pk)
    if found.version != version:
        return None
    before = rows_of(found, kind)
    _put(found, kind, before, rows)
    after = rows_of(found, kind)
    if after != before:
        found.version += 1
        found.save()
        record(actor, ACTS[type(found)], trail_name(found), {kind: before}, {kind: after}, place_of(found))
    return found


def _put(found: Subject, kind: str, before: Sequence[Row], rows: Sequence[Row]) -> None:
    model = Contact if kind == "contacts" else Identifier
    own = model.objects.filter(**{type(found).__name__.lower(): found})
    known, kept = {each["id"] for each in before}, {each.get("id") for each in rows}
    own.filter(pk__in=known - kept).delete()
    for each in rows:
        if each.get("id") in known:
            own.filter(pk=each["id"]).update(**_told(each, kind))
        else:
            own.create(**_told(each, kind), **{type(found).__name__.lower(): found})


def _told(row: Row, kind: str) -> dict[str, Any]:
    return {name: row[name] for name in FIELDS[kind] if name in row}
