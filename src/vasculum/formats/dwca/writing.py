"""Writing a Darwin Core Archive: a core and its extensions as tab-separated text, meta.xml, eml.xml, in one zip.

Source: Darwin Core text guide (https://dwc.tdwg.org/text/); Ecological Metadata Language 2.2.0 (https://eml.ecoinformatics.org).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from vasculum.terms.darwin_core import iri

TEXT = "http://rs.tdwg.org/dwc/text/"
EML = "https://eml.ecoinformatics.org/eml-2.2.0"
_UNWRITABLE = re.compile(r"[\t\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of an archive: its row type and its terms as qualified names; the identifier of the record goes before them."""

    name: str
    row_type: str
    terms: Sequence[str]


@dataclass(frozen=True, slots=True)
class Description:
    """What eml.xml says of the data set."""

    identifier: str
    title: str
    publisher: str
    abstract: str
    rights: str
    made: dt.date
    citation: str
    keywords: Sequence[str] = field(default_factory=tuple)


class Writing:
    """An archive being written: tables lie in `folder` until `close` packs them; used as a context manager."""

    def __init__(self, folder: Path, core: Sheet, extensions: Sequence[Sheet]) -> None:
        self._sheets = [core, *extensions]
        self._folder = folder
        self._files: dict[str, IO[str]] = {}

    def __enter__(self) -> Self:
        for sheet in self._sheets:
            file = (self._folder / f"{sheet.name}.txt").open("w", encoding="utf-8", newline="")
            self._files[sheet.name] = file
            file.write("\t".join(["id", *map(_heading, sheet.terms)]) + "\n")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for file in self._files.values():
            file.close()

    def write(self, sheet: Sheet, identifier: str, rows: Iterable[Mapping[str, str]]) -> None:
        """Adds rows of one record to a table."""
        for row in rows:
            cells = (_UNWRITABLE.sub(" ", row.get(term, "")) for term in sheet.terms)
            self._files[sheet.name].write("\t".join([identifier, *cells]) + "\n")

    def pack(self, target: Path, description: Description) -> None:
        """Packs what was written into one zip."""
        for file in self._files.values():
            file.flush()
        with ZipFile(target, "w", ZIP_DEFLATED) as packed:
            packed.writestr("meta.xml", meta(self._sheets[0], self._sheets[1:]))
            packed.writestr("eml.xml", eml(description))
            for sheet in self._sheets:
                packed.write(self._folder / f"{sheet.name}.txt", f"{sheet.name}.txt")


def _heading(term: str) -> str:
    return _UNWRITABLE.sub(" ", term.rpartition(":")[2] or term)


def meta(core: Sheet, extensions: Sequence[Sheet]) -> bytes:
    """The meta.xml of an archive of these tables."""
    root = etree.fromstring(f'<archive xmlns="{TEXT}" metadata="eml.xml"/>')
    _table(root, "core", "id", core)
    for extension in extensions:
        _table(root, "extension", "coreid", extension)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _table(root: etree._Element, kind: str, identifier: str, sheet: Sheet) -> None:
    form = {"encoding": "UTF-8", "fieldsTerminatedBy": r"\t", "linesTerminatedBy": r"\n", "fieldsEnclosedBy": ""}
    table = etree.SubElement(root, f"{{{TEXT}}}{kind}", {"rowType": iri(sheet.row_type), "ignoreHeaderLines": "1", **form})
    files = etree.SubElement(table, f"{{{TEXT}}}files")
    etree.SubElement(files, f"{{{TEXT}}}location").text = f"{sheet.name}.txt"
    etree.SubElement(table, f"{{{TEXT}}}{identifier}", index="0")
    for index, term in enumerate(sheet.terms, start=1):
        etree.SubElement(table, f"{{{TEXT}}}field", index=str(index), term=_NOT_XML.sub("", iri(term)))


def eml(description: Description) -> bytes:
    """The eml.xml of a data set."""
    root = etree.Element(f"{{{EML}}}eml", nsmap={"eml": EML}, packageId=description.identifier, system="Vasculum")
    root.set("scope", "system")
    data = etree.SubElement(root, "dataset")
    _text(data, "alternateIdentifier", description.identifier)
    _text(data, "title", description.title)
    _text(etree.SubElement(data, "creator"), "organizationName", description.publisher)
    _text(data, "pubDate", description.made.isoformat())
    _text(data, "language", "eng")
    _text(etree.SubElement(data, "abstract"), "para", description.abstract)
    if description.keywords:
        words = etree.SubElement(data, "keywordSet")
        for keyword in description.keywords:
            _text(words, "keyword", keyword)
    _text(etree.SubElement(data, "intellectualRights"), "para", description.rights)
    _text(etree.SubElement(data, "contact"), "organizationName", description.publisher)
    metadata = etree.SubElement(etree.SubElement(root, "additionalMetadata"), "metadata")
    gbif = etree.SubElement(metadata, "gbif")
    _text(gbif, "citation", description.citation)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = _NOT_XML.sub("", text)
