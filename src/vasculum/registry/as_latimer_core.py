"""Institutions and collections as Latimer Core; what the standard has no term for goes along in `vasculum:other`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from typing import Any, TypeVar

import orjson

from vasculum.formats.latimer_core import descriptions as ltc
from vasculum.formats.latimer_core.normal import normal
from vasculum.formats.latimer_core.values import value_of
from vasculum.model import inventory as told
from vasculum.model.language_map import name_in
from vasculum.model.period import NOT_STATED, STATED, Period
from vasculum.registry import latimer_core_terms as words
from vasculum.registry.latimer_core_measures import as_measurement
from vasculum.registry.latimer_core_rest import SOURCE, TOLD
from vasculum.registry.vocabularies import label

D = TypeVar("D", bound=ltc.Described)

_ACTIVITY = {True: words.ACTIVE, False: words.NOT_ACTIVE, None: ""}

# What the terms of Latimer Core do not carry, by name of the attribute.
INSTITUTION_REST = (
    "consortium_role", "consortium_category", "hidden", "region", "homepages", "networks", "systems", "material_kinds", "source",
)  # fmt: skip
COLLECTION_REST = (
    "level", "department", "restrictions", "digitisation", "taxonomic_coverage", "geographic_coverage", "temporal_coverage",
    "collecting", "systems", "allocations", "note", "source", "description", "access",
)  # fmt: skip


def as_organisational_unit(each: told.InstitutionDescription) -> ltc.OrganisationalUnit:
    """An institution as an OrganisationalUnit."""
    unit = ltc.OrganisationalUnit(
        organisational_unit_name=name_in(each.names, "en"),
        organisational_unit_type="Institution",
        has_identifier=_institution_identifiers(each),
        has_address=tuple(_address(address) for address in each.addresses),
        has_contact_detail=_details(each.email, each.phone),
        has_person_role=tuple(_person_role(contact) for contact in each.contacts),
        has_measurement_or_fact=(*_facts(each), *map(as_measurement, each.measures)),
        has_reference=_website(words.INSTITUTION_HOMEPAGE, each.homepage),
        other=_rest(each, INSTITUTION_REST),
    )
    return _with_source(unit, each.extra)


def as_object_group(each: told.CollectionDescription, owner: ltc.OrganisationalUnit) -> ltc.ObjectGroup:
    """A collection as an ObjectGroup that belongs to `owner`."""
    group = ltc.ObjectGroup(
        collection_name=name_in(each.names, "en"),
        alternative_collection_name=each.other_names,
        description=name_in(each.description, "en"),
        discipline=tuple(label("discipline", code, "en") for code in each.disciplines),
        type_of_object_group=tuple(label("material_kind", code, "en") for code in each.material_kinds),
        collection_management_system=tuple(system.name for system in each.systems),
        conditions_of_access=tuple(filter(None, [name_in(each.access, "en")])),
        is_current_collection=_is_current(each),
        has_identifier=_collection_identifiers(each),
        has_organisational_unit=(owner,),
        has_person_role=tuple(_person_role(contact) for contact in each.contacts),
        has_measurement_or_fact=(*_names(each.names), *map(as_measurement, each.measures)),
        has_collection_status_history=tuple(_status(status) for status in each.statuses),
        has_resource_relationship=_relations(each),
        has_reference=_website(words.COLLECTION_HOMEPAGE, each.homepage),
        other=_rest(each, COLLECTION_REST),
    )
    return _with_source(group, each.extra)


def brief(unit: ltc.OrganisationalUnit) -> ltc.OrganisationalUnit:
    """An institution by its name and identifiers alone, as a collection names its owner."""
    return ltc.OrganisationalUnit(
        organisational_unit_name=unit.organisational_unit_name,
        organisational_unit_type=unit.organisational_unit_type,
        has_identifier=unit.has_identifier,
    )


def _institution_identifiers(each: told.InstitutionDescription) -> tuple[ltc.Identifier, ...]:
    codes = [(words.NODE_KEY, each.key), (words.INSTITUTION_CODE, each.acronym)]
    codes += [(words.ALTERNATIVE_INSTITUTION_CODE, code) for code in each.other_acronyms]
    return _identifiers(codes, each.identifiers, "Institution")


def _collection_identifiers(each: told.CollectionDescription) -> tuple[ltc.Identifier, ...]:
    return _identifiers([(words.NODE_KEY, each.key), (words.COLLECTION_CODE, each.code)], each.identifiers, "Collection")


def _identifiers(
    codes: Iterable[tuple[str, str]], identifiers: Iterable[told.Identifier], subject: str
) -> tuple[ltc.Identifier, ...]:
    plain = tuple(ltc.Identifier(type, value) for type, value in codes if value)
    return plain + tuple(_identifier(each, subject) for each in identifiers)


def _identifier(each: told.Identifier, subject: str) -> ltc.Identifier:
    named = words.scheme_name(each.scheme, subject)
    type, parted, value = each.value.partition(":")
    if not named and each.scheme == "other" and parted and not value.startswith("//"):
        return ltc.Identifier(type, value)
    return ltc.Identifier(named or each.scheme, each.value)


def _address(each: told.Address) -> ltc.Address:
    return ltc.Address(
        address_type=words.ADDRESSES.get(each.kind, each.kind),
        street_address=each.street,
        postal_code=each.postal_code,
        address_locality=each.city,
        address_region=each.province,
        address_country=each.country,
    )


def _details(email: str, phone: str) -> tuple[ltc.ContactDetail, ...]:
    return tuple(ltc.ContactDetail(kind, value) for kind, value in ((words.EMAIL, email), (words.PHONE, phone)) if value)


def _person_role(each: told.Contact) -> ltc.PersonRole:
    person = ltc.Person(
        full_name=each.name,
        has_identifier=(ltc.Identifier("ORCID", each.orcid),) if each.orcid else (),
        has_contact_detail=_details(each.email, each.phone),
    )
    return ltc.PersonRole(
        has_person=(person,) if person != ltc.Person() else (),
        has_role=tuple(ltc.Role(name) for name in (label("contact_role", each.role, "en"), each.position) if name),
        has_temporal_coverage=_coverage(each.period),
        has_identifier=(ltc.Identifier(words.NODE_KEY, each.key),) if each.key else (),
    )


def _coverage(period: Period) -> tuple[ltc.TemporalCoverage, ...]:
    if period == Period():
        return ()
    derived = Period(period.begins, period.ends, _state(period.begins), _state(period.ends))
    other = {"vasculum:period": asdict(period)} if derived != period else {}
    return (
        ltc.TemporalCoverage(
            temporal_coverage_start_date_time=period.begins, temporal_coverage_end_date_time=period.ends, other=other
        ),
    )


def _state(date: str) -> str:
    return STATED if date else NOT_STATED


def _status(each: told.StatusPeriod) -> ltc.CollectionStatusHistory:
    rest = {name: value for name in ("reason", "retires", "retires_on", "successor", "source") if (value := getattr(each, name))}
    return ltc.CollectionStatusHistory(
        status=label("status", each.status, "en"),
        status_type="Custody",
        status_change_reason=name_in(each.reason, "en"),
        has_temporal_coverage=_coverage(each.period),
        other={TOLD: _plain(rest)} if rest else {},
    )


def _is_current(each: told.CollectionDescription) -> bool | None:
    return each.statuses[-1].status not in ("closed", "incorporated") if each.statuses else None


def _relations(each: told.CollectionDescription) -> tuple[ltc.ResourceRelationship, ...]:
    named = ((kind, getattr(each, name)) for kind, name in words.RELATIONS.items())
    return tuple(
        ltc.ResourceRelationship(
            resource_id=each.key,
            relationship_of_resource=kind,
            related_resource_id=target,
            related_resource_type="OrganisationalUnit" if kind == words.HOSTED_AT else "ObjectGroup",
        )
        for kind, target in named
        if target
    )


def _facts(each: told.InstitutionDescription) -> tuple[ltc.MeasurementOrFact, ...]:
    told_facts = [
        *((words.INSTITUTION_DESCRIPTION, text, language) for language, text in each.description.items()),
        (words.INSTITUTION_STATUS, _ACTIVITY[each.active], ""),
        *((words.DISCIPLINE, label("discipline", code, "en"), "") for code in each.disciplines),
        (words.LATITUDE, "" if each.latitude is None else str(each.latitude), ""),
        (words.LONGITUDE, "" if each.longitude is None else str(each.longitude), ""),
        (words.YEAR_FOUNDED, str(each.founding_year or ""), ""),
        *((words.ADDITIONAL_NAME, name, "") for name in each.other_names),
    ]
    return (*_names(each.names), *(fact(type, text, language) for type, text, language in told_facts if text))


def _names(names: Mapping[str, str]) -> tuple[ltc.MeasurementOrFact, ...]:
    return tuple(fact(words.ADDITIONAL_NAME, name, language) for language, name in names.items() if name)


def fact(type: str, text: str, language: str = "") -> ltc.MeasurementOrFact:
    """A fact in words, in a language where one is told."""
    remark = f"language: {language}" if language else ""
    return ltc.MeasurementOrFact(measurement_type=type, measurement_fact_text=text, measurement_remarks=remark)


def _website(name: str, address: str) -> tuple[ltc.Reference, ...]:
    return (ltc.Reference(words.WEBSITE, name, address),) if address else ()


def _rest(each: told.InstitutionDescription | told.CollectionDescription, names: Iterable[str]) -> dict[str, Any]:
    usual = {field.name: field.default for field in fields(each)}
    rest = {
        name: value for name in names if (value := getattr(each, name)) not in ((), {}, "", None, False, usual[name], Period())
    }
    extra = {name: text for name, text in each.extra.items() if name != SOURCE}
    rest |= {"extra": extra} if extra else {}
    return {TOLD: _plain(rest)} if rest else {}


def _plain(value: Any) -> Any:
    """A value as JSON holds it."""
    return orjson.loads(orjson.dumps(value))


def _with_source(described: D, extra: Mapping[str, str]) -> D:
    """The description with what a Latimer Core document had said beside it."""
    if SOURCE not in extra:
        return described
    of_class = type(described).__name__
    said = value_of(normal(orjson.loads(extra[SOURCE]), of_class, "", []), of_class)
    return _joined(described, said)


def _joined(ours: D, said: ltc.Described) -> D:
    joined: dict[str, Any] = {"other": {**said.other, **ours.other}}
    for field in fields(ours):
        mine, theirs = getattr(ours, field.name), getattr(said, field.name)
        if field.name != "other":
            joined[field.name] = (*mine, *theirs) if isinstance(mine, tuple) else (theirs if mine in ("", None) else mine)
    return replace(ours, **joined)
