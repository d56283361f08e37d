"""Streaming: a document of any size becomes data sets' descriptions and units, one after the other, in bounded memory.

Document types, entities and their kin refuse the document before anything of it is expanded; so do depth and size beyond the
budget. Elements are known by their local names, since providers mix versions and declare wrong namespaces.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from vasculum.formats.abcd.elements import Element
from vasculum.formats.dwca.budget import Budget, Readable
from vasculum.formats.dwca.refusal import ArchiveRefused

BLOCK = 64 * 1024
UNIT_ELEMENTS = 50_000
UNIT_TEXT = 16 * 1024 * 1024
DIAGNOSTICS = 20
TAG_BYTES = 4 * 1024 * 1024
_NAMESPACES = ("http://www.tdwg.org/schemas/abcd/", "https://abcd.tdwg.org/", "http://rs.tdwg.org/abcd/")


def is_abcd(namespace: str) -> bool:
    """Whether a namespace is one that a version of ABCD has had.

    >>> is_abcd("http://www.tdwg.org/schemas/abcd/2.06"), is_abcd("http://example.org/units")
    (True, False)
    """
    return namespace.startswith(_NAMESPACES)


@dataclass
class Answer:
    """What a document says besides its units; filled while it is read."""

    root: str = ""
    namespaces: Counter[str] = field(default_factory=Counter)
    empty: Counter[str] = field(default_factory=Counter)
    counts: dict[str, int] = field(default_factory=dict)
    diagnostics: Counter[str] = field(default_factory=Counter)
    units: int = 0


class _Stream:
    """The elements that are open, and the parts that are whole and wait to be taken."""

    def __init__(self, name: str, budget: Budget, answer: Answer) -> None:
        self._name, self._budget, self._answer = name, budget, answer
        self._path: list[str] = []
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._elements = self._size = 0
        self.ready: list[Element] = []

    def doctype(self, *_: object) -> None:
        raise ArchiveRefused(f"{self._name} has a document type (DOCTYPE), which is not read.")

    def start(self, written: str, attributes: list[str]) -> None:
        namespace, _, name = written.rpartition(" ")
        self._path.append(name)
        if len(self._path) > self._budget.depth:
            raise ArchiveRefused(f"{self._name} is nested more than {self._budget.depth} elements deep.")
        if len(self._path) == 1:
            self._answer.root = name
        if self._open or self._begins():
            self._take(namespace, name, attributes)
        elif name == "content":
            self._count(attributes)

    def text(self, text: str) -> None:
        if self._texts:
            self._texts[-1].append(text)
            self._size += len(text)
            self._check()

    def end(self, _: str) -> None:
        self._path.pop()
        if not self._open:
            return
        element = self._open.pop()
        element.text = "".join(self._texts.pop()).strip()
        if not self._open:
            self._finish(element)
        elif not (element.text or element.children):
            self._answer.empty[element.name] += 1

    def _begins(self) -> bool:
        """Whether the element just opened is a unit, the description of a data set, or a diagnostic of the provider."""
        parent = self._path[-2] if len(self._path) > 1 else ""
        name = self._path[-1]
        return (parent, name) in {("Units", "Unit"), ("DataSet", "Metadata")} or name == "diagnostic"

    def _take(self, namespace: str, name: str, attributes: list[str]) -> None:
        if not self._open:
            self._elements = self._size = 0
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        element = Element(name, namespace, attributes={key.rpartition(" ")[2]: value.strip() for key, value in pairs})
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)
        self._texts.append([])
        self._elements += 1 + len(attributes) // 2
        self._size += sum(map(len, attributes))
        if name != "diagnostic":
            self._answer.namespaces[namespace] += 1
        self._check()

    def _check(self) -> None:
        if self._elements > UNIT_ELEMENTS or self._size > UNIT_TEXT:
            raise ArchiveRefused(
                f"{self._name}, unit {self._answer.units + 1}: more than {UNIT_ELEMENTS:,} elements or {UNIT_TEXT:,} signs."
            )

    def _finish(self, element: Element) -> None:
        if element.name == "diagnostic":
            severity = element.attributes.get("severity", "").upper()
            if severity in {"ERROR", "FATAL", "WARNING"} and len(self._answer.diagnostics) < DIAGNOSTICS:
                self._answer.diagnostics[f"{severity}: {element.text[:200]}"] += 1
            return
        self._answer.units += element.name == "Unit"
        self.ready.append(element)

    def _count(self, attributes: list[str]) -> None:
        for key, value in zip(attributes[::2], attributes[1::2], strict=True):
            if key.startswith(("record", "total")) and value.isdecimal() and len(value) < 19:
                self._answer.counts[key] = int(value)


def stream(file: Readable, name: str, budget: Budget, answer: Answer) -> Iterator[Element]:
    """The `Metadata` of each data set and each `Unit`, in the order of the document; `answer` is filled meanwhile.

    Refuses a document that is not well-formed, has a document type, or goes beyond the budget.
    """
    state = _Stream(name, budget, answer)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = state.doctype
    parser.StartElementHandler = state.start
    parser.EndElementHandler = state.end
    parser.CharacterDataHandler = state.text
    fed, is_last = 0, False
    while not is_last:
        block = file.read(BLOCK)
        fed, is_last = fed + len(block), not block
        try:
            parser.Parse(block, is_last)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise ArchiveRefused(f"{name} is not well-formed XML: {error}.") from error
        if fed - parser.CurrentByteIndex > TAG_BYTES:
            raise ArchiveRefused(f"{name} has a tag or comment of more than {TAG_BYTES:,} bytes.")
        yield from state.ready
        state.ready.clear()
