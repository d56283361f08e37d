"""Descriptions of collections exchanged as files: Latimer Core and GRSciColl read as an inventory, the registry written as either."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vasculum.formats.latimer_core import Document, NotLatimerCore, read_document, write_document
from vasculum.formats.latimer_core.descriptions import LatimerCoreScheme
from vasculum.model.inventory import CollectionDescription, InstitutionDescription
from vasculum.registry.as_latimer_core import as_object_group, as_organisational_unit, brief
from vasculum.registry.described import (
    collections_with_rows,
    describe_collection,
    describe_institution,
    institutions_with_rows,
)
from vasculum.registry.from_latimer_core import inventory_of_latimer_core
from vasculum.registry.inventory import Inventory
from vasculum.registry.keys import keys_of_registry
from vasculum.registry.models import Collection, Institution


class NotReadable(ValueError):
    """A file that is not what it should be; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Institutions with their collections."""

    institutions: tuple[InstitutionDescription, ...]
    collections: tuple[CollectionDescription, ...]


def read_latimer_core(file: Path) -> Inventory:
    """A Latimer Core document as an inventory; raises NotReadable."""
    try:
        document, remarks = read_document(file.read_bytes())
    except NotLatimerCore as fault:
        raise NotReadable(f"{file.name}: {fault}") from None
    return inventory_of_latimer_core(document, remarks, keys_of_registry(), file.name)


def descriptions(institution: str = "") -> Descriptions:
    """What the registry holds, or one institution with its collections; raises KeyError for an institution nobody knows."""
    owners = Institution.objects.order_by("key")
    collections = Collection.objects.order_by("institution__key", "key")
    if institution:
        owners, collections = owners.filter(key=institution), collections.filter(institution__key=institution)
    described = tuple(map(describe_institution, institutions_with_rows(owners)))
    if institution and not described:
        raise KeyError(institution)
    return Descriptions(described, tuple(map(describe_collection, collections_with_rows(collections))))


def as_latimer_core(held: Descriptions) -> bytes:
    """The descriptions as one Latimer Core document: the institutions, and a scheme with their collections.

    The scheme says that its groups are not distinct, since parts stand beside the whole.
    """
    units = {each.key: as_organisational_unit(each) for each in held.institutions}
    groups = tuple(as_object_group(each, brief(units[each.institution])) for each in held.collections)
    scheme = LatimerCoreScheme(
        scheme_name="Vasculum registry",
        basis_of_scheme="Collection inventory",
        is_distinct_objects=False,
        has_object_group=groups,
    )
    return write_document(Document((*units.values(), scheme) if groups else tuple(units.values())))


WRITERS: Mapping[str, Callable[[Descriptions], bytes]] = {"latimer-core": as_latimer_core}
