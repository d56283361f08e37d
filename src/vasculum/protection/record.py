"""One version of a specimen as the public may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from vasculum.lake.columns import column_of_term
from vasculum.model.specimen import Change, Version
from vasculum.protection.rules import Category, Evidence, Kept, Rules, strictest
from vasculum.protection.snapping import snapped, uncertainty, words
from vasculum.protection.treatment import GENERALIZATIONS, WITHHELD, Treatment, treatment

IDENTIFICATION = "dwc:Identification"
NAMES = (
    "dwc:scientificName", "dwc:acceptedNameUsage", "dwc:originalNameUsage", "dwc:parentNameUsage",
    "dwc:verbatimIdentification", "dwc:previousIdentifications", "dwc:higherClassification", "dwc:kingdom", "dwc:phylum",
    "dwc:class", "dwc:order", "dwc:superfamily", "dwc:family", "dwc:subfamily", "dwc:tribe", "dwc:genus", "dwc:subgenus",
    "dwc:genericName", "dwc:species", "dwc:specificEpithet", "dwc:infraspecificEpithet", "dwc:typifiedName", "dwc:typeStatus",
)  # fmt: skip
IDENTIFIED_AS = ("dwc:scientificName", "dwc:acceptedNameUsage", "dwc:genus")
EPITHETS = ("dwc:specificEpithet", "dwc:infraspecificEpithet")


def names_of(said: Mapping[str, str], identified: tuple[str, ...], accepted: str) -> tuple[str, ...]:
    """All names by which a record may be of a taxon; an epithet counts with its genus before it."""
    names = [text for term in NAMES if term not in EPITHETS and (text := said.get(term, ""))]
    genus = said.get("dwc:genus", "") or said.get("dwc:genericName", "")
    composed = " ".join(filter(None, (genus, *(said.get(term, "") for term in EPITHETS))))
    return tuple(dict.fromkeys(filter(None, (*names, composed, accepted, *identified))))


def evidence_of(version: Version, rules: Rules, kept: Kept) -> Evidence:
    """What rules look at in a version."""
    told, rows = version.interpreted, version.extensions.get(IDENTIFICATION, ())
    identified = tuple(text for row in rows for term in IDENTIFIED_AS if (text := row.get(term, "")))
    latitude, longitude = told.get("decimal_latitude"), told.get("decimal_longitude")
    return Evidence(
        names_of(version.verbatim, identified, told.get("accepted_name") or ""),
        told.get("country_code") or "",
        told.get("subdivision_code") or "",
        kept.institution,
        kept.collection,
        {term: version.verbatim.get(term, "") for term in rules.terms},
        {}
        if latitude is None or longitude is None
        else {key: box.holds(latitude, longitude) for key, box in rules.boxes.items()},
    )


def public_versions(history: Sequence[Version], rules: Rules, kept: Kept) -> list[Version]:
    """The versions of one specimen as the public may see them: what any of them shows to be protected protects all."""
    if not rules:
        return list(history)
    category = strictest(found for each in history if (found := rules.category(evidence_of(each, rules, kept))))
    return [public_part(each, category) for each in history] if category else list(history)


def public_part(version: Version, category: Category) -> Version:
    """What the public may see of a version of a category."""
    if version.change is Change.GONE and not version.verbatim:
        return replace(version, remarks=())
    said = {term: text for term, text in version.verbatim.items() if term not in {GENERALIZATIONS, WITHHELD}}
    kept = {term: text for term, told in said.items() if (text := _treated(column_of_term(term), told, category, version))}
    told = {name: _treated(name, value, category, version) for name, value in version.interpreted.items()}
    for term, text in zip((GENERALIZATIONS, WITHHELD), words(category), strict=True):
        if text:
            kept[term] = text
    return replace(version, verbatim=kept, extensions={}, interpreted=told, remarks=())


def _treated(column: str, value: Any, category: Category, version: Version) -> Any:
    """A cell as the public may see it; a text stays a text."""
    how = treatment(column, category)
    if how is Treatment.KEPT:
        return value
    made = _MADE.get(how)
    if value is None or made is None:
        return [] if isinstance(value, list) else None
    found = made(version.interpreted, category)
    return str(found) if isinstance(value, str) and found is not None else found


def _is_placed(told: Mapping[str, Any], category: Category) -> bool:
    return bool(category.cells) and None not in (told.get("decimal_latitude"), told.get("decimal_longitude"))


def _latitude(told: Mapping[str, Any], category: Category) -> float | None:
    return snapped(told["decimal_latitude"], category.cells, 90) if _is_placed(told, category) else None


def _longitude(told: Mapping[str, Any], category: Category) -> float | None:
    return snapped(told["decimal_longitude"], category.cells, 180) if _is_placed(told, category) else None


def _uncertainty(told: Mapping[str, Any], category: Category) -> float | None:
    return float(uncertainty(category)) if _is_placed(told, category) else None


def _datum(told: Mapping[str, Any], category: Category) -> str | None:
    return "EPSG:4326" if _is_placed(told, category) else None


def _year(told: Mapping[str, Any], _: Category) -> str | None:
    """The year of an event that began and ended in it."""
    start, end = told.get("event_date_start"), told.get("event_date_end") or told.get("event_date_start")
    return f"{start.year:04d}" if start and end and start.year == end.year else None


def _first_day(told: Mapping[str, Any], category: Category) -> dt.date | None:
    year = _year(told, category)
    return dt.date(int(year), 1, 1) if year else None


def _last_day(told: Mapping[str, Any], category: Category) -> dt.date | None:
    year = _year(told, category)
    return dt.date(int(year), 12, 31) if year else None


_MADE: Mapping[Treatment, Callable[[Mapping[str, Any], Category], Any]] = {
    Treatment.LATITUDE: _latitude,
    Treatment.LONGITUDE: _longitude,
    Treatment.UNCERTAINTY: _uncertainty,
    Treatment.DATUM: _datum,
    Treatment.YEAR: _year,
    Treatment.FIRST_DAY: _first_day,
    Treatment.LAST_DAY: _last_day,
}
