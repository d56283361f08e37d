"""Entering an inventory: what it says replaces what was there under the same key, what it leaves out stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from django.db import transaction

from vasculum.model.inventory import Address, CollectionDescription, InstitutionDescription, StatusPeriod
from vasculum.model.period import ONGOING, STATED
from vasculum.model.rejection import Rejection
from vasculum.registry.entering_rows import enter_rows
from vasculum.registry.fitness import fit_to_enter
from vasculum.registry.inventory import Inventory, Place
from vasculum.registry.measuring import Figure, enter_figures
from vasculum.registry.models import Collection, Institution

Row = TypeVar("Row", Institution, Collection)
JOINED = frozenset({"other_names", "other_acronyms"})
REFERENCES = ("part_of", "alternate_of", "incorporated_into")
_INSTITUTION = (
    "names", "acronym", "other_names", "other_acronyms", "consortium_role", "consortium_category", "hidden", "active", "region",
    "latitude", "longitude", "homepage", "homepages", "email", "phone", "founding_year", "networks", "systems", "disciplines",
    "material_kinds", "addresses", "source", "extra",
)  # fmt: skip
_COLLECTION = (
    "names", "level", "code", "other_names", "description", "disciplines", "material_kinds", "department", "homepage", "access",
    "restrictions", "digitisation", "taxonomic_coverage", "geographic_coverage", "temporal_coverage", "systems", "note", "source",
    "extra",
)  # fmt: skip


@transaction.atomic
def enter(inventory: Inventory) -> list[Rejection]:
    """Enters an inventory and gives what was refused: keys that are none or come twice, references to what nobody knows.

    Entering the same inventory again changes nothing.
    """
    fit, unfit = fit_to_enter(inventory)
    institutions = _enter_institutions(fit.institutions)
    sound, refused = _sound(fit, institutions)
    collections = _enter_collections(sound, institutions)
    parts = enter_rows(fit.institutions, sound, institutions, collections)
    figures = [Figure(each) for each in fit.measures]
    figures += [Figure(m, institution=institutions[each.key].pk) for each in fit.institutions for m in each.measures]
    figures += [Figure(m, collection=collections[each.key].pk) for each in sound for m in each.measures]
    figures += [Figure(m, allocation=allocation) for allocation, measures in parts for m in measures]
    enter_figures(figures)
    return [*unfit, *refused]


def _enter_institutions(described: Sequence[InstitutionDescription]) -> dict[str, Institution]:
    known = {each.key: each for each in Institution.objects.all()}
    for each in described:
        found = known.get(each.key)
        known[each.key] = _saved(found or Institution(key=each.key), _institution_fields(each), is_new=found is None)
    return known


def _institution_fields(described: InstitutionDescription) -> dict[str, Any]:
    fields = {name: _plain(getattr(described, name)) for name in _INSTITUTION}
    seat = next((each for each in described.addresses if each.kind == "physical"), Address())
    return {**fields, "note": dict(described.description), "city": seat.city, "country": seat.country}


def _sound(inventory: Inventory, institutions: Mapping[str, Institution]) -> tuple[list[CollectionDescription], list[Rejection]]:
    known = {each.key for each in inventory.collections} | set(Collection.objects.values_list("key", flat=True))
    sound: list[CollectionDescription] = list(inventory.collections)
    refused: list[Rejection] = []
    while faulty := {each.key: field for each in sound if (field := _dangling(each, institutions, known))}:
        refused += [_refusal(each, faulty[each.key], inventory.places) for each in sound if each.key in faulty]
        sound = [each for each in sound if each.key not in faulty]
        known -= faulty.keys() - set(Collection.objects.filter(key__in=faulty).values_list("key", flat=True))
    return sound, refused


def _dangling(each: CollectionDescription, institutions: Mapping[str, Institution], known: set[str]) -> str:
    if each.institution not in institutions:
        return "institution"
    if each.hosted_at and each.hosted_at not in institutions:
        return "hosted_at"
    named = ((field, getattr(each, field)) for field in REFERENCES)
    return next((field for field, key in named if key and (key not in known or key == each.key)), "")


def _refusal(each: CollectionDescription, field: str, places: Mapping[str, Place]) -> Rejection:
    place = places.get(each.key, Place("", 0))
    return Rejection(place.file, place.line, "REFERENCE_UNKNOWN", field, str(getattr(each, field)), each.key)


def _enter_collections(
    described: Sequence[CollectionDescription], institutions: Mapping[str, Institution]
) -> dict[str, Collection]:
    known = {each.key: each for each in Collection.objects.filter(key__in=[each.key for each in described])}
    fresh = [
        _filled(Collection(key=each.key), _collection_fields(each, institutions)) for each in described if each.key not in known
    ]
    for each in described:
        if each.key in known:
            _saved(known[each.key], _collection_fields(each, institutions), is_new=False)
    known |= {each.key: each for each in Collection.objects.bulk_create(fresh, batch_size=500)}
    _join(described, known)
    return known


def _collection_fields(described: CollectionDescription, institutions: Mapping[str, Institution]) -> dict[str, Any]:
    fields = {name: _plain(getattr(described, name)) for name in _COLLECTION}
    keeper = institutions.get(described.hosted_at)
    fields |= {"institution_id": institutions[described.institution].pk, "hosted_at_id": keeper.pk if keeper else None}
    fields |= {"discipline": _first(described.disciplines), "material_kind": _first(described.material_kinds)}
    fields |= {"status": present_status(described.statuses)}
    collecting = asdict(described.collecting)
    return {**fields, **{f"period_{k}" if k == "verbatim" else k: v for k, v in collecting.items()}}


def present_status(statuses: Sequence[StatusPeriod]) -> str:
    """The state a collection is in: the last one that has not ended; nothing where none is told.

    >>> from vasculum.model.period import Period
    >>> present_status([StatusPeriod("active", Period("1990", "2020", "stated", "stated")), StatusPeriod("orphan")])
    'orphan'
    """
    open_states = [each.status for each in statuses if each.period.ends_state in {ONGOING, "not_stated"}]
    return open_states[-1] if open_states else ("closed" if statuses and statuses[-1].period.ends_state == STATED else "")


def _join(described: Iterable[CollectionDescription], known: Mapping[str, Collection]) -> None:
    wanted = {getattr(each, field) for each in described for field in REFERENCES}
    ids = dict(Collection.objects.filter(key__in=wanted).values_list("key", "pk"))
    for each in described:
        collection = known[each.key]
        fields = {f"{field}_id": ids.get(getattr(each, field)) for field in REFERENCES}
        if any(getattr(collection, name) != value for name, value in fields.items() if value):
            _saved(collection, fields, is_new=False, is_change=False)


def _saved(found: Row, fields: Mapping[str, Any], *, is_new: bool, is_change: bool = True) -> Row:
    before = {name: getattr(found, name) for name in fields}
    _filled(found, fields)
    if is_new or before != {name: getattr(found, name) for name in fields}:
        found.version += int(is_change and not is_new)
        found.save()
    return found


def _filled(found: Row, fields: Mapping[str, Any]) -> Row:
    for name, value in fields.items():
        setattr(found, name, _merged(name, getattr(found, name), value))
    return found


def _merged(name: str, kept: Any, told: Any) -> Any:
    """What a field holds after a source has spoken: language maps and other names grow, what is left out stays."""
    if name in JOINED:
        return [*kept, *(each for each in told if each not in kept)]
    if isinstance(told, dict) and isinstance(kept, dict):
        return {**kept, **told}
    is_silent = told is None or told in ("", []) or (told == "not_stated" and kept)
    return kept if is_silent else told


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [each if isinstance(each, str) else {k: v for k, v in asdict(each).items() if v} for each in value]
    return dict(value) if isinstance(value, Mapping) else value


def _first(codes: Sequence[str]) -> str:
    return codes[0] if codes else ""
