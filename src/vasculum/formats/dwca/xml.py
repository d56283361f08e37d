"""Descriptor and metadata documents, parsed without entities, document types, network or unbounded trees."""

from __future__ import annotations

import re
from xml.parsers import expat

from lxml import etree

from vasculum.formats.dwca.budget import Budget
from vasculum.formats.dwca.refusal import ArchiveRefused

_RAW_WHITE_SPACE = re.compile(rb"""(TerminatedBy\s*=\s*)(["'])([\t\r\n]+)\2""")


class NotWellFormed(Exception):
    """The document is not well-formed XML; the message gives the line."""


def parse(document: bytes, member: str, budget: Budget) -> etree._Element:
    """The root of a document that passed its checks.

    Refuses the archive when the document has a document type or is nested or large beyond the budget (entity expansion,
    external entities and their kin need one of these); raises NotWellFormed when it is merely broken.
    """
    document = document.lstrip(b" \t\r\n")
    _survey(document, member, budget)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(_with_white_space(document), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotWellFormed(f"{member} is not well-formed XML: {error}") from error


def local_name(element: etree._Element) -> str:
    """The name of an element, whatever its namespace."""
    return etree.QName(element).localname


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """The child elements of that local name, whatever their namespace."""
    return [child for child in element if local_name(child) == name]


def _with_white_space(document: bytes) -> bytes:
    """A tab typed into an attribute would arrive as a space (XML 1.0, 3.3.3); as a character reference it stays a tab."""
    return _RAW_WHITE_SPACE.sub(lambda m: m[1] + m[2] + b"".join(b"&#%d;" % code for code in m[3]) + m[2], document)


class _Survey:
    """Walks through a document without keeping it, and stops at the first thing no descriptor needs."""

    def __init__(self, member: str, budget: Budget) -> None:
        self._member, self._budget = member, budget
        self._depth = self._count = 0

    def attributes(self, document: bytes) -> None:
        """An element is only told of once it is whole, with all its attributes: their signs are counted before."""
        if document.count(b"=") > self._budget.elements:
            raise ArchiveRefused(self._too_many())

    def _too_many(self) -> str:
        return f"{self._member} has more than {self._budget.elements:,} elements and attributes."

    def doctype(self, *_: object) -> None:
        raise ArchiveRefused(f"{self._member} has a document type (DOCTYPE), which is not read.")

    def start(self, _: str, attributes: list[str]) -> None:
        self._depth += 1
        self._count += 1 + len(attributes) // 2
        if self._depth > self._budget.depth:
            raise ArchiveRefused(f"{self._member} is nested more than {self._budget.depth} elements deep.")
        if self._count > self._budget.elements:
            raise ArchiveRefused(self._too_many())

    def end(self, _: str) -> None:
        self._depth -= 1


def _survey(document: bytes, member: str, budget: Budget) -> None:
    survey = _Survey(member, budget)
    survey.attributes(document)
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartDoctypeDeclHandler = survey.doctype
    parser.StartElementHandler = survey.start
    parser.EndElementHandler = survey.end
    try:
        parser.Parse(document, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise NotWellFormed(f"{member} is not well-formed XML: {error}") from error
