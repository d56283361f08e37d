"""The dialect of a text file: how the attributes of a descriptor say that rows, cells and signs are written.

Source: Darwin Core text guide, section 2.2 (http://rs.tdwg.org/dwc/terms/guides/text/), whose defaults these are.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from vasculum.formats.dwca.refusal import ArchiveRefused

_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[tnrfv0\\])")
_SINGLE = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "0": "\0", "\\": "\\"}
_NOT_FOR_FILES = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written; `quote` is empty where cells are not enclosed, `encoding` the name of a Python codec."""

    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    line_end: str = "\n"
    header_lines: int = 0


def of_attributes(attributes: Mapping[str, str], member: str) -> Dialect:
    """The dialect that the attributes of a `core` or `extension` element declare; refuses what no file can follow."""
    dialect = Dialect(
        encoding=_codec(attributes.get("encoding", "UTF-8"), member),
        delimiter=unescaped(attributes.get("fieldsTerminatedBy", ",")),
        quote=unescaped(attributes.get("fieldsEnclosedBy", '"')),
        line_end=unescaped(attributes.get("linesTerminatedBy", r"\n")) or "\n",
        header_lines=_count(attributes.get("ignoreHeaderLines", "0"), member),
    )
    if wrong := _contradiction(dialect):
        raise ArchiveRefused(f"meta.xml, {member}: {wrong}.")
    return dialect


def unescaped(text: str) -> str:
    """The signs that an attribute stands for, be they written as themselves or escaped.

    >>> unescaped(r"\\t"), unescaped(" \\\\u0001 "), unescaped("||")
    ('\\t', '\\x01', '||')
    """
    written = text.strip(" ") if text.strip(" ").startswith("\\") else text
    return _ESCAPE.sub(lambda found: _sign(found[1]), written)


def _sign(escape: str) -> str:
    return _SINGLE.get(escape) or chr(int(escape[1:], 16))


def _contradiction(dialect: Dialect) -> str | None:
    if not dialect.delimiter:
        return "fieldsTerminatedBy is empty"
    if len(dialect.quote) > 1:
        return f"fieldsEnclosedBy must be one character, not {dialect.quote!r}"
    if dialect.quote and dialect.quote in dialect.delimiter + dialect.line_end:
        return f"fieldsEnclosedBy {dialect.quote!r} is also part of a separator"
    if dialect.delimiter == dialect.line_end or dialect.delimiter in {"\n", "\r", "\r\n"}:
        return "fieldsTerminatedBy is a line end"
    return "a separator is the NUL character" if "\0" in dialect.delimiter + dialect.quote + dialect.line_end else None


def _codec(name: str, member: str) -> str:
    try:
        codec = codecs.lookup(name.strip() or "utf-8")
    except (LookupError, ValueError) as error:
        raise ArchiveRefused(f"meta.xml, {member}: the encoding {name!r} is not known.") from error
    is_text: bool = getattr(codec, "_is_text_encoding", True)
    if not is_text or codec.name in _NOT_FOR_FILES:
        raise ArchiveRefused(f"meta.xml, {member}: {name!r} is not the encoding of a text file.")
    return codec.name


def _count(text: str, member: str) -> int:
    if not re.fullmatch(r"\s*\d{1,6}\s*", text or "0"):
        raise ArchiveRefused(f"meta.xml, {member}: ignoreHeaderLines is {text!r}, not a number of lines.")
    return int(text or "0")
