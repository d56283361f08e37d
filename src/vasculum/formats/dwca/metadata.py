"""Metadata: what an EML document says about the data set, as far as a page about it needs.

Source: Ecological Metadata Language 2.1.1 and 2.2.0, GBIF profile (https://eml.ecoinformatics.org).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from vasculum.formats.dwca.budget import Budget
from vasculum.formats.dwca.xml import children, local_name, parse

_ROLES = ("creator", "metadataProvider", "associatedParty", "contact", "personnel")


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or organisation behind the data set; `role` is the EML element it stands in."""

    role: str
    name: str = ""
    organisation: str = ""
    position: str = ""
    email: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The data set in its publisher's words; whatever the document does not say is empty.

    `license` is the address the rights statement links to, `rights` the statement itself; `member` the document's name.
    """

    member: str = ""
    title: str = ""
    abstract: str = ""
    license: str = ""
    rights: str = ""
    language: str = ""
    published: str = ""
    identifiers: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()


def read(document: bytes, member: str, budget: Budget) -> Metadata:
    """The metadata of an EML document; raises NotWellFormed when it is broken, refuses the archive when it is an attack."""
    root = parse(document, member, budget)
    dataset = next(iter(children(root, "dataset")), root)
    licenses = [*children(dataset, "intellectualRights"), *children(dataset, "licensed")]
    return Metadata(
        member=member,
        title=_text(dataset, "title"),
        abstract=_text(dataset, "abstract"),
        license=next((link for holder in licenses for link in _links(holder)), ""),
        rights=_text(dataset, "intellectualRights"),
        language=_text(dataset, "language"),
        published=_text(dataset, "pubDate"),
        identifiers=tuple(filter(None, (_words(child) for child in children(dataset, "alternateIdentifier")))),
        contacts=tuple(_contact(party) for party in dataset.iter() if local_name(party) in _ROLES),
    )


def _links(holder: etree._Element) -> Iterator[str]:
    for element in holder.iter():
        if local_name(element) == "ulink" and element.get("url"):
            yield str(element.get("url")).strip()
        if local_name(element) == "url" and _words(element):
            yield _words(element)


def _text(element: etree._Element, name: str) -> str:
    """The text of the first such child that has any; paragraphs stay apart."""
    return next(filter(None, (_paragraphs(child) for child in children(element, name))), "")


def _paragraphs(element: etree._Element) -> str:
    paragraphs = [_words(child) for child in element.iter() if local_name(child) == "para"]
    return "\n\n".join(filter(None, paragraphs)) or _words(element)


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())


def _contact(party: etree._Element) -> Contact:
    person = next(iter(children(party, "individualName")), None)
    names = [] if person is None else [_words(part) for part in person if local_name(part) in {"givenName", "surName"}]
    return Contact(
        role=local_name(party),
        name=" ".join(filter(None, names)),
        organisation=_text(party, "organizationName"),
        position=_text(party, "positionName"),
        email=_text(party, "electronicMailAddress"),
        identifier=_text(party, "userId"),
    )
