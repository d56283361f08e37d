"""A Latimer Core document as an inventory: what has a place goes there, everything else is kept and listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import orjson

from vasculum.formats.latimer_core import Document
from vasculum.formats.latimer_core import descriptions as ltc
from vasculum.formats.latimer_core.values import tree_of
from vasculum.model import inventory as told
from vasculum.model.rejection import Rejection
from vasculum.model.remark import Remark
from vasculum.registry import latimer_core_terms as words
from vasculum.registry.inventory import Inventory, Place
from vasculum.registry.keys import COLLECTION, INSTITUTION, Keys
from vasculum.registry.latimer_core_facts import ACTIVITY, degrees, facts_and_figures, named, year
from vasculum.registry.latimer_core_parts import address, codes, contact, detail, homepage, identified, other_details, status
from vasculum.registry.latimer_core_rest import SOURCE, TOLD, rest_of

UNPLACED = "NO_PLACE_IN_REGISTRY"


@dataclass(slots=True)
class _Reading:
    """What is known while one document is read."""

    keys: Keys
    file: str
    remarks: list[Rejection] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    institutions: dict[str, told.InstitutionDescription] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def inventory_of_latimer_core(document: Document, remarks: Sequence[Remark], keys: Keys, file: str) -> Inventory:
    """The institutions and collections of a document, with a remark for everything that is kept but has no place here.

    A collection without an institution is refused. The line of a remark is the number of the description in the document.
    """
    reading = _Reading(keys, file, [Rejection(file, 0, each.code, each.term, each.value) for each in remarks])
    for unit in document.organisational_units:
        _institution_key(unit, reading)
    owned = [(number, group, _owner(group, reading)) for number, group in enumerate(document.object_groups, 1)]
    keyed = [(number, group, owner, _collection_key(group, owner, reading)) for number, group, owner in owned if _told(group)]
    sound = [each for each in keyed if each[2] or _refuse(each[0], each[1], reading)]
    for kind in document.other:
        reading.remarks.append(Rejection(file, 0, UNPLACED, kind))
    collections = tuple(_collection(number, group, owner, key, reading) for number, group, owner, key in sound)
    return Inventory(
        source=file,
        institutions=tuple(reading.institutions.values()),
        collections=collections,
        rows={file: len(owned) + len(document.organisational_units)},
        remarks=tuple(reading.remarks),
        rejections=tuple(reading.rejections),
        places={key: Place(file, number) for number, _, _, key in sound},
    )


def _told(group: ltc.ObjectGroup) -> bool:
    """Whether a group tells of a collection, and not only of the institution it belongs to."""
    return replace(group, has_organisational_unit=()) != ltc.ObjectGroup()


def _refuse(number: int, group: ltc.ObjectGroup, reading: _Reading) -> bool:
    reading.rejections.append(
        Rejection(reading.file, number, "VALUE_MISSING", "ltc:hasOrganisationalUnit", group.collection_name[:200])
    )
    return False


def _owner(group: ltc.ObjectGroup, reading: _Reading) -> str:
    owners = [_institution_key(unit, reading) for unit in group.has_organisational_unit]
    return owners[0] if owners else (next(iter(reading.institutions)) if len(reading.institutions) == 1 else "")


def _institution_key(unit: ltc.OrganisationalUnit, reading: _Reading) -> str:
    told_key, own_codes, identifiers = identified(unit.has_identifier, words.INSTITUTION_CODE)
    acronym = own_codes[0] if own_codes else ""
    key = reading.keys.key_of(INSTITUTION, identifiers, told_key, acronym or unit.organisational_unit_name)
    described = _institution(unit, key, own_codes, identifiers, reading)
    reading.institutions[key] = _fuller(reading.institutions.get(key), described)
    return key


def _fuller(known: told.InstitutionDescription | None, new: told.InstitutionDescription) -> told.InstitutionDescription:
    """Two descriptions of one institution: what the first leaves open is taken from the second."""
    if known is None:
        return new
    bare = told.InstitutionDescription(known.key, {})
    open_fields = (each.name for each in fields(known) if getattr(known, each.name) == getattr(bare, each.name))
    return replace(known, **{name: getattr(new, name) for name in open_fields})


def _institution(
    unit: ltc.OrganisationalUnit, key: str, own_codes: Sequence[str], identifiers: tuple[told.Identifier, ...], reading: _Reading
) -> told.InstitutionDescription:
    facts, measures, left = facts_and_figures(unit.has_measurement_or_fact)
    page, references = homepage(unit.has_reference)
    residual = replace(
        unit,
        organisational_unit_name="",
        organisational_unit_type="" if unit.organisational_unit_type == "Institution" else unit.organisational_unit_type,
        has_identifier=(),
        has_address=(),
        has_contact_detail=other_details(unit.has_contact_detail),
        has_person_role=(),
        has_measurement_or_fact=left,
        has_reference=references,
        other={name: value for name, value in unit.other.items() if name != TOLD},
    )
    described = told.InstitutionDescription(
        key,
        named(unit.organisational_unit_name or (own_codes[0] if own_codes else key), facts),
        acronym=own_codes[0] if own_codes else "",
        other_acronyms=tuple(own_codes[1:]),
        other_names=facts.plain(words.ADDITIONAL_NAME),
        description=facts.by_language(words.INSTITUTION_DESCRIPTION),
        active=ACTIVITY.get(facts.first(words.INSTITUTION_STATUS)),
        identifiers=identifiers,
        addresses=tuple(address(each) for each in unit.has_address),
        latitude=degrees(facts.first(words.LATITUDE)),
        longitude=degrees(facts.first(words.LONGITUDE)),
        homepage=page,
        email=detail(unit.has_contact_detail, words.EMAIL),
        phone=detail(unit.has_contact_detail, words.PHONE),
        founding_year=year(facts.first(words.YEAR_FOUNDED)),
        disciplines=tuple(filter(None, (words.code_of("discipline", each) for each in facts.plain(words.DISCIPLINE)))),
        contacts=tuple(contact(each) for each in unit.has_person_role),
        measures=measures,
    )
    return replace(described, **_rest(unit.other, residual, key, 0, reading))


def _collection_key(group: ltc.ObjectGroup, owner: str, reading: _Reading) -> str:
    told_key, own_codes, identifiers = identified(group.has_identifier, words.COLLECTION_CODE)
    wanted = group.collection_name or (own_codes[0] if own_codes else "") or (identifiers[0].value if identifiers else "")
    key = reading.keys.key_of(COLLECTION, identifiers, told_key, f"{owner} {wanted}")
    values = (each.identifier_value for each in group.has_identifier)
    reading.names.update({name: key for name in (*values, group.collection_name, key) if name})
    return key


def _collection(number: int, group: ltc.ObjectGroup, owner: str, key: str, reading: _Reading) -> told.CollectionDescription:
    _, own_codes, identifiers = identified(group.has_identifier, words.COLLECTION_CODE)
    facts, measures, left = facts_and_figures(group.has_measurement_or_fact)
    page, references = homepage(group.has_reference)
    relations, unrelated = _relations(group.has_resource_relationship, reading)
    disciplines, other_disciplines = codes("discipline", group.discipline)
    kinds, other_kinds = codes("material_kind", group.type_of_object_group)
    residual = replace(
        group,
        collection_name="",
        alternative_collection_name=(),
        description="",
        discipline=other_disciplines,
        type_of_object_group=other_kinds,
        collection_management_system=(),
        conditions_of_access=(),
        is_current_collection=None if group.has_collection_status_history else group.is_current_collection,
        has_identifier=(),
        has_organisational_unit=(),
        has_person_role=(),
        has_measurement_or_fact=left,
        has_collection_status_history=(),
        has_resource_relationship=unrelated,
        has_reference=references,
        other={name: value for name, value in group.other.items() if name != TOLD},
    )
    access = "; ".join(group.conditions_of_access)
    described = told.CollectionDescription(
        key,
        owner,
        named(group.collection_name or key, facts),
        code=own_codes[0] if own_codes else "",
        other_names=group.alternative_collection_name,
        description={"en": group.description} if group.description else {},
        disciplines=disciplines,
        material_kinds=kinds,
        homepage=page,
        access={"en": access} if access else {},
        identifiers=identifiers,
        systems=tuple(told.System(name) for name in group.collection_management_system),
        contacts=tuple(contact(each) for each in group.has_person_role),
        statuses=tuple(status(each) for each in group.has_collection_status_history),
        measures=measures,
        **relations,
    )
    return replace(described, **_rest(group.other, residual, key, number, reading))


def _rest(other: Mapping[str, Any], residual: ltc.Described, key: str, number: int, reading: _Reading) -> dict[str, Any]:
    """The attributes that a document of ours tells beside the terms, and in `extra` what has no place at all."""
    rest = rest_of(other.get(TOLD), residual)
    left = tree_of(residual)
    reading.remarks += [
        Rejection(reading.file, number, UNPLACED, term, orjson.dumps(value).decode()[:200], key) for term, value in left.items()
    ]
    extra = {**rest.pop("extra", {}), **({SOURCE: orjson.dumps(left).decode()} if left else {})}
    return {**rest, "extra": extra}


def _relations(
    relations: Iterable[ltc.ResourceRelationship], reading: _Reading
) -> tuple[dict[str, Any], tuple[ltc.ResourceRelationship, ...]]:
    found: dict[str, Any] = {}
    left = []
    for each in relations:
        name = words.RELATION_SPELLINGS.get(each.relationship_of_resource.casefold(), "")
        target = _target(name, each, reading)
        if name and target and name not in found:
            found[name] = target
        else:
            left.append(each)
    return found, tuple(left)


def _target(name: str, each: ltc.ResourceRelationship, reading: _Reading) -> str:
    if name == "hosted_at":
        known = (INSTITUTION, each.related_resource_id) in reading.keys.given or each.related_resource_id in reading.institutions
        return each.related_resource_id if known else ""
    return reading.names.get(each.related_resource_id) or reading.names.get(each.related_resource_name, "")
