"""XML of a workbook, walked through as it unpacks: never held whole, without document types, of bounded depth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol
from xml.parsers import expat

from vasculum.formats.dwca.budget import Readable
from vasculum.formats.dwca.refusal import ArchiveRefused

BLOCK = 1 << 18
DEEPEST = 64
_LONGEST_TOKEN = 8 << 20


class Handler(Protocol):
    """Told of the elements of a document by their local names."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


def walk(stream: Readable, member: str, handler: Handler) -> Iterator[None]:
    """Tells `handler` what a document holds, and yields after each block of it.

    Raises ArchiveRefused where it has a document type, is nested too deeply, or is no well-formed XML.
    """
    parser = _parser(member, handler)
    fed = 0
    try:
        while block := stream.read(BLOCK):
            parser.Parse(block, False)
            fed += len(block)
            if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
                raise ArchiveRefused(f"{member} holds a tag or text of more than {_LONGEST_TOKEN:,} bytes.")
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ArchiveRefused(f"{member} is not well-formed XML: {error}.") from error
    yield


def _parser(member: str, handler: Handler) -> expat.XMLParserType:
    depth = 0
    names: dict[str, str] = {}

    def local(name: str) -> str:
        if len(names) > 10_000:
            raise ArchiveRefused(f"{member} has more kinds of elements than any workbook.")
        return names.setdefault(name, name.rpartition(":")[2])

    tell_start, tell_end = handler.start, handler.end

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ArchiveRefused(f"{member} is nested more than {DEEPEST} elements deep.")
        tell_start(names.get(name) or local(name), attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        tell_end(names[name])

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuser(member)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    return parser


def _refuser(member: str) -> Callable[..., None]:
    def doctype(*_: object) -> None:
        raise ArchiveRefused(f"{member} has a document type (DOCTYPE), which is not read.")

    return doctype
