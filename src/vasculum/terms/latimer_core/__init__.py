"""Latimer Core 1.0 as a table: which class has which property, its datatype, whether it may be repeated."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

KEPT = "vasculum:other"
"""Where we keep, in a Latimer Core document, what the standard has no place for."""

NAMESPACES: Mapping[str, str] = {
    "ltc": "http://rs.tdwg.org/ltc/terms/",
    "dwc": "http://rs.tdwg.org/dwc/terms/",
    "chrono": "http://rs.tdwg.org/chrono/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "abcd": "http://rs.tdwg.org/abcd/terms/",
    "vasculum": "urn:vasculum:terms:",
}


@dataclass(frozen=True, slots=True)
class Property:
    """A property in one class.

    `term` is the qualified name (`ltc:collectionName`); `datatype` is `string`, `number`, `boolean`, `list` (of texts) or
    the name of the class whose descriptions it holds as an array, with `of_class` true.
    """

    term: str
    datatype: str
    of_class: bool
    repeatable: bool
    required: bool

    @property
    def name(self) -> str:
        """The name without its prefix."""
        return self.term.partition(":")[2]


@cache
def latimer_core() -> Mapping[str, Mapping[str, Property]]:
    """The classes of Latimer Core, each with its properties by name without prefix, in the order of the published list.

    >>> latimer_core()["ObjectGroup"]["hasTaxon"]
    Property(term='ltc:hasTaxon', datatype='Taxon', of_class=True, repeatable=False, required=False)
    >>> len(latimer_core())
    25
    """
    classes: dict[str, dict[str, Property]] = {}
    with files(__name__).joinpath("properties.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            read = _property(row)
            classes.setdefault(row["class"], {})[read.name] = read
    return classes


def _property(row: Mapping[str, str]) -> Property:
    datatype = row["datatype"].removeprefix("array<ltc:").removesuffix(">")
    return Property(
        row["term"], datatype, row["datatype"].startswith("array<"), row["repeatable"] == "true", row["required"] == "true"
    )


def local_name(key: str) -> str:
    """A term or class without its prefix; what has none stays as it is.

    >>> local_name("ltc:Taxon"), local_name("genus")
    ('Taxon', 'genus')
    """
    return key.rpartition(":")[2]
