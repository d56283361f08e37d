"""Writing a Darwin Core Data Package: a CSV file for each table, datapackage.json and eml.xml, in one zip.

Source: https://github.com/gbif/dwc-dp, version 0.1; Data Package and Table Schema (https://specs.frictionlessdata.io).
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import orjson

from vasculum.formats.dwca.writing import LEVEL, Columns
from vasculum.formats.eml import Resource, eml
from vasculum.terms.dwc_dp import Field, tables

PROFILE = "https://raw.githubusercontent.com/gbif/dwc-dp/0.1/dwc-dp/dwc-dp-profile.json"
KEYS: Mapping[str, str] = {
    "event": "event_pk",
    "material": "materialEntity_pk",
    "identification": "identification_pk",
    "media": "media_pk",
}
REFERENCES: Mapping[str, Mapping[str, str]] = {
    "material": {"collectionEvent_fk": "event"},
    "identification": {"materialEntity_fk": "material"},
    "material-media": {"media_fk": "media", "materialEntity_fk": "material"},
}


def write_package(columns: Columns, rows: Mapping[str, str], resource: Resource, work: Path, target: Path) -> dict[str, int]:
    """Writes the package: `rows` is, for each table, SQL that gives its fields in their order; gives the rows of each table.

    A table without a row is left out.
    """
    counted = {name: _write(columns, name, sql, work) for name, sql in rows.items()}
    kept = [name for name, count in counted.items() if count]
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=LEVEL) as packed:
        packed.writestr("datapackage.json", orjson.dumps(descriptor(kept, resource), option=orjson.OPT_INDENT_2))
        packed.writestr("eml.xml", eml(resource))
        for name in kept:
            with (work / f"{name}.csv").open("rb") as text, packed.open(f"{name}.csv", "w", force_zip64=True) as member:
                shutil.copyfileobj(text, member, 1 << 20)
    return {name: counted[name] for name in kept}


def _write(columns: Columns, name: str, sql: str, work: Path) -> int:
    path = str(work / f"{name}.csv").replace("'", "''")
    names = ", ".join(f'"{each.name}"' for each in tables()[name])
    written: int = columns.one(f"COPY (SELECT * FROM ({sql}) told({names})) TO '{path}' (FORMAT csv, HEADER true)")
    return written


def descriptor(kept: Sequence[str], resource: Resource) -> dict[str, Any]:
    """The datapackage.json of a package of these tables; references lead to tables that are there."""
    licenses = [{"path": resource.license.address, "title": resource.license.name}] if resource.license else []
    return {
        "profile": PROFILE,
        "id": resource.identifier,
        "created": resource.made.isoformat(),
        "version": str(resource.version),
        "title": resource.in_own_language(resource.title),
        "description": resource.in_own_language(resource.abstract),
        **({"licenses": licenses} if licenses else {}),
        **({"keywords": list(resource.keywords)} if resource.keywords else {}),
        "resources": [_table(name, kept) for name in kept],
    }


def _table(name: str, kept: Sequence[str]) -> dict[str, Any]:
    keys = [
        {"fields": field, "reference": {"resource": other, "fields": KEYS[other]}}
        for field, other in REFERENCES.get(name, {}).items()
        if other in kept
    ]
    schema: dict[str, Any] = {"fields": [_field(each) for each in tables()[name]]}
    if name in KEYS:
        schema["primaryKey"] = KEYS[name]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(field: Field) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": field.name,
        "title": field.title,
        "description": field.title,
        "type": field.type,
        "format": "default",
        "dcterms:isVersionOf": field.is_version_of,
    }
    return {**told, "constraints": dict(field.constraints)} if field.constraints else told
