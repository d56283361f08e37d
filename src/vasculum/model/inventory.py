"""What is said of an institution and of a collection, free of any format and any database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vasculum.model.measure import Measure
from vasculum.model.period import Period

LanguageMap = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier; schemes are `ror`, `wikidata`, `grscicoll`, `index_herbariorum`, `isil`, `latimer_core`, `doi`, `other`."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; `kind` is `physical` or `mailing`, `country` an ISO 3166-1 code."""

    kind: str = "physical"
    street: str = ""
    city: str = ""
    province: str = ""
    postal_code: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class System:
    """A system in which records are kept or shown, with its address."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody with a role (a code of the list `contact_role`); name and mail may be absent. `key` is the id in the source."""

    role: str = "contact"
    name: str = ""
    email: str = ""
    phone: str = ""
    orcid: str = ""
    position: str = ""
    period: Period = field(default_factory=Period)
    key: str = ""


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """The state of a collection during a period, and why; at risk: who retires when, and whether a successor is in sight.

    `successor` is `none`, `sought`, `found`, `unknown` or empty where nobody said.
    """

    status: str
    period: Period = field(default_factory=Period)
    reason: LanguageMap = field(default_factory=dict)
    retires: str = ""
    retires_on: str = ""
    successor: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a collection along the axes of the survey, with codes of the axes; an empty code means every value of that axis.

    `share` is the part of the whole from 0 to 1, null where not stated; `measures` count this part alone.
    """

    discipline: str = ""
    storage: str = ""
    realm: str = ""
    biome: str = ""
    period: str = ""
    share: float | None = None
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class InstitutionDescription:
    """An institution as a source describes it, under the key it has in the node; null and empty mean that nothing is said."""

    key: str
    names: LanguageMap
    acronym: str = ""
    other_names: tuple[str, ...] = ()
    other_acronyms: tuple[str, ...] = ()
    description: LanguageMap = field(default_factory=dict)
    consortium_role: str = ""
    consortium_category: str = ""
    hidden: bool | None = None
    active: bool | None = None
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    homepage: str = ""
    homepages: LanguageMap = field(default_factory=dict)
    email: str = ""
    phone: str = ""
    founding_year: int | None = None
    networks: tuple[str, ...] = ()
    systems: tuple[System, ...] = ()
    disciplines: tuple[str, ...] = ()
    material_kinds: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    measures: tuple[Measure, ...] = ()
    source: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CollectionDescription:
    """A collection as a source describes it; references are keys of other collections and institutions.

    `level` is `collection`, `department`, `inventory`, `palaeo` (cells of the survey) or `series` (a monitoring series).
    `extra` keeps what the source says and nothing here holds, by the source's own names.
    """

    key: str
    institution: str
    names: LanguageMap
    level: str = "collection"
    code: str = ""
    other_names: tuple[str, ...] = ()
    description: LanguageMap = field(default_factory=dict)
    disciplines: tuple[str, ...] = ()
    material_kinds: tuple[str, ...] = ()
    part_of: str = ""
    alternate_of: str = ""
    hosted_at: str = ""
    incorporated_into: str = ""
    department: str = ""
    homepage: str = ""
    access: LanguageMap = field(default_factory=dict)
    restrictions: LanguageMap = field(default_factory=dict)
    digitisation: LanguageMap = field(default_factory=dict)
    taxonomic_coverage: LanguageMap = field(default_factory=dict)
    geographic_coverage: LanguageMap = field(default_factory=dict)
    temporal_coverage: LanguageMap = field(default_factory=dict)
    collecting: Period = field(default_factory=Period)
    identifiers: tuple[Identifier, ...] = ()
    systems: tuple[System, ...] = ()
    contacts: tuple[Contact, ...] = ()
    statuses: tuple[StatusPeriod, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    measures: tuple[Measure, ...] = ()
    note: LanguageMap = field(default_factory=dict)
    source: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
