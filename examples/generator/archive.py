"""Darwin Core Archives written so that the same rows always give the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from examples.generator.tables import Row

NAMESPACES = {
    "dwc": "http://rs.tdwg.org/dwc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "gbif": "http://rs.gbif.org/terms/1.0/",
}
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Table:
    """One file of an archive: its row type, its columns by qualified name (the first is the identifier), its lines."""

    file: str
    row_type: str
    columns: tuple[str, ...]
    lines: Sequence[Sequence[str]]
    delimiter: str = ","


@dataclass(frozen=True, slots=True)
class Description:
    """What the metadata of an archive say."""

    identifier: str
    title: str
    abstract: str
    published: str


def lines_of(rows: Sequence[Row], columns: Sequence[str]) -> list[list[str]]:
    """Rows as lines in the order of `columns`; a cell that a row lacks is empty."""
    return [[row.get(column, "") for column in columns] for row in rows]


def write_archive(path: Path, description: Description, core: Table, extensions: Sequence[Table] = ()) -> None:
    """Writes a zip with descriptor, metadata, core and extensions."""
    with zipfile.ZipFile(path, "w") as archive:
        _add(archive, "meta.xml", _descriptor(core, extensions))
        _add(archive, "eml.xml", _metadata(description))
        for table in (core, *extensions):
            _add(archive, table.file, text_of(table))


def text_of(table: Table) -> str:
    """The file itself, with a header line; cells are quoted where the delimiter, a quote or a line break needs it."""
    header = [column.partition(":")[2] for column in table.columns]
    lines = [header, *table.lines]
    return "".join(table.delimiter.join(_cell(cell, table.delimiter) for cell in line) + "\n" for line in lines)


def _cell(text: str, delimiter: str) -> str:
    if delimiter == "\t" or not any(sign in text for sign in (delimiter, '"', "\n", "\r")):
        return text
    return '"' + text.replace('"', '""') + '"'


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    member = zipfile.ZipInfo(name, EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3
    member.external_attr = 0o644 << 16
    archive.writestr(member, text.encode("utf-8"), compresslevel=6)


def _descriptor(core: Table, extensions: Sequence[Table]) -> str:
    parts = [_part("core", core), *(_part("extension", table) for table in extensions)]
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<archive xmlns="http://rs.tdwg.org/dwc/text/" metadata="eml.xml">\n'
    return opening + "".join(parts) + "</archive>\n"


def _part(kind: str, table: Table) -> str:
    tab = table.delimiter == "\t"
    identifier = "id" if kind == "core" else "coreid"
    skipped = 0 if kind == "core" else 1
    fields = "".join(
        f'    <field index="{index}" term="{iri(column)}"/>\n' for index, column in enumerate(table.columns) if index >= skipped
    )
    return (
        f'  <{kind} encoding="UTF-8" fieldsTerminatedBy="{chr(92) + "t" if tab else table.delimiter}" linesTerminatedBy="\\n" '
        f'fieldsEnclosedBy="{"" if tab else "&quot;"}" ignoreHeaderLines="1" rowType="{iri(table.row_type)}">\n'
        f'    <files><location>{table.file}</location></files>\n    <{identifier} index="0"/>\n{fields}  </{kind}>\n'
    )


def iri(qualified: str) -> str:
    """The full address of a term.

    >>> iri("dwc:eventDate")
    'http://rs.tdwg.org/dwc/terms/eventDate'
    """
    prefix, _, name = qualified.partition(":")
    return NAMESPACES[prefix] + name


def _metadata(description: Description) -> str:
    organisation = "<organizationName>Vasculum demonstration museum</organizationName>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<eml:eml xmlns:eml="https://eml.ecoinformatics.org/eml-2.2.0" '
        f'packageId="{description.identifier}" system="https://example.org" xml:lang="en">\n  <dataset>\n'
        f'    <title xml:lang="en">{escape(description.title)}</title>\n    <creator>{organisation}</creator>\n'
        f"    <pubDate>{description.published}</pubDate>\n    <language>en</language>\n"
        f"    <abstract><para>{escape(description.abstract)}</para></abstract>\n"
        "    <intellectualRights><para>Made-up data, released under "
        '<ulink url="https://creativecommons.org/publicdomain/zero/1.0/legalcode"><citetitle>CC0 1.0</citetitle></ulink>.'
        f"</para></intellectualRights>\n    <contact>{organisation}</contact>\n  </dataset>\n</eml:eml>\n"
    )
