"""Institutions, collections and contacts of GRSciColl as an inventory: what has no place is kept and listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import orjson

from vasculum.formats.grscicoll import COLLECTION, INSTITUTION, Entity
from vasculum.formats.grscicoll.normal import OTHER
from vasculum.model import inventory as told
from vasculum.model.measure import Measure
from vasculum.model.rejection import Rejection
from vasculum.model.remark import Remark
from vasculum.registry import keys as kinds
from vasculum.registry.as_grscicoll import SOURCE, as_collection, as_institution
from vasculum.registry.grscicoll_terms import CONTENT_TYPES, DISCIPLINES, IDENTIFIER_TYPES, code_of_concept
from vasculum.registry.identifiers import is_well_formed
from vasculum.registry.inventory import Inventory, Place
from vasculum.registry.keys import Keys
from vasculum.registry.latimer_core_rest import TOLD, carried_of

D = TypeVar("D", told.InstitutionDescription, told.CollectionDescription)
UNPLACED = "NO_PLACE_IN_REGISTRY"
_SCHEMES = {type: scheme for scheme, type in IDENTIFIER_TYPES.items()}
_NODE_KEYS = ("key", "institution")


@dataclass(slots=True)
class _Reading:
    """What is known while one file is read; `owner` owns the collections that name nobody."""

    keys: Keys
    by_code: Mapping[str, str]
    owner: str
    file: str
    remarks: list[Rejection] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    institutions: dict[str, told.InstitutionDescription] = field(default_factory=dict)


def inventory_of_grscicoll(
    entities: Sequence[Entity], remarks: Iterable[Remark], keys: Keys, by_code: Mapping[str, str], file: str, owner: str = ""
) -> Inventory:
    """The institutions and collections told of, with a remark for everything that is kept but has no place here.

    `by_code` gives the keys of institutions by acronym. A collection without an institution, and a contact of an institution
    nobody knows, are refused. The line of a remark is the number of the entity in the file.
    """
    reading = _Reading(keys, by_code, owner, file, [Rejection(file, 0, each.code, each.term, each.value) for each in remarks])
    numbered = list(enumerate(entities, 1))
    for number, each in numbered:
        if each.kind == INSTITUTION:
            _enter(_institution(each, number, reading), reading)
        elif each.kind == "Contact":
            _take_contact(each, number, reading)
    found = [_collection(each, number, reading) for number, each in numbered if each.kind == COLLECTION]
    return Inventory(
        source=file,
        institutions=tuple(reading.institutions.values()),
        collections=tuple(each for each in found if each is not None),
        rows={file: len(entities)},
        remarks=tuple(reading.remarks),
        rejections=tuple(reading.rejections),
        places={each.key: Place(file, number) for number, each in enumerate(found, 1) if each is not None},
    )


def _enter(described: told.InstitutionDescription, reading: _Reading) -> None:
    known = reading.institutions.get(described.key)
    contacts = (*known.contacts, *described.contacts) if known else described.contacts
    base = known if known and not described.names else described
    reading.institutions[described.key] = replace(base, contacts=contacts)


def _institution(each: Entity, number: int, reading: _Reading) -> told.InstitutionDescription:
    left = _Left(each.fields)
    code, name = left.take("code", ""), left.take("name", "")
    node_key, identifiers = _identified(left)
    disciplines = left.codes("disciplines", DISCIPLINES)
    described = told.InstitutionDescription(
        reading.keys.key_of(kinds.INSTITUTION, identifiers, node_key, code or name),
        {"en": name or code},
        acronym=code,
        other_names=tuple(left.take("additionalNames", [])),
        other_acronyms=left.plain_codes(),
        description=_in_english(left.take("description", "")),
        active=left.take("active", None),
        identifiers=identifiers,
        addresses=_addresses(left),
        latitude=left.take("latitude", None),
        longitude=left.take("longitude", None),
        homepage=left.take("homepage", ""),
        email=left.first("email"),
        phone=left.first("phone"),
        founding_year=_whole(left.take("foundingDate", None)),
        disciplines=disciplines,
        contacts=tuple(_contact(one) for one in left.take("contactPersons", [])),
        measures=_specimens(left),
    )
    return _completed(described, left, number, reading, lambda one: as_institution(one).fields)


def _collection(each: Entity, number: int, reading: _Reading) -> told.CollectionDescription | None:
    left = _Left(each.fields)
    owner = _owner(left, reading)
    code, name = left.take("code", ""), left.take("name", "")
    if not owner:
        reading.rejections.append(Rejection(reading.file, number, "VALUE_MISSING", "institutionKey", "", code or name))
        return None
    node_key, identifiers = _identified(left)
    is_active = left.take("active", None)
    described = told.CollectionDescription(
        reading.keys.key_of(kinds.COLLECTION, identifiers, node_key, f"{owner} {code or name}"),
        owner,
        {"en": name or code},
        code=code,
        description=_in_english(left.take("description", "")),
        material_kinds=left.codes("contentTypes", CONTENT_TYPES),
        department=left.take("department", ""),
        homepage=left.take("homepage", ""),
        taxonomic_coverage=_in_english(left.take("taxonomicCoverage", "")),
        geographic_coverage=_in_english(left.take("geographicCoverage", "")),
        temporal_coverage=_in_english(left.take("temporalCoverage", "")),
        identifiers=identifiers,
        contacts=tuple(_contact(one) for one in left.take("contactPersons", [])),
        statuses=() if is_active is None else (told.StatusPeriod("active" if is_active else "closed"),),
        measures=_specimens(left),
        note=_in_english(left.take("notes", "")),
    )
    return _completed(described, left, number, reading, lambda one: as_collection(one).fields)


def _owner(left: _Left, reading: _Reading) -> str:
    told_key = left.node_key("institution")
    uuid = left.take("institutionKey", "")
    code, name = left.take_other("institutionCode"), left.take_other("institutionName")
    if told_key or not (uuid or code or name):
        return told_key or reading.owner
    is_foreign = is_well_formed("grscicoll", uuid)
    identifiers = (told.Identifier("grscicoll", uuid),) if is_foreign else ()
    ours = "" if is_foreign else uuid
    key = reading.by_code.get(code, "") or reading.keys.key_of(kinds.INSTITUTION, identifiers, ours, code or name or uuid)
    if key not in reading.institutions and (code or name):
        reading.institutions[key] = told.InstitutionDescription(key, {"en": name or code}, acronym=code, identifiers=identifiers)
    return key


def _take_contact(each: Entity, number: int, reading: _Reading) -> None:
    left = _Left(each.fields)
    code, uuid = left.take_other("INSTITUTION_CODE"), left.take_other("INSTITUTION_KEY")
    identified = reading.keys.identified.get((kinds.INSTITUTION, "grscicoll", uuid), "")
    key = identified or reading.by_code.get(code, "")
    if not key:
        reading.rejections.append(Rejection(reading.file, number, "REFERENCE_UNKNOWN", "INSTITUTION_CODE", code or uuid))
        return
    _enter(told.InstitutionDescription(key, {}, contacts=(_contact(each.fields),)), reading)


@dataclass(slots=True)
class _Left:
    """The fields of an entity that were not taken yet."""

    told: Mapping[str, Any]
    fields: dict[str, Any] = field(init=False)
    other: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.fields = {name: value for name, value in self.told.items() if name != OTHER}
        self.other = dict(self.told.get(OTHER, {}))

    def take(self, name: str, usual: Any) -> Any:
        return self.fields.pop(name, usual)

    def take_other(self, name: str) -> str:
        value = self.other.get(name, "")
        return str(self.other.pop(name)) if isinstance(value, str) and name in self.other else ""

    def node_key(self, name: str) -> str:
        carried = self.other.get(TOLD, {})
        value = carried.get(name, "") if isinstance(carried, dict) else ""
        return value if isinstance(value, str) else ""

    def first(self, name: str) -> str:
        many = self.take(name, [])
        if len(many) > 1:
            self.fields[name] = many[1:]
        return many[0] if many else ""

    def codes(self, name: str, concepts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        many = self.take(name, [])
        found = {concept: code_of_concept(concepts, concept) for concept in many}
        rest = [concept for concept, code in found.items() if not code]
        self.fields |= {name: rest} if rest else {}
        return tuple(dict.fromkeys(filter(None, found.values())))

    def plain_codes(self) -> tuple[str, ...]:
        many = self.take("alternativeCodes", [])
        described = [each for each in many if set(each) != {"code"}]
        self.fields |= {"alternativeCodes": described} if described else {}
        return tuple(each["code"] for each in many if set(each) == {"code"})


def _identified(left: _Left) -> tuple[str, tuple[told.Identifier, ...]]:
    """The key here and the identifiers; a key that is no UUID is one of ours."""
    own = left.take("key", "")
    is_foreign = is_well_formed("grscicoll", own)
    found = [told.Identifier("grscicoll", own)] if is_foreign else []
    node_key = left.node_key("key") or ("" if is_foreign else own)
    for each in left.take("identifiers", []):
        type, value = each.get("type", "UNKNOWN"), each.get("identifier", "")
        scheme = _SCHEMES.get(type)
        found.append(told.Identifier(scheme, value) if scheme else told.Identifier("other", f"{type}:{value}"))
    return node_key, tuple(dict.fromkeys(each for each in found if each.value))


def _addresses(left: _Left) -> tuple[told.Address, ...]:
    fields_of = {"physical": "address", "mailing": "mailingAddress"}
    return tuple(_address(kind, one) for kind, name in fields_of.items() if (one := left.take(name, {})))


def _address(kind: str, one: Mapping[str, Any]) -> told.Address:
    parts = (one.get(name, "") for name in ("address", "city", "province", "postalCode", "country"))
    return told.Address(kind, *map(str, parts))


def _contact(one: Mapping[str, Any]) -> told.Contact:
    ids = [each.get("id", "") for each in one.get("userIds", []) if each.get("type") == "ORCID"]
    return told.Contact(
        name=" ".join(filter(None, (one.get("firstName", ""), one.get("lastName", "")))),
        email=next(iter(one.get("email", [])), ""),
        phone=next(iter(one.get("phone", [])), ""),
        orcid=ids[0] if ids else "",
        position="; ".join(one.get("position", [])),
    )


def _specimens(left: _Left) -> tuple[Measure, ...]:
    number = _whole(left.fields.get("numberSpecimens"))
    if number is None or number < 0:
        return ()
    left.take("numberSpecimens", None)
    return (Measure("held", "specimens", best=number, qualifier="plain"),)


def _whole(value: Any) -> int | None:
    return int(value) if isinstance(value, int | float) and value == int(value) else None


def _in_english(text: str) -> dict[str, str]:
    return {"en": text} if text else {}


def _completed(described: D, left: _Left, number: int, reading: _Reading, shown: Callable[[D], Mapping[str, Any]]) -> D:
    """The description with what a document of ours carries, where the fields say the same, and the rest in `extra`."""
    carried = carried_of(left.other.pop(TOLD, None), described)
    extra = dict(carried.pop("extra", {}))
    for name, value in carried.items():
        fuller = replace(described, **{name: value})
        if name not in _NODE_KEYS and _plain(shown(fuller)) == _plain(shown(described)):
            described = fuller
    rest = {**left.fields, **({OTHER: left.other} if left.other else {})}
    reading.remarks += [
        Rejection(reading.file, number, UNPLACED, name, orjson.dumps(value).decode()[:200], described.key)
        for name, value in (left.fields | left.other).items()
    ]
    return replace(described, extra={**extra, **({SOURCE: orjson.dumps(rest).decode()} if rest else {})})


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != OTHER}
