"""The descriptor (meta.xml): from its elements to the tables of the archive.

Source: Darwin Core text guide and tdwg_dwc_text.xsd (http://rs.tdwg.org/dwc/text/). Elements are known by their local names,
since archives in the wild declare other namespaces or none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from vasculum.formats.dwca import dialect as dialects
from vasculum.formats.dwca.budget import Budget
from vasculum.formats.dwca.columns import Declared, of_descriptor
from vasculum.formats.dwca.members import find
from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.table import INTERPRETATION, Table
from vasculum.formats.dwca.xml import NotWellFormed, children, local_name, parse
from vasculum.terms.darwin_core import known_terms, qualified

_OLD_ROW_TYPES = {"dwc:DarwinCore", "dwc:darwinCore", "dwc:DarwinRecord", "dwc:SimpleDarwinRecord", "DarwinRecord", "DarwinCore"}
_ABSOLUTE = re.compile(r"(https?://|urn:)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What meta.xml says: the tables, and the location of the metadata document where it names one."""

    core: Table
    extensions: tuple[Table, ...]
    metadata: str | None


@dataclass(frozen=True, slots=True)
class _Reader:
    folder: str
    names: Sequence[str]
    budget: Budget
    notice: Callable[[str], None]

    def table(self, element: etree._Element, id_name: str) -> Table:
        members = self.members(element)
        label = members[0]
        table = Table(
            row_type=_row_type(element),
            members=members,
            columns=of_descriptor([_declared(field, label) for field in children(element, "field")], label, self.notice),
            id_index=_id_index(element, id_name, label),
            dialect=dialects.of_attributes({str(key): str(value) for key, value in element.attrib.items()}, label),
        )
        if table.cells > self.budget.columns:
            raise ArchiveRefused(
                f"meta.xml, {label}: column {table.cells - 1} lies beyond the {self.budget.columns} that are read."
            )
        return table

    def members(self, element: etree._Element) -> tuple[str, ...]:
        files = children(element, "files")
        locations = [location for holder in files for location in children(holder, "location")]
        found = tuple(self.member((location.text or "").strip()) for location in locations)
        if not found:
            raise ArchiveRefused(
                f"meta.xml names no file for its {local_name(element)} ({element.get('rowType', 'no rowType')})."
            )
        return tuple(dict.fromkeys(found))

    def member(self, location: str) -> str:
        found, note = find(location, self.folder, self.names)
        if found is None:
            raise ArchiveRefused(f"meta.xml names the file {location!r}, which is not in the archive.")
        if note:
            self.notice(note)
        return found

    def extension(self, element: etree._Element) -> Table | None:
        if fault := _extension_fault(element):
            self.notice(f"An extension was left out: {fault}.")
            return None
        table = self.table(element, "coreid")
        known = table.row_type in known_terms() or table.row_type == INTERPRETATION
        if not known and table.row_type == element.get("rowType", "").strip():
            self.notice(f"The extension {table.row_type} is of a type this node does not know; its rows are kept as they are.")
        return table


def read(document: bytes, member: str, names: Sequence[str], budget: Budget, notice: Callable[[str], None]) -> Descriptor:
    """The tables a descriptor describes, its locations looked up in `names`; refuses one that contradicts itself."""
    try:
        root = parse(document, member, budget)
    except NotWellFormed as error:
        raise ArchiveRefused(f"{error}.") from error
    cores = children(root, "core")
    if len(cores) != 1:
        raise ArchiveRefused(f"{member} describes {len(cores)} cores; an archive has one.")
    reader = _Reader(member.rpartition("/")[0] + "/" * ("/" in member), names, budget, notice)
    core = reader.table(cores[0], "id")
    _check_core(core)
    extensions = [reader.extension(element) for element in children(root, "extension")]
    return Descriptor(core, tuple(filter(None, extensions)), root.get("metadata"))


def _check_core(core: Table) -> None:
    if core.row_type not in known_terms():
        raise ArchiveRefused(f"meta.xml: the core's rowType {core.row_type!r} is not a class of Darwin Core.")


def _row_type(element: etree._Element) -> str:
    name = qualified(str(element.get("rowType", "")))
    return "dwc:Occurrence" if name in _OLD_ROW_TYPES else name


def _extension_fault(element: etree._Element) -> str | None:
    row_type = str(element.get("rowType", "")).strip()
    if not row_type:
        return "it declares no rowType"
    if not _ABSOLUTE.fullmatch(row_type) and ":" not in qualified(row_type):
        return f"its rowType {row_type!r} is not known"
    if not children(element, "coreid"):
        return f"{row_type} has no coreid, so its rows belong to no record"
    if not any(children(holder, "location") for holder in children(element, "files")):
        return f"{row_type} names no file"
    return None


def _id_index(element: etree._Element, id_name: str, member: str) -> int | None:
    ids = children(element, id_name)
    if len(ids) > 1:
        raise ArchiveRefused(f"meta.xml, {member}: there is more than one {id_name}.")
    if not ids:
        return None
    index = _index(ids[0], id_name, member)
    if index is None and id_name == "coreid":
        raise ArchiveRefused(f"meta.xml, {member}: the coreid has no index.")
    return index


def _declared(field: etree._Element, member: str) -> Declared:
    term = str(field.get("term", "")).strip()
    if not term:
        raise ArchiveRefused(f"meta.xml, {member}: a field (index {field.get('index', 'none')}) names no term.")
    return Declared(term, _index(field, term, member), str(field.get("default", "")))


def _index(element: etree._Element, what: str, member: str) -> int | None:
    text = element.get("index")
    if text is None or not text.strip():
        return None
    if not re.fullmatch(r"\s*\d{1,9}\s*", text):
        raise ArchiveRefused(f"meta.xml, {member}: the index {text!r} of {what} is not a column number.")
    return int(text)
