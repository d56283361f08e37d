"""Descriptions exchanged as files: Latimer Core and GRSciColl read as an inventory, the registry written as either."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vasculum.formats.grscicoll import (
    COLLECTION,
    INSTITUTION,
    Entity,
    NotGrscicoll,
    read_json,
    read_table,
    write_json,
    write_table,
)
from vasculum.formats.grscicoll.table import kind_of_table
from vasculum.formats.latimer_core import Document, NotLatimerCore, read_document, write_document
from vasculum.formats.latimer_core.descriptions import LatimerCoreScheme
from vasculum.model.inventory import CollectionDescription, InstitutionDescription
from vasculum.model.rejection import Rejection
from vasculum.model.remark import Remark
from vasculum.registry.as_grscicoll import as_collection, as_institution
from vasculum.registry.as_latimer_core import as_object_group, as_organisational_unit, brief
from vasculum.registry.described import (
    collections_with_rows,
    describe_collection,
    describe_institution,
    institutions_with_rows,
)
from vasculum.registry.from_grscicoll import inventory_of_grscicoll
from vasculum.registry.from_latimer_core import inventory_of_latimer_core
from vasculum.registry.inventory import Inventory
from vasculum.registry.keys import keys_of_registry
from vasculum.registry.models import Collection, Institution
from vasculum.registry.refusal import NotReadable


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


def read_grscicoll(file: Path, owner: str = "") -> Inventory:
    """JSON or a batch table of GRSciColl as an inventory; `owner` owns the collections that name nobody. Raises NotReadable."""
    try:
        entities, remarks, rejections = _grscicoll(file)
    except (NotGrscicoll, UnicodeDecodeError) as fault:
        raise NotReadable(f"{file.name}: {fault}") from None
    by_code = dict(Institution.objects.exclude(acronym="").values_list("acronym", "key"))
    inventory = inventory_of_grscicoll(entities, remarks, keys_of_registry(), by_code, file.name, owner)
    return replace(inventory, rejections=(*rejections, *inventory.rejections))


def _grscicoll(file: Path) -> tuple[tuple[Entity, ...], Sequence[Remark], Sequence[Rejection]]:
    if file.suffix.lower() != ".csv":
        return *read_json(file.read_bytes()), ()
    text = file.read_text(encoding="utf-8-sig")
    batch = read_table(text, kind_of_table(text), file.name)
    return batch.entities, batch.remarks, batch.rejections


def descriptions(institution: str = "") -> Descriptions:
    """What the registry holds, or one institution with its collections; raises NotReadable for an institution nobody knows."""
    owners = Institution.objects.order_by("key")
    collections = Collection.objects.order_by("institution__key", "key")
    if institution:
        owners, collections = owners.filter(key=institution), collections.filter(institution__key=institution)
    described = tuple(map(describe_institution, institutions_with_rows(owners)))
    if institution and not described:
        raise NotReadable(f"no institution has the key {institution}")
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


def as_grscicoll(held: Descriptions) -> bytes:
    """The descriptions as a list of GRSciColl's institutions and collections."""
    return write_json(_entities(held))


def as_csv(held: Descriptions) -> bytes:
    """The institutions and then the collections as batch tables of GRSciColl, an empty line between them."""
    entities = _entities(held)
    tables = [[each for each in entities if each.kind == kind] for kind in (INSTITUTION, COLLECTION)]
    return "\n".join(write_table(table) for table in tables if table).encode()


def _entities(held: Descriptions) -> list[Entity]:
    owners = {each.key: each for each in held.institutions}
    return [
        *map(as_institution, held.institutions),
        *(as_collection(each, owners.get(each.institution)) for each in held.collections),
    ]


WRITERS: Mapping[str, Callable[[Descriptions], bytes]] = {
    "latimer-core": as_latimer_core,
    "grscicoll": as_grscicoll,
    "csv": as_csv,
}
