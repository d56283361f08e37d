"""The facts the example collections are drawn from, read from the tables beside this module."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A place where one collects: its names in Dutch and French, a point, and the habitats found there."""

    region: str
    country: str
    municipality: str
    locality: dict[str, str]
    province: dict[str, str]
    latitude: float
    longitude: float
    elevation: int
    habitats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plant:
    """A plant: its accepted name, an older one that labels may bear, where and when it flowers, a leaf unlike its family's."""

    genus: str
    epithet: str
    authorship: str
    family: str
    flora: str
    habitats: tuple[str, ...]
    months: frozenset[int]
    colour: str
    older_name: str
    older_authorship: str
    leaf: str

    @property
    def name(self) -> str:
        """Genus and epithet."""
        return f"{self.genus} {self.epithet}"


@dataclass(frozen=True, slots=True)
class Family:
    """A family: its place in the classification and how its members look on a sheet."""

    name: str
    order: str
    klass: str
    leaf: str
    placing: str
    flower: str


@dataclass(frozen=True, slots=True)
class Collector:
    """An invented collector with a life span, years of activity and the regions visited."""

    first: str
    last: str
    language: str
    born: int
    died: int | None
    active: range
    regions: tuple[str, ...]

    @property
    def short(self) -> str:
        """Initial and surname, as on a label."""
        return f"{self.first[0]}. {self.last}"


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of one table."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table))


@cache
def places() -> tuple[Place, ...]:
    """Every place, in Belgium, around it and in Congo."""
    return tuple(
        Place(
            row["region"],
            row["country"],
            row["municipality"],
            {"nl": row["locality_nl"], "fr": row["locality_fr"]},
            {"nl": row["province_nl"], "fr": row["province_fr"]},
            float(row["latitude"]),
            float(row["longitude"]),
            int(row["elevation"]),
            tuple(row["habitats"].split("|")),
        )
        for row in rows("places.csv")
    )


@cache
def plants() -> tuple[Plant, ...]:
    """Every plant."""
    return tuple(
        Plant(
            row["genus"],
            row["epithet"],
            row["authorship"],
            row["family"],
            row["flora"],
            tuple(row["habitats"].split("|")),
            _months(int(row["from"]), int(row["to"])),
            row["colour"],
            row["older_name"],
            row["older_authorship"],
            row["leaf"],
        )
        for row in rows("plants.csv")
    )


@cache
def families() -> dict[str, Family]:
    """Every family of plants, by name."""
    return {
        row["family"]: Family(row["family"], row["order"], row["class"], row["leaf"], row["placing"], row["flower"])
        for row in rows("families.csv")
    }


@cache
def habitats() -> dict[str, Row]:
    """What a habitat is called on a label, by key and language."""
    return {row["habitat"]: row for row in rows("habitats.csv")}


@cache
def collectors() -> tuple[Collector, ...]:
    """Every collector."""
    return tuple(
        Collector(
            row["first"],
            row["last"],
            row["language"],
            int(row["born"]),
            int(row["died"]) if row["died"] else None,
            range(int(row["from"]), int(row["to"]) + 1),
            tuple(row["regions"].split("|")),
        )
        for row in rows("collectors.csv")
    )


def _months(first: int, last: int) -> frozenset[int]:
    span = range(first, last + 1) if first <= last else [*range(first, 13), *range(1, last + 1)]
    return frozenset(span)
