"""The rows around institutions and collections: identifiers, contacts, states, and parts along the axes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vasculum.model import inventory as told
from vasculum.model.measure import Measure
from vasculum.registry.models import Allocation, Collection, Contact, Identifier, Institution, StatusPeriod

Parts = list[tuple[int, tuple[Measure, ...]]]
CHUNK = 500
AXES = ("discipline", "storage", "realm", "biome", "period")


def enter_rows(
    institutions: Sequence[told.InstitutionDescription],
    collections: Sequence[told.CollectionDescription],
    institution_rows: Mapping[str, Institution],
    collection_rows: Mapping[str, Collection],
) -> Parts:
    """Adds the rows that are not there yet, and gives the parts of collections that have measures of their own."""
    for each in institutions:
        _enter_identifiers(each.identifiers, {"institution_id": institution_rows[each.key].pk})
    owned = {collection_rows[each.key].pk: each for each in collections}
    for pk, described in owned.items():
        if described.identifiers:
            _enter_identifiers(described.identifiers, {"collection_id": pk})
    _enter_contacts("institution", {institution_rows[each.key].pk: each.contacts for each in institutions if each.contacts})
    _enter_contacts("collection", {pk: each.contacts for pk, each in owned.items() if each.contacts})
    _enter_statuses({pk: each.statuses for pk, each in owned.items() if each.statuses})
    return _enter_allocations({pk: each.allocations for pk, each in owned.items() if each.allocations})


def _enter_identifiers(identifiers: Iterable[told.Identifier], owner: Mapping[str, Any]) -> None:
    wanted = {(each.scheme, each.value) for each in identifiers}
    rows = Identifier.objects.filter(**owner, scheme__in={scheme for scheme, _ in wanted})
    known = {(row.scheme, row.value): row for row in rows}
    for pair in known.keys() - wanted:
        known[pair].delete()
    for scheme, value in sorted(wanted - known.keys()):
        Identifier.objects.create(**owner, scheme=scheme, value=value)


def _enter_contacts(subject: str, contacts: Mapping[int, Sequence[told.Contact]]) -> None:
    rows = Contact.objects.filter(**{f"{subject}_id__in": list(contacts)})
    known = {(getattr(row, f"{subject}_id"), row.role, row.source_key or row.name) for row in rows}
    erased = {(getattr(row, f"{subject}_id"), row.role) for row in rows if row.erased}
    fresh = [
        Contact(**{f"{subject}_id": pk}, **_contact(each))
        for pk, listed in contacts.items()
        for each in listed
        if (pk, each.role, each.key or each.name) not in known and (each.key or (pk, each.role) not in erased)
    ]
    Contact.objects.bulk_create(fresh, batch_size=CHUNK)


def _contact(each: told.Contact) -> dict[str, Any]:
    fields = {name: getattr(each, name) for name in ("role", "name", "email", "phone", "orcid", "position")}
    return {**fields, "source_key": each.key, **_period(each)}


def _enter_statuses(statuses: Mapping[int, Sequence[told.StatusPeriod]]) -> None:
    rows = StatusPeriod.objects.filter(collection_id__in=list(statuses))
    known = {(row.collection_id, row.status, row.begins, row.ends) for row in rows}
    fresh = [
        StatusPeriod(collection_id=pk, retires=_retiring(pk, each.retires), **_status(each))
        for pk, listed in statuses.items()
        for each in listed
        if (pk, each.status, each.period.begins, each.period.ends) not in known
    ]
    StatusPeriod.objects.bulk_create(fresh, batch_size=CHUNK)


def _retiring(collection: int, key: str) -> Contact | None:
    return Contact.objects.filter(collection_id=collection, source_key=key).first() if key else None


def _status(each: told.StatusPeriod) -> dict[str, Any]:
    fields = {name: getattr(each, name) for name in ("status", "retires_on", "successor", "source")}
    return {**fields, "reason": dict(each.reason), **_period(each)}


def _period(each: told.Contact | told.StatusPeriod) -> dict[str, str]:
    period = each.period
    states = {"begins_state": period.begins_state, "ends_state": period.ends_state}
    return {"begins": period.begins, "ends": period.ends, "period_verbatim": period.verbatim, **states}


def _enter_allocations(allocations: Mapping[int, Sequence[told.Allocation]]) -> Parts:
    known = _known_allocations(list(allocations))
    fresh = [
        Allocation(collection_id=pk, share=each.share, **{axis: getattr(each, axis) for axis in AXES})
        for pk, listed in allocations.items()
        for each in listed
        if (pk, *_codes(each)) not in known
    ]
    Allocation.objects.bulk_create(fresh, batch_size=CHUNK)
    known = _known_allocations(list(allocations))
    return [(known[(pk, *_codes(each))], each.measures) for pk, listed in allocations.items() for each in listed if each.measures]


def _known_allocations(collections: list[int]) -> dict[tuple[Any, ...], int]:
    rows = Allocation.objects.filter(collection_id__in=collections).values_list("pk", "collection_id", *AXES)
    return {tuple(row[1:]): row[0] for row in rows}


def _codes(each: told.Allocation) -> tuple[str, ...]:
    return tuple(getattr(each, axis) for axis in AXES)
