"""Archives without a descriptor: one text file whose first line holds Darwin Core names."""

from __future__ import annotations

import csv
from collections.abc import Callable
from itertools import chain

from vasculum.formats.dwca.columns import Declared, named
from vasculum.formats.dwca.dialect import Dialect
from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.table import Table
from vasculum.terms.darwin_core import known_terms, of_heading

_DELIMITERS = ("\t", ",", ";", "|")
_BYTE_ORDER_MARKS = {
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_ROW_TYPES = (
    ("dwc:Occurrence", "dwc:occurrenceID", {"dwc:occurrenceID", "dwc:basisOfRecord", "dwc:catalogNumber"}),
    ("dwc:Event", "dwc:eventID", {"dwc:eventID"}),
    ("dwc:Taxon", "dwc:taxonID", {"dwc:taxonID"}),
)


def table_of(start: bytes, member: str, notice: Callable[[str], None]) -> Table:
    """The table that a file's first line announces; refuses a file whose first line holds no Darwin Core name.

    `start` are the first bytes of the file, its first line among them. The delimiter is the one of tab, comma, semicolon
    and vertical bar that yields most names, the earlier one on a tie.
    """
    line = _first_line(start, member)
    delimiter = max(_DELIMITERS, key=lambda sign: len(_names(line, sign)))
    if not _names(line, delimiter):
        raise ArchiveRefused(f"The archive has no meta.xml, and the first line of {member} holds no Darwin Core names.")
    headings = _cells(line, delimiter)
    row_type, id_index = _kind(headings)
    declared = [Declared(heading, at) for at, heading in enumerate(headings) if heading and (at, heading) != (id_index, "id")]
    notice(f"The archive has no meta.xml: {member} is read by its first line, as {row_type}.")
    return Table(row_type, (member,), named(declared, of_heading, notice), id_index, Dialect(delimiter=delimiter, header_lines=1))


def _first_line(start: bytes, member: str) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS.items() if start.startswith(mark)), "utf-8")
    text = start.decode(encoding, errors="replace")
    line = text.replace("\r", "\n").partition("\n")[0]
    if not line.strip() or "\0" in line:
        raise ArchiveRefused(f"{member} does not begin with a line of text.")
    return line


def _cells(line: str, delimiter: str) -> list[str]:
    return [heading.strip() for heading in chain.from_iterable(csv.reader([line], delimiter=delimiter))]


def _names(line: str, delimiter: str) -> set[str]:
    return {name for name in map(of_heading, _cells(line, delimiter)) if name in known_terms()}


def _kind(headings: list[str]) -> tuple[str, int | None]:
    names = [of_heading(heading) for heading in headings]
    row_type, id_term, _ = next((kind for kind in _ROW_TYPES if kind[2] & set(names)), _ROW_TYPES[0])
    if headings[0] == "id":
        return row_type, 0
    return row_type, names.index(id_term) if id_term in names else None
