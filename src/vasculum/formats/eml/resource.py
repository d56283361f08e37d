"""A resource: what a publisher says of a data set, whatever the form it is written in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

CREATOR, CONTACT, PROVIDER = "creator", "contact", "metadataProvider"


@dataclass(frozen=True, slots=True)
class Party:
    """A person or an organisation with a role: `creator`, `contact`, `metadataProvider`, or what GBIF calls somebody's role."""

    role: str
    organisation: str = ""
    given_name: str = ""
    surname: str = ""
    position: str = ""
    email: str = ""
    homepage: str = ""
    orcid: str = ""

    @property
    def name(self) -> str:
        """How the party is called.

        >>> Party("creator", given_name="Marie", surname="Dupont").name, Party("contact", "Meise Botanic Garden").name
        ('Marie Dupont', 'Meise Botanic Garden')
        """
        return f"{self.given_name} {self.surname}".strip() or self.organisation or self.position


@dataclass(frozen=True, slots=True)
class License:
    """A licence: its address and its full name."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Area:
    """A box in degrees that holds the places of all records, with words for it."""

    west: float
    east: float
    south: float
    north: float
    described: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where, when and which taxa the records are of; `taxa` are pairs of a rank and a name."""

    area: Area | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    taxa: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """A version of a data set. Title and abstract are texts by language (`en`, `nl`, `fr`, `de`); `made` has a zone."""

    identifier: str
    title: Mapping[str, str]
    abstract: Mapping[str, str]
    made: dt.datetime
    version: int = 1
    language: str = "en"
    parties: Sequence[Party] = ()
    license: License | None = None
    rights: str = ""
    keywords: Sequence[str] = ()
    coverage: Coverage = field(default_factory=Coverage)
    citation: str = ""
    homepage: str = ""
    alternate_identifiers: Sequence[str] = ()
    collections: Sequence[tuple[str, str]] = ()
    records: int | None = None

    def with_role(self, role: str) -> list[Party]:
        """The parties of a role, else those of the first that there are: a data set without a contact is asked for nowhere."""
        found = [party for party in self.parties if party.role == role]
        return found or list(self.parties[:1])

    def in_own_language(self, texts: Mapping[str, str]) -> str:
        """A text in the language of the data set, else in the first it has."""
        return texts.get(self.language) or next(filter(None, texts.values()), "")
