"""What the registry holds, as descriptions free of the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet

from vasculum.model import inventory as told
from vasculum.model.measure import Measure
from vasculum.registry.models import Allocation, Collection, Contact, Institution, StatusPeriod

_INSTITUTION = (
    "key", "names", "acronym", "consortium_role", "consortium_category", "hidden", "active", "region", "latitude", "longitude",
    "homepage", "homepages", "email", "phone", "founding_year", "source", "extra",
)  # fmt: skip
_COLLECTION = (
    "key", "names", "level", "code", "description", "department", "homepage", "access", "restrictions", "digitisation",
    "taxonomic_coverage", "geographic_coverage", "temporal_coverage", "note", "source", "extra",
)  # fmt: skip
_REFERENCES = ("part_of", "alternate_of", "incorporated_into", "hosted_at")
_LISTS = ("other_names", "other_acronyms", "networks", "disciplines", "material_kinds")
_AXES = ("discipline", "storage", "realm", "biome", "period", "share")


def institutions_with_rows(found: QuerySet[Institution]) -> QuerySet[Institution]:
    """Institutions with everything their descriptions need, in a fixed number of questions."""
    return found.prefetch_related("identifiers", "contacts", "measures")


def collections_with_rows(found: QuerySet[Collection]) -> QuerySet[Collection]:
    """Collections with everything their descriptions need, in a fixed number of questions."""
    related = ("institution", "part_of", "alternate_of", "incorporated_into", "hosted_at")
    allocations = Prefetch("allocations", Allocation.objects.prefetch_related("measures"))
    states = Prefetch("statuses", StatusPeriod.objects.select_related("retires"))
    return found.select_related(*related).prefetch_related("identifiers", "contacts", "measures", states, allocations)


def describe_institution(row: Institution) -> told.InstitutionDescription:
    """An institution as the registry knows it."""
    lists: dict[str, Any] = {name: tuple(getattr(row, name)) for name in _LISTS}
    addresses = tuple(told.Address(**each) for each in row.addresses) or _seat(row)
    return told.InstitutionDescription(
        **{name: getattr(row, name) for name in _INSTITUTION},
        **lists,
        description=row.note,
        addresses=addresses,
        systems=_systems(row.systems),
        identifiers=_identifiers(row),
        contacts=_contacts(row.contacts.all()),
        measures=_measures(row),
    )


def describe_collection(row: Collection) -> told.CollectionDescription:
    """A collection as the registry knows it."""
    references: dict[str, Any] = {name: _key(getattr(row, name)) for name in _REFERENCES}
    return told.CollectionDescription(
        **{name: getattr(row, name) for name in _COLLECTION},
        **references,
        institution=row.institution.key,
        other_names=tuple(row.other_names),
        disciplines=tuple(row.disciplines) or _some(row.discipline),
        material_kinds=tuple(row.material_kinds) or _some(row.material_kind),
        collecting=row.period,
        systems=_systems(row.systems),
        identifiers=_identifiers(row),
        contacts=_contacts(row.contacts.all()),
        statuses=tuple(_status(each) for each in row.statuses.all()) or tuple(map(told.StatusPeriod, _some(row.status))),
        allocations=tuple(_allocation(each) for each in row.allocations.all()),
        measures=_measures(row),
    )


def _key(row: Any) -> str:
    return row.key if row else ""


def _some(code: str) -> tuple[str, ...]:
    return (code,) if code else ()


def _seat(row: Institution) -> tuple[told.Address, ...]:
    return (told.Address(city=row.city, country=row.country),) if row.city or row.country else ()


def _systems(rows: Sequence[Any]) -> tuple[told.System, ...]:
    return tuple(told.System(each.get("name", ""), each.get("address", "")) for each in rows)


def _identifiers(row: Institution | Collection) -> tuple[told.Identifier, ...]:
    return tuple(told.Identifier(each.scheme, each.value) for each in row.identifiers.all())


def _measures(row: Institution | Collection | Allocation) -> tuple[Measure, ...]:
    rows = list(row.measures.all())
    replaced = {each.supersedes_id for each in rows}
    return tuple(each.plain for each in rows if each.pk not in replaced)


def _contacts(rows: Iterable[Contact]) -> tuple[told.Contact, ...]:
    return tuple(
        told.Contact(each.role, each.name, each.email, each.phone, each.orcid, each.position, each.period, each.source_key)
        for each in rows
        if not each.erased
    )


def _status(row: StatusPeriod) -> told.StatusPeriod:
    retires = row.retires.source_key if row.retires else ""
    return told.StatusPeriod(row.status, row.period, row.reason, retires, row.retires_on, row.successor, row.source)


def _allocation(row: Allocation) -> told.Allocation:
    return told.Allocation(**{name: getattr(row, name) for name in _AXES}, measures=_measures(row))
