"""The classes of Latimer Core that an inventory speaks of, as values; attributes are its properties in snake_case.

Each keeps in `other`, by qualified term, what stands in no attribute here, so that reading and writing loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Other = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """Anything a document describes."""

    other: Other = field(default_factory=dict, kw_only=True)


@dataclass(frozen=True, slots=True)
class Identifier(Described):
    """An identifier; `identifier_source` is what stands before the value in its address."""

    identifier_type: str = ""
    identifier_value: str = ""
    identifier_source: str = ""


@dataclass(frozen=True, slots=True)
class Address(Described):
    """A postal address."""

    address_type: str = ""
    street_address: str = ""
    post_office_box_number: str = ""
    postal_code: str = ""
    address_locality: str = ""
    address_region: str = ""
    address_country: str = ""


@dataclass(frozen=True, slots=True)
class ContactDetail(Described):
    """An e-mail address, a telephone number."""

    contact_detail_category: str = ""
    contact_detail_value: str = ""
    contact_detail_function: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference(Described):
    """A page, an image or a document about what is described."""

    reference_type: str = ""
    reference_name: str = ""
    resource_iri: str = ""
    reference_details: str = ""


@dataclass(frozen=True, slots=True)
class TemporalCoverage(Described):
    """From when until when."""

    temporal_coverage_type: str = ""
    temporal_coverage_start_date_time: str = ""
    temporal_coverage_end_date_time: str = ""


@dataclass(frozen=True, slots=True)
class MeasurementOrFact(Described):
    """A figure, or a fact in words; None is no figure, which is not zero."""

    measurement_type: str = ""
    measurement_value: float | None = None
    measurement_unit: str = ""
    measurement_fact_text: str = ""
    measurement_accuracy: str = ""
    measurement_derivation: str = ""
    measurement_method: str = ""
    measurement_remarks: str = ""
    has_identifier: tuple[Identifier, ...] = ()
    has_reference: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Role(Described):
    """What somebody is to a collection."""

    role_name: str = ""


@dataclass(frozen=True, slots=True)
class Person(Described):
    """A person."""

    full_name: str = ""
    given_name: str = ""
    additional_name: str = ""
    family_name: str = ""
    has_identifier: tuple[Identifier, ...] = ()
    has_contact_detail: tuple[ContactDetail, ...] = ()
    has_address: tuple[Address, ...] = ()
    has_measurement_or_fact: tuple[MeasurementOrFact, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonRole(Described):
    """Who has which roles, from when until when."""

    has_person: tuple[Person, ...] = ()
    has_role: tuple[Role, ...] = ()
    has_temporal_coverage: tuple[TemporalCoverage, ...] = ()
    has_contact_detail: tuple[ContactDetail, ...] = ()
    has_identifier: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class CollectionStatusHistory(Described):
    """A status a collection has or had, and why it changed."""

    status: str = ""
    status_type: str = ""
    status_change_reason: str = ""
    has_temporal_coverage: tuple[TemporalCoverage, ...] = ()
    has_reference: tuple[Reference, ...] = ()
    has_measurement_or_fact: tuple[MeasurementOrFact, ...] = ()


@dataclass(frozen=True, slots=True)
class ResourceRelationship(Described):
    """How one thing stands to another."""

    resource_id: str = ""
    relationship_of_resource: str = ""
    related_resource_id: str = ""
    related_resource_name: str = ""
    related_resource_type: str = ""
    relationship_remarks: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationalUnit(Described):
    """An institution, or a part of one."""

    organisational_unit_name: str = ""
    organisational_unit_type: str = ""
    has_identifier: tuple[Identifier, ...] = ()
    has_parent_organisational_unit: tuple[OrganisationalUnit, ...] = ()
    has_address: tuple[Address, ...] = ()
    has_contact_detail: tuple[ContactDetail, ...] = ()
    has_person_role: tuple[PersonRole, ...] = ()
    has_measurement_or_fact: tuple[MeasurementOrFact, ...] = ()
    has_reference: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectGroup(Described):
    """A collection, or a part of one."""

    collection_name: str = ""
    alternative_collection_name: tuple[str, ...] = ()
    description: str = ""
    discipline: tuple[str, ...] = ()
    type_of_object_group: tuple[str, ...] = ()
    base_type_of_object_group: tuple[str, ...] = ()
    object_type: tuple[str, ...] = ()
    material: tuple[str, ...] = ()
    preparation_type: tuple[str, ...] = ()
    preservation_method: tuple[str, ...] = ()
    preservation_mode: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    collection_management_system: tuple[str, ...] = ()
    conditions_of_access: tuple[str, ...] = ()
    is_current_collection: bool | None = None
    is_known_to_contain_types: bool | None = None
    has_identifier: tuple[Identifier, ...] = ()
    has_organisational_unit: tuple[OrganisationalUnit, ...] = ()
    has_person_role: tuple[PersonRole, ...] = ()
    has_measurement_or_fact: tuple[MeasurementOrFact, ...] = ()
    has_collection_status_history: tuple[CollectionStatusHistory, ...] = ()
    has_resource_relationship: tuple[ResourceRelationship, ...] = ()
    has_reference: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class LatimerCoreScheme(Described):
    """A set of collections described together; `is_distinct_objects` says whether their figures may be summed."""

    scheme_name: str = ""
    basis_of_scheme: str = ""
    is_distinct_objects: bool | None = None
    has_object_group: tuple[ObjectGroup, ...] = ()


DESCRIBED: Mapping[str, type[Described]] = {
    each.__name__: each
    for each in (
        Identifier,
        Address,
        ContactDetail,
        Reference,
        TemporalCoverage,
        MeasurementOrFact,
        Role,
        Person,
        PersonRole,
        CollectionStatusHistory,
        ResourceRelationship,
        OrganisationalUnit,
        ObjectGroup,
        LatimerCoreScheme,
    )
}
"""The value for each class of Latimer Core that has one; the other classes stay as they are, in `other`."""
