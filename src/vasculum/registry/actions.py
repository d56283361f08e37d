"""Acts on the registry: load its tables, enter a collection by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from vasculum.model.rejection import Rejection
from vasculum.registry.models import Collection, Institution
from vasculum.registry.rules import key as checked_key
from vasculum.registry.tables import Entry, read_collections, read_institutions


@dataclass(frozen=True, slots=True)
class Counts:
    """What a load did: how many institutions and collections it holds now from these tables, and the rows it refused."""

    institutions: int
    collections: int
    rejections: tuple[Rejection, ...] = ()


@transaction.atomic
def load_registry(folder: Path) -> Counts:
    """Enters the rows of `institutions.csv` and `collections.csv` in `folder`; loading the same tables again changes nothing.

    What the registry holds beside these rows is left alone. Raises FileNotFoundError when a table is not there.
    """
    institutions, refused = read_institutions(folder)
    collections, refused_collections = read_collections(folder)
    for entry in institutions:
        Institution.objects.update_or_create(key=entry.fields["key"], defaults=dict(entry.fields))
    loaded, refused_references = _enter_collections(collections)
    return Counts(len(institutions), loaded, (*refused, *refused_collections, *refused_references))


def _enter_collections(entries: list[Entry]) -> tuple[int, list[Rejection]]:
    owners = {institution.key: institution for institution in Institution.objects.all()}
    known = {entry.fields["key"] for entry in entries} | set(Collection.objects.values_list("key", flat=True))
    entered, rejections = [], []
    for entry in entries:
        fault = _dangling(entry, owners, known)
        if fault:
            rejections.append(entry.rejected("REFERENCE_UNKNOWN", fault))
            continue
        fields = {**entry.fields, "status": entry.fields["status"] or "active"}
        fields |= {"institution": owners[entry.row["institution"]], "hosted_at": owners.get(entry.row.get("hosted_at", ""))}
        Collection.objects.update_or_create(key=entry.fields["key"], defaults=fields)
        entered.append(entry)
    return len(entered), rejections + _join_parts(entered)


def _dangling(entry: Entry, owners: Mapping[str, Institution], known: set[str]) -> str:
    if entry.row.get("institution", "") not in owners:
        return "institution"
    if entry.row.get("hosted_at") and entry.row["hosted_at"] not in owners:
        return "hosted_at"
    whole = entry.row.get("part_of")
    return "part_of" if whole and (whole not in known or whole == entry.fields["key"]) else ""


def _join_parts(entries: list[Entry]) -> list[Rejection]:
    keys = {collection.key: collection for collection in Collection.objects.all()}
    rejections = []
    for entry in entries:
        whole = entry.row.get("part_of", "")
        part = keys[entry.fields["key"]]
        part.part_of = keys.get(whole)
        part.save(update_fields=["part_of"])
        if whole and whole not in keys:
            rejections.append(entry.rejected("REFERENCE_UNKNOWN", "part_of"))
    return rejections


def register_collection(
    key: str, institution: str, names: Mapping[str, str] | None = None, *, institution_names: Mapping[str, str] | None = None
) -> Collection:
    """The collection of this key, entered with its institution where they are not known yet; what is known stays as it is.

    Raises `vasculum.registry.rules.CellError` when a key is not one.
    """
    owner, _ = Institution.objects.get_or_create(
        key=checked_key(institution), defaults={"names": dict(institution_names or {"en": institution})}
    )
    collection, _ = Collection.objects.get_or_create(
        key=checked_key(key), defaults={"institution": owner, "names": dict(names or {"en": key}), "count_qualifier": "none"}
    )
    return collection
