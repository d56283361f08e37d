"""The terms that fields of data packages become, as tables (`terms/events`)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from vasculum.terms.darwin_core import known_terms


@cache
def fields_of(name: str, table: str) -> Mapping[str, str]:
    """The term for each field of a table that has one, by the file `name` of the format.

    >>> fields_of("camtrap", "deployments")["locationName"]
    'dwc:locality'
    """
    with files("vasculum.terms").joinpath("events", f"{name}.csv").open(encoding="utf-8") as text:
        return {row["field"]: row["term"] for row in csv.DictReader(text) if row["table"] == table}


def darwin_core(field: str) -> str:
    """The Darwin Core term that a field is called by, or the field itself.

    >>> darwin_core("eventDate"), darwin_core("modified"), darwin_core("cameraHeight")
    ('dwc:eventDate', 'dcterms:modified', 'cameraHeight')
    """
    return next((term for term in (f"dwc:{field}", f"dcterms:{field}") if term in known_terms()), field)


def in_terms(row: Mapping[str, str], fields: Mapping[str, str], own: str = "") -> dict[str, str]:
    """A row with its fields called by their terms; a field without one keeps its name, with `own` before it."""
    return {fields.get(field) or f"{own}{field}": text for field, text in row.items() if text}
