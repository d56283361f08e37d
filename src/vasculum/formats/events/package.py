"""Data packages: a datapackage.json that names tables, read as Camtrap DP or as a Darwin Core Data Package.

Source: Frictionless Data Package 1 (https://specs.frictionlessdata.io); only files of the package itself are read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from vasculum.formats.dwca import dialect as dialects
from vasculum.formats.dwca.archive import Archive
from vasculum.formats.dwca.budget import Budget, read_whole
from vasculum.formats.dwca.columns import Declared, named
from vasculum.formats.dwca.dialect import Dialect
from vasculum.formats.dwca.members import Container, find
from vasculum.formats.dwca.metadata import Metadata
from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.table import Table
from vasculum.formats.events import camtrap, dwc_dp
from vasculum.formats.events.found import Found
from vasculum.formats.events.soundness import types_of, unlike_types
from vasculum.formats.events.tables import Reject, Tables

PACKAGE = "datapackage.json"
_READ = frozenset({*camtrap.TABLES, *dwc_dp.TABLES})
_HEADER_BYTES = 256 * 1024

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Package:
    """What a package says of itself, its tables by the names of their resources, and the types it tells of their fields."""

    metadata: Metadata
    tables: Mapping[str, Table]
    types: Mapping[str, Mapping[str, str]]
    notices: tuple[str, ...]


def package_member(container: Container) -> str | None:
    """The one datapackage.json of a container, at its top or in a folder of it."""
    found = [name for name in container.names if name.rpartition("/")[2].lower() == PACKAGE]
    return min(found, key=lambda name: name.count("/"), default=None)


def read_package(
    container: Container, name: str, work: Path, reject: Reject, budget: Budget, told: Told = lambda _: None
) -> Found:
    """The events and records of a data package as archives below `work`.

    Raises ArchiveRefused when the package is neither Camtrap DP nor a Darwin Core Data Package, or names files it has not.
    """
    member = package_member(container)
    if member is None:
        raise ArchiveRefused(f"{name} holds no {PACKAGE}.")
    package = _described(container, member, budget)
    reader = next((each for each in (camtrap, dwc_dp) if each.fits(package.tables)), None)
    if reader is None:
        listed = ", ".join([*package.tables][:5]) or "none"
        raise ArchiveRefused(f"{PACKAGE} is neither Camtrap DP nor a Darwin Core Data Package: its tables are {listed}.")
    core = next(iter(package.tables.values()))
    archive = Archive(name, core, (), package.metadata, package.notices, budget, container)
    with Tables(archive, work / "tables", reject) as tables:
        for resource, table in package.tables.items():
            if resource in reader.TABLES:
                tables.load(resource, table)
                tables.notices += unlike_types(tables, resource, package.types[resource])
        left = [resource for resource in package.tables if resource not in reader.TABLES]
        notices = [*package.notices, *(f"The table {resource} was not read: no records come of it." for resource in left)]
        found: Found = reader.read(tables, package.tables, archive, work, notices, told)
        return found


def _described(container: Container, member: str, budget: Budget) -> Package:
    with container.open(member) as stream:
        document = read_whole(stream, member, budget.descriptor_bytes)
    try:
        described = orjson.loads(document.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise ArchiveRefused(f"{member} is not JSON: {error}.") from error
    resources = described.get("resources") if isinstance(described, dict) else None
    if not isinstance(resources, list) or len(resources) > budget.entries:
        raise ArchiveRefused(f"{member} names no resources.")
    notices: list[str] = []
    folder = member.rpartition("/")[0] + "/" * ("/" in member)
    tables: dict[str, Table] = {}
    types: dict[str, Mapping[str, str]] = {}
    for resource in resources:
        if isinstance(resource, dict) and isinstance(resource.get("name"), str):
            table = _table(container, resource, folder, notices.append)
            tables |= {resource["name"].lower(): table} if table else {}
            types[resource["name"].lower()] = types_of(resource)
    return Package(_metadata(described), tables, types, tuple(notices))


def _metadata(described: Mapping[str, Any]) -> Metadata:
    licenses = [each for each in described.get("licenses") or () if isinstance(each, dict)]
    license = next(
        (str(each.get("path") or each.get("name") or "") for each in licenses if each.get("scope", "data") == "data"), ""
    )
    said = {name: str(described.get(name) or "") for name in ("title", "description", "id", "created")}
    return Metadata(
        title=said["title"],
        abstract=said["description"],
        license=license,
        published=said["created"],
        identifiers=tuple(filter(None, [said["id"]])),
    )


def _table(container: Container, resource: Mapping[str, Any], folder: str, notice: Callable[[str], None]) -> Table | None:
    name, path = resource["name"], resource.get("path")
    paths = [path] if isinstance(path, str) else path
    if not isinstance(paths, list) or not paths or not all(isinstance(each, str) for each in paths):
        notice(f"The resource {name} names no file and was not read.")
        return None
    if any("://" in each for each in paths):
        notice(f"The resource {name} lies elsewhere ({paths[0]}) and was not fetched.")
        return None
    members = []
    for each in paths:
        found, note = find(each, folder, container.names)
        if found is None and name.lower() not in _READ:
            notice(f"The resource {name} names the file {each!r}, which is not in the package; no records come of it.")
            return None
        if found is None:
            raise ArchiveRefused(f"{PACKAGE} names the file {each!r}, which is not in the package.")
        if note:
            notice(note.replace("meta.xml", PACKAGE))
        members.append(found)
    dialect = _dialect(resource, members[0])
    headings = _headings(container, members[0], dialect)
    declared = [Declared(heading, index) for index, heading in enumerate(headings) if heading]
    return Table(f"package:{name}", tuple(members), named(declared, str, notice), None, dialect)


def _dialect(resource: Mapping[str, Any], member: str) -> Dialect:
    said = resource.get("dialect")
    said = said if isinstance(said, dict) else {}
    usual = "\t" if member.lower().endswith((".tsv", ".tab")) else ","
    attributes = {
        "encoding": str(resource.get("encoding") or "utf-8"),
        "fieldsTerminatedBy": str(said.get("delimiter") or usual),
        "fieldsEnclosedBy": str(said.get("quoteChar", '"') or ""),
        "ignoreHeaderLines": "1",
    }
    return dialects.of_attributes(attributes, member)


def _headings(container: Container, member: str, dialect: Dialect) -> list[str]:
    with container.open(member) as stream:
        start = stream.read(_HEADER_BYTES)
    line = start.decode(dialect.encoding, "replace").removeprefix("\ufeff").replace("\r", "\n").partition("\n")[0]
    if not line.strip():
        raise ArchiveRefused(f"{member} does not begin with a line of headings.")
    rows = csv.reader(io.StringIO(line), delimiter=dialect.delimiter[:1], quotechar=dialect.quote or None)
    return [heading.strip() for heading in next(rows, [])]
