"""XML of a workbook, walked through as it unpacks: never held whole, without document types, of bounded depth.

Long runs of one element, rows or shared texts, may be read by a pattern: an element is told to expat unless the pattern
matches it whole and expat stands right before it, so that no comment, section or broken tag is ever taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Protocol
from xml.parsers import expat

from vasculum.formats.dwca.budget import Readable
from vasculum.formats.dwca.refusal import ArchiveRefused

BLOCK = 1 << 18
DEEPEST = 64
_LONGEST_TOKEN = 8 << 20
_LONGEST_ELEMENT = 1 << 20


class Handler(Protocol):
    """Told of the elements of a document by their local names."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class Run(Protocol):
    """An element of which a document has many: `pattern` matches one in UTF-8, `closing` is its end tag."""

    pattern: re.Pattern[bytes]
    closing: bytes

    def take(self, found: re.Match[bytes]) -> bool:
        """Reads one element; false where it is left to expat."""


def walk(stream: Readable, member: str, handler: Handler) -> Iterator[None]:
    """Tells `handler` what a document holds, and yields after each block of it.

    Raises ArchiveRefused where it has a document type, is nested too deeply, or is no well-formed XML.
    """
    fed = _Fed(member, handler)
    while block := stream.read(BLOCK):
        fed(block)
        yield
    fed.finish()
    yield


def walk_runs(stream: Readable, member: str, handler: Handler, run: Run) -> Iterator[None]:
    """Does as `walk`, with the elements of `run` read by its pattern wherever it matches."""
    fed, closing = _Fed(member, handler), run.closing
    rest, is_between = b"", False
    while block := stream.read(BLOCK):
        rest += block
        at = 0
        while True:
            if is_between:
                at = _taken(run, rest, at)
            end = rest.find(closing, at)
            if end < 0:
                break
            fed(rest[at : end + len(closing)])
            at, is_between = end + len(closing), fed.has_just_ended(closing)
        rest = rest[at:]
        if len(rest) > _LONGEST_ELEMENT:
            fed(rest)
            rest, is_between = b"", False
        yield
    fed(rest)
    fed.finish()
    yield


def _taken(run: Run, data: bytes, at: int) -> int:
    """The place behind the elements that were read by their pattern."""
    match, take = run.pattern.match, run.take
    while (found := match(data, at)) and take(found):
        at = found.end()
    return at


class _Fed:
    """A parser with what was fed to it; call it with the next bytes."""

    def __init__(self, member: str, handler: Handler) -> None:
        self._member, self._count, self._last_end = member, 0, -1
        self._is_utf_8 = True
        self._parser = self._made(handler)

    def __call__(self, block: bytes) -> None:
        try:
            self._parser.Parse(block, False)
        except expat.ExpatError as error:
            raise self._broken(error) from error
        self._count += len(block)
        if self._count - self._parser.CurrentByteIndex > _LONGEST_TOKEN:
            raise ArchiveRefused(f"{self._member} holds a tag or text of more than {_LONGEST_TOKEN:,} bytes.")

    def finish(self) -> None:
        """Tells the parser that nothing follows."""
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._broken(error) from error

    def has_just_ended(self, closing: bytes) -> bool:
        """Whether the last bytes fed, which are `closing`, were the end tag of an element of a text in UTF-8."""
        return self._is_utf_8 and self._last_end == self._count - len(closing)

    def _broken(self, error: expat.ExpatError) -> ArchiveRefused:
        return ArchiveRefused(f"{self._member} is not well-formed XML: {expat.ErrorString(error.code)}.")

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:  # noqa: ARG002
        self._is_utf_8 = encoding is None or encoding.lower() == "utf-8"

    def _made(self, handler: Handler) -> expat.XMLParserType:
        depth = 0
        member = self._member
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
            self._last_end = parser.CurrentByteIndex
            tell_end(names[name])

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = _refuser(member)
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = handler.text
        return parser


def _refuser(member: str) -> Callable[..., None]:
    def doctype(*_: object) -> None:
        raise ArchiveRefused(f"{member} has a document type (DOCTYPE), which is not read.")

    return doctype
