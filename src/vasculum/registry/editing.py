"""Changing what the registry says by hand: two editors at once, a newer figure, a new state, a person to be forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from vasculum.model import inventory as told_of
from vasculum.model.measure import Measure as Told
from vasculum.people.audit import blank, record
from vasculum.people.policy import Actor
from vasculum.registry.entering import present_status
from vasculum.registry.measuring import Figure, add_figure, subject_of
from vasculum.registry.models import Collection, Contact, Institution, Measure, SetAsideEdit, StatusPeriod
from vasculum.registry.permission import require_act

Subject = Institution | Collection
ACTS: Mapping[type[Subject], str] = {Institution: "edit institution", Collection: "edit collection"}
KEPT = frozenset({"id", "pk", "key", "version", "changed"})


class Changed(Exception):
    """Somebody else saved first: `found` is what stands there now, `set_aside` keeps what was to be saved."""

    def __init__(self, found: Subject, set_aside: SetAsideEdit) -> None:
        super().__init__(f"{found.key} was changed by somebody else: version {found.version} instead of {set_aside.based_on}")
        self.found = found
        self.set_aside = set_aside


def change(actor: Actor, subject: Subject, version: int, fields: Mapping[str, Any]) -> Subject:
    """Changes fields of an institution or a collection that the editor saw as `version`, and gives it as it is then.

    Raises Changed when another version stands there, with both texts kept; NotAllowed; ValueError for a field that is none.
    """
    require_act(actor, ACTS[type(subject)], place_of(subject))
    _require_fields(subject, fields)
    changed = _changed(actor, subject, version, fields)
    if changed is None:
        found = type(subject)._default_manager.get(pk=subject.pk)
        raise Changed(found, set_aside(actor, found, version, fields))
    return changed


@transaction.atomic
def _changed(actor: Actor, subject: Subject, version: int, fields: Mapping[str, Any]) -> Subject | None:
    found = type(subject)._default_manager.select_for_update().get(pk=subject.pk)
    if found.version != version:
        return None
    differing = {name: value for name, value in fields.items() if getattr(found, name) != value}
    before = {name: _shown(getattr(found, name)) for name in differing}
    for name, value in differing.items():
        setattr(found, name, value)
    if differing:
        found.version += 1
        found.save()
        after = {name: _shown(value) for name, value in differing.items()}
        record(actor, ACTS[type(found)], trail_name(found), before, after, place_of(found))
    return found


def _require_fields(subject: Subject, fields: Mapping[str, Any]) -> None:
    known = {field.name for field in subject._meta.concrete_fields} - KEPT
    unknown = sorted(set(fields) - known)
    if unknown:
        raise ValueError(f"{type(subject).__name__.lower()} has no field {', '.join(unknown)} to change")


def set_aside(actor: Actor, found: Subject, version: int, fields: Mapping[str, Any]) -> SetAsideEdit:
    """Keeps what the second of two editors had written."""
    return SetAsideEdit.objects.create(
        subject=type(found).__name__.lower(),
        key=found.key,
        based_on=version,
        found=found.version,
        fields={name: _shown(value) for name, value in fields.items()},
        by=actor.account,
    )


@transaction.atomic
def state_measure(actor: Actor, subject: Subject, told: Told, supersedes: Measure | None = None) -> Measure:
    """Enters a figure about an institution or a collection, in place of an older one where that is named.

    The older one stays, as superseded. Raises NotAllowed, and ValueError for an older figure of something else.
    """
    require_act(actor, ACTS[type(subject)], place_of(subject))
    about = {"institution" if isinstance(subject, Institution) else "collection": subject.pk}
    figure = Figure(told, **about)
    if supersedes and subject_of(supersedes.institution_id, supersedes.collection_id, supersedes.allocation_id) != figure.subject:
        raise ValueError("a figure can only replace one about the same institution or collection")
    stated = add_figure(figure, supersedes)
    record(actor, ACTS[type(subject)], trail_name(subject), None, {"figure": stated.pk, "best": told.best}, place_of(subject))
    return stated


@transaction.atomic
def set_status(actor: Actor, collection: Collection, told: told_of.StatusPeriod, retires: Contact | None = None) -> StatusPeriod:
    """Adds a state to the history of a collection, which is then in that state unless it has ended; raises NotAllowed."""
    require_act(actor, "edit collection", place_of(collection))
    period = told.period
    stated = StatusPeriod.objects.create(
        collection=collection,
        status=told.status,
        reason=dict(told.reason),
        retires=retires,
        retires_on=told.retires_on,
        successor=told.successor,
        source=told.source,
        begins=period.begins,
        ends=period.ends,
        begins_state=period.begins_state,
        ends_state=period.ends_state,
        period_verbatim=period.verbatim,
    )
    now = present_status([told]) or collection.status
    _changed(actor, collection, Collection.objects.get(pk=collection.pk).version, {"status": now})
    return stated


@transaction.atomic
def erase_contact(actor: Actor, contact: Contact) -> None:
    """Takes a person's name and addresses out of the registry and out of the trail; the role and its dates stay.

    Raises NotAllowed. An import does not bring an erased person back.
    """
    require_act(actor, "erase person")
    blank(tuple(filter(None, (contact.name, contact.email, contact.phone, contact.orcid))))
    for name in ("name", "email", "phone", "orcid", "position"):
        setattr(contact, name, "")
    contact.erased = True
    contact.save()
    record(actor, "erase person", f"contact/{contact.pk}")


def place_of(subject: Subject) -> str:
    """The key of the institution where the act takes place."""
    return subject.key if isinstance(subject, Institution) else subject.institution.key


def trail_name(subject: Subject) -> str:
    """What the trail calls it."""
    return f"{type(subject).__name__.lower()}/{subject.key}"


def _shown(value: Any) -> Any:
    return value.key if isinstance(value, Institution | Collection) else value
