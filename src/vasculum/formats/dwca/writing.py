"""Writing a Darwin Core Archive: tables as columns give them, meta.xml, eml.xml, in one zip; the text of a cell is never changed.

Source: Darwin Core text guide (https://dwc.tdwg.org/text/).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from vasculum.terms.darwin_core import iri, qualified

TEXT = "http://rs.tdwg.org/dwc/text/"
LEVEL = 3
"""How hard zip tries: level 6 makes a file a sixth smaller for twice the time."""
_BLOCK = 1 << 20
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNFIT_FOR_A_NAME = re.compile(r"[^a-z0-9]+")


class Columns(Protocol):
    """Where SQL is run."""

    def run(self, sql: str) -> None:
        """Executes a statement whose rows nobody needs."""

    def one(self, sql: str) -> Any:
        """The single value that a statement gives."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of an archive: its row type and terms as qualified names, and the SQL that gives its rows.

    The first column of `rows` is the identifier of the core record, the others are the cells of `terms` in their order.
    """

    name: str
    row_type: str
    terms: Sequence[str]
    rows: str

    @property
    def file(self) -> str:
        """What its member of the archive is called."""
        return f"{self.name}.txt"


def file_names(row_types: Iterable[str]) -> list[str]:
    """Distinct names for tables of these row types.

    >>> file_names(["gbif:Multimedia", "ac:Multimedia", "http://example.org/Doos#1"])
    ['multimedia', 'multimedia2', 'doos-1']
    """
    names: list[str] = []
    for row_type in row_types:
        plain = _UNFIT_FOR_A_NAME.sub("-", re.split(r"[:/]", row_type)[-1].lower()).strip("-") or "table"
        again = 1 + sum(name.rstrip("0123456789") == plain for name in names)
        names.append(plain if again == 1 else f"{plain}{again}")
    return names


def write_table(columns: Columns, folder: Path, sheet: Sheet) -> int:
    """Writes a table into `folder` and gives the number of its rows; a cell is enclosed only where it holds a separator."""
    names = ", ".join(f'"{_heading(heading)}"' for heading in ("id", *_headings(sheet.terms)))
    path = str(folder / sheet.file).replace("'", "''")
    form = "FORMAT csv, DELIMITER '\t', HEADER true, QUOTE '\"', ESCAPE '\"', NULLSTR ''"
    written: int = columns.one(f"COPY (SELECT * FROM ({sheet.rows}) written({names})) TO '{path}' ({form})")
    return written


def pack(folder: Path, target: Path, sheets: Sequence[Sheet], metadata: bytes) -> None:
    """Packs tables that lie in `folder` into one zip, the first of them as its core; each is removed as soon as it is inside."""
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=LEVEL) as packed:
        for name, document in (("meta.xml", meta(sheets[0], sheets[1:])), ("eml.xml", metadata)):
            packed.writestr(_member(name), document)
        for sheet in sheets:
            file = folder / sheet.file
            with file.open("rb") as text, packed.open(_member(sheet.file), "w", force_zip64=True) as member:
                shutil.copyfileobj(text, member, _BLOCK)
            file.unlink()


def _member(name: str) -> ZipInfo:
    """A member without a moment, so that the same tables always make the same file."""
    member = ZipInfo(name)
    member.compress_type, member._compresslevel = ZIP_DEFLATED, LEVEL  # type: ignore[attr-defined]
    return member


def meta(core: Sheet, extensions: Sequence[Sheet]) -> bytes:
    """The meta.xml of an archive of these tables."""
    root = etree.fromstring(f'<archive xmlns="{TEXT}" metadata="eml.xml"/>')
    _table(root, "core", "id", core)
    for extension in extensions:
        _table(root, "extension", "coreid", extension)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def spelled(term: str) -> str:
    """How a term is written in meta.xml so that a reader understands the same: its IRI, else its name as it stands.

    >>> spelled("dwc:country"), spelled("dwc:species"), spelled("Doos")
    ('http://rs.tdwg.org/dwc/terms/country', 'dwc:species', 'Doos')
    """
    return next((spelling for spelling in (iri(term), term) if qualified(spelling) == term), iri(term))


def _table(root: etree._Element, kind: str, identifier: str, sheet: Sheet) -> None:
    form = {"encoding": "UTF-8", "fieldsTerminatedBy": r"\t", "linesTerminatedBy": r"\n", "fieldsEnclosedBy": '"'}
    table = etree.SubElement(root, f"{{{TEXT}}}{kind}", {"rowType": iri(sheet.row_type), "ignoreHeaderLines": "1", **form})
    files = etree.SubElement(table, f"{{{TEXT}}}files")
    etree.SubElement(files, f"{{{TEXT}}}location").text = sheet.file
    etree.SubElement(table, f"{{{TEXT}}}{identifier}", index="0")
    for index, term in enumerate(sheet.terms, start=1):
        etree.SubElement(table, f"{{{TEXT}}}field", index=str(index), term=_NOT_XML.sub("", spelled(term)))


def _headings(terms: Sequence[str]) -> list[str]:
    """Local names, whole where two would be the same: for people, since meta.xml alone says what a column is."""
    folded = [term.rpartition(":")[2].casefold() for term in terms]
    alone = [folded.count(name) == 1 and name != "id" for name in folded]
    return [term.rpartition(":")[2] if single else term for term, single in zip(terms, alone, strict=True)]


def _heading(text: str) -> str:
    return " ".join(text.split()).replace('"', '""')
