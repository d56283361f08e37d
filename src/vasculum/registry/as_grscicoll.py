"""Institutions and collections with GRSciColl's field names; what it has no field for goes along in `vasculum:other`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import orjson

from vasculum.formats.grscicoll import COLLECTION, INSTITUTION, Entity
from vasculum.formats.grscicoll.normal import OTHER, normal
from vasculum.model import inventory as told
from vasculum.model.language_map import name_in
from vasculum.model.measure import Measure
from vasculum.model.period import Period
from vasculum.registry.grscicoll_terms import CONTENT_TYPES, DISCIPLINES, IDENTIFIER_TYPES
from vasculum.registry.latimer_core_rest import TOLD
from vasculum.registry.latimer_core_terms import COUNTED_AS_SPECIMENS

SOURCE = "grscicoll"
"""Where a description keeps what GRSciColl said and the registry has no place for."""

# What GRSciColl's fields do not carry, by name of the attribute.
INSTITUTION_REST = (
    "key", "names", "other_names", "description", "consortium_role", "consortium_category", "hidden", "region", "homepages",
    "networks", "systems", "disciplines", "material_kinds", "measures", "source", "contacts", "identifiers", "addresses",
)  # fmt: skip
COLLECTION_REST = (
    "key", "institution", "names", "level", "other_names", "description", "disciplines", "material_kinds", "part_of",
    "alternate_of", "hosted_at", "incorporated_into", "access", "restrictions", "digitisation", "taxonomic_coverage",
    "geographic_coverage", "temporal_coverage", "collecting", "identifiers", "systems", "contacts", "statuses", "allocations",
    "measures", "note", "source",
)  # fmt: skip


def as_institution(each: told.InstitutionDescription) -> Entity:
    """An institution as GRSciColl describes one."""
    ours = {
        "key": _grscicoll_key(each.identifiers),
        "code": each.acronym,
        "name": name_in(each.names, "en"),
        "description": name_in(each.description, "en"),
        "active": True if each.active is None else each.active,
        "email": [each.email],
        "phone": [each.phone],
        "homepage": each.homepage,
        "disciplines": [concept for code in each.disciplines for concept in DISCIPLINES.get(code, ())],
        "latitude": each.latitude,
        "longitude": each.longitude,
        "additionalNames": list(each.other_names),
        "foundingDate": each.founding_year,
        "numberSpecimens": number_of_specimens(each.measures),
        "identifiers": _identifiers(each.identifiers),
        "alternativeCodes": [{"code": code} for code in each.other_acronyms],
        "contactPersons": [_contact(contact) for contact in each.contacts],
        **_addresses(each.addresses),
    }
    return _entity(INSTITUTION, ours, each, INSTITUTION_REST)


def as_collection(each: told.CollectionDescription, owner: told.InstitutionDescription | None = None) -> Entity:
    """A collection as GRSciColl describes one; `institutionKey` is GRSciColl's own where the owner has one, else ours."""
    ours = {
        "key": _grscicoll_key(each.identifiers),
        "code": each.code,
        "name": name_in(each.names, "en"),
        "description": name_in(each.description, "en"),
        "active": is_active(each),
        "homepage": each.homepage,
        "contentTypes": [concept for code in each.material_kinds for concept in CONTENT_TYPES.get(code, ())],
        "institutionKey": (_grscicoll_key(owner.identifiers) if owner else "") or each.institution,
        "numberSpecimens": number_of_specimens(each.measures),
        "identifiers": _identifiers(each.identifiers),
        "contactPersons": [_contact(contact) for contact in each.contacts],
        "taxonomicCoverage": name_in(each.taxonomic_coverage, "en"),
        "geographicCoverage": name_in(each.geographic_coverage, "en"),
        "temporalCoverage": name_in(each.temporal_coverage, "en"),
        "notes": name_in(each.note, "en"),
        "department": each.department,
    }
    return _entity(COLLECTION, ours, each, COLLECTION_REST)


def declared_specimens(measures: Iterable[Measure]) -> Measure | None:
    """The newest declared figure of what is held, in a unit that counts specimens; None where there is none."""
    held = [each for each in measures if each.counted == "held" and each.standing == "declared" and each.best is not None]
    counted = [each for each in held if each.unit in COUNTED_AS_SPECIMENS | {"unknown"}]
    return max(counted, key=lambda each: each.as_of, default=None)


def number_of_specimens(measures: Iterable[Measure]) -> int | None:
    """The figure GRSciColl has one field for; what is not known is nothing, never zero."""
    found = declared_specimens(measures)
    return found.best if found else None


def is_active(each: told.CollectionDescription) -> bool:
    """Whether a collection still exists by itself."""
    return not each.statuses or each.statuses[-1].status not in ("closed", "incorporated")


def _grscicoll_key(identifiers: Iterable[told.Identifier]) -> str:
    return next((each.value.rpartition("/")[2] for each in identifiers if each.scheme == "grscicoll"), "")


def _identifiers(identifiers: Iterable[told.Identifier]) -> list[dict[str, str]]:
    return [_identifier(each) for each in identifiers if each.scheme != "grscicoll"]


def _identifier(each: told.Identifier) -> dict[str, str]:
    type, parted, value = each.value.partition(":")
    if each.scheme == "other" and parted and type.isupper():
        return {"type": type, "identifier": value}
    return {"type": IDENTIFIER_TYPES.get(each.scheme, "UNKNOWN"), "identifier": each.value}


def _addresses(addresses: Iterable[told.Address]) -> dict[str, dict[str, str]]:
    by_kind = {each.kind: each for each in addresses}
    fields_of = {"mailing": "mailingAddress", "physical": "address"}
    return {field: _address(by_kind[kind]) for kind, field in fields_of.items() if kind in by_kind}


def _address(each: told.Address) -> dict[str, str]:
    return {
        "address": each.street,
        "city": each.city,
        "province": each.province,
        "postalCode": each.postal_code,
        "country": each.country,
    }


def _contact(each: told.Contact) -> dict[str, Any]:
    given, _, family = each.name.rpartition(" ")
    return {
        "firstName": given,
        "lastName": family,
        "position": [each.position or each.role],
        "phone": [each.phone],
        "email": [each.email],
        "userIds": [{"type": "ORCID", "id": each.orcid}] if each.orcid else [],
    }


def _entity(
    kind: str, ours: Mapping[str, Any], each: told.InstitutionDescription | told.CollectionDescription, rest: Iterable[str]
) -> Entity:
    said = orjson.loads(each.extra.get(SOURCE, "{}"))
    carried = {name: value for name, value in _carried(each, rest).items() if value}
    filled = {name: value for name, value in ours.items() if value not in (None, "", [], [""], {}, [{}])}
    lists = {name: [*filled[name], *said[name]] for name in filled.keys() & said.keys() if isinstance(filled[name], list)}
    other = {**said.get(OTHER, {}), **({TOLD: carried} if carried else {})}
    return Entity(kind, normal({**said, **filled, **lists, OTHER: other}, kind, "", []))


def _carried(each: told.InstitutionDescription | told.CollectionDescription, rest: Iterable[str]) -> dict[str, Any]:
    usual = {field.name: field.default for field in fields(each)}
    empty: tuple[object, ...] = ((), {}, "", None, False, Period())
    told_rest = {name: value for name in rest if (value := getattr(each, name)) not in (*empty, usual[name])}
    extra = {name: text for name, text in each.extra.items() if name != SOURCE}
    carried = orjson.loads(orjson.dumps(told_rest | ({"extra": extra} if extra else {})))
    return dict(carried)
