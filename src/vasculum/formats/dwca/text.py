"""Text: whatever the encoding of a member, its signs as UTF-8, decoded strictly; what cannot be decoded stays visible."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vasculum.formats.dwca.budget import MIB, Readable

_START, _BLOCK = MIB, MIB // 4
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HANDLER = "vasculum.undecodable"


def _undecodable(error: UnicodeError) -> tuple[str, int]:
    """Each byte that cannot be decoded becomes a lone surrogate, which no text may hold: the row stays recognisable."""
    assert isinstance(error, UnicodeDecodeError)
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(_HANDLER, _undecodable)


@dataclass(frozen=True, slots=True)
class Text:
    """A member as UTF-8 without byte order mark; `errors` is how to decode a line that is not valid UTF-8 to look at it."""

    blocks: Iterator[bytes]
    errors: str


def as_utf8(stream: Readable, declared: str, member: str, notice: Callable[[str], None]) -> Text:
    """The text of a member whose descriptor declares an encoding; a byte order mark overrules the declaration."""
    start = stream.read(_START)
    mark, encoding = _encoding(start, declared)
    if mark and not encoding.startswith(declared.removesuffix("-sig")):
        notice(f"{member} is declared as {declared}, but begins with the mark of {encoding} and was read as such.")
    if encoding == "utf-8":
        return Text(_blocks(start[len(mark) :], stream), "surrogateescape")
    return Text(_transcoded(_blocks(start[len(mark) :], stream), encoding), "surrogatepass")


def shown(text: str) -> str:
    """A text with undecodable bytes written out (`\\xe9`), fit to be stored and shown.

    >>> shown("caf\\udce9")
    'caf\\\\xe9'
    """
    return re.sub("[\ud800-\udfff]", lambda found: f"\\x{ord(found[0]) & 0xFF:02x}", text)


def _encoding(start: bytes, declared: str) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return mark, encoding
    if declared == "utf-16":
        return b"", "utf-16-be" if start[:1] == b"\0" else "utf-16-le"
    return b"", declared.removesuffix("-sig")


def _blocks(start: bytes, stream: Readable) -> Iterator[bytes]:
    yield start
    while block := stream.read(_BLOCK):
        yield block


def _transcoded(blocks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(_HANDLER)
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "surrogatepass")
    yield decoder.decode(b"", True).encode("utf-8", "surrogatepass")
