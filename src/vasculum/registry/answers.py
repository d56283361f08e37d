"""Institutions and collections as the API answers them: GRSciColl's field names, Latimer Core, JSON-LD with schema.org."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vasculum.formats.grscicoll.document import as_json
from vasculum.formats.grscicoll.normal import OTHER
from vasculum.formats.latimer_core.values import tree_of
from vasculum.model.inventory import CollectionDescription, Contact, InstitutionDescription
from vasculum.model.language_map import name_in
from vasculum.model.measure import Measure
from vasculum.registry.as_grscicoll import as_collection, as_institution
from vasculum.registry.as_latimer_core import as_object_group, as_organisational_unit, brief
from vasculum.registry.grscicoll_terms import DISCIPLINES
from vasculum.terms.latimer_core import KEPT, NAMESPACES

Body = dict[str, Any]
CONTEXT: Body = {**NAMESPACES, KEPT: {"@type": "@json"}, "schema:url": {"@type": "@id"}, "schema:sameAs": {"@type": "@id"}}
_ALWAYS_INSTITUTION = ("code", "homepage", "latitude", "longitude", "numberSpecimens")
_ALWAYS_COLLECTION = ("code", "homepage", "numberSpecimens", "description")


def public_institution(each: InstitutionDescription) -> InstitutionDescription:
    """An institution as anybody may see it: people by name and role alone, and nothing of what foreign files said beside."""
    return replace(each, contacts=tuple(map(_public_contact, each.contacts)), extra={})


def public_collection(each: CollectionDescription) -> CollectionDescription:
    """A collection as anybody may see it, likewise."""
    statuses = tuple(replace(status, retires="") for status in each.statuses)
    return replace(each, contacts=tuple(map(_public_contact, each.contacts)), statuses=statuses, extra={})


def _public_contact(each: Contact) -> Contact:
    return replace(each, email="", phone="", key="")


def institution_answer(each: InstitutionDescription, here: int) -> Body:
    """An institution in GRSciColl's words; `names` in every language and `occurrenceCount` stand beside."""
    told = as_json(as_institution(each))
    told.pop(OTHER, None)
    answer = {"key": each.key, **dict.fromkeys(_ALWAYS_INSTITUTION), "identifiers": [], **told, "names": dict(each.names)}
    return {**answer, "key": each.key, "occurrenceCount": here}


def collection_answer(each: CollectionDescription, owner: InstitutionDescription, declared: Measure | None, here: int) -> Body:
    """A collection in GRSciColl's words; a size that is not stated is null, its bounds and its unit stand beside it."""
    told = as_json(as_collection(each, owner))
    told.pop(OTHER, None)
    held = declared or Measure("held")
    return {
        **dict.fromkeys(_ALWAYS_COLLECTION),
        "contentTypes": [],
        **told,
        "key": each.key,
        "code": each.code or each.key,
        "names": dict(each.names),
        "institutionKey": each.institution,
        "institutionName": name_in(owner.names, "en"),
        "disciplines": [concept for code in each.disciplines for concept in DISCIPLINES.get(code, (code,))],
        "numberSpecimens": held.best,
        "numberSpecimensLow": held.low,
        "numberSpecimensHigh": held.high,
        "numberSpecimensQualifier": held.qualifier if held.qualifier != "none" else None,
        "numberSpecimensUnit": held.unit if held.unit != "unknown" else None,
        "numberSpecimensVerbatim": name_in(held.verbatim, "en") or None,
        "occurrenceCount": here,
    }


def institution_latimer_core(each: InstitutionDescription) -> Body:
    """An institution as a Latimer Core document."""
    return {"@context": dict(NAMESPACES), "@type": "ltc:OrganisationalUnit", **tree_of(as_organisational_unit(each))}


def collection_latimer_core(each: CollectionDescription, owner: InstitutionDescription) -> Body:
    """A collection as a Latimer Core document."""
    group = as_object_group(each, brief(as_organisational_unit(owner)))
    return {"@context": dict(NAMESPACES), "@type": "ltc:ObjectGroup", **tree_of(group)}


def institution_linked(each: InstitutionDescription, address: str) -> Body:
    """An institution as JSON-LD: a schema.org Organization and a Latimer Core OrganisationalUnit."""
    told = institution_latimer_core(each) | _linked(address, "Organization", "OrganisationalUnit", each.names)
    links = [one.value for one in each.identifiers if one.value.startswith("https://")]
    told |= {"schema:sameAs": links} if links else {}
    told |= {"schema:url": each.homepage} if each.homepage else {}
    seat = next((one for one in each.addresses if one.kind == "physical"), None)
    parts = {"addressLocality": seat.city, "addressCountry": seat.country, "postalCode": seat.postal_code} if seat else {}
    address_told = {f"schema:{name}": part for name, part in parts.items() if part}
    return told | ({"schema:address": {"@type": "schema:PostalAddress", **address_told}} if address_told else {})


def collection_linked(each: CollectionDescription, owner: InstitutionDescription, address: str, owner_address: str) -> Body:
    """A collection as JSON-LD: a schema.org Collection and a Latimer Core ObjectGroup."""
    told = collection_latimer_core(each, owner) | _linked(address, "Collection", "ObjectGroup", each.names)
    maintainer = {"@id": owner_address, "@type": "schema:Organization", "schema:name": _by_language(owner.names)}
    told |= {"schema:maintainer": maintainer}
    return told | ({"schema:url": each.homepage} if each.homepage else {})


def _linked(address: str, kind: str, of_class: str, names: Mapping[str, str]) -> Body:
    types = [f"schema:{kind}", f"ltc:{of_class}"]
    return {"@context": CONTEXT, "@id": address, "@type": types, "schema:name": _by_language(names)}


def _by_language(names: Mapping[str, str]) -> list[Body]:
    return [{"@value": name, "@language": language} for language, name in names.items() if name]
