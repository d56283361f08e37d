"""What lies outside a record: one small protocol per kind of authority, and the authorities that a node has at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol


class AuthorityKind(StrEnum):
    """The kinds of authorities that tests consult."""

    VOCABULARY = "vocabulary"
    TAXONOMY = "taxonomy"
    GAZETTEER = "gazetteer"
    COUNTRY_BOUNDARIES = "country boundaries"
    DIVISION_BOUNDARIES = "boundaries of first-level divisions"
    COUNTRY_CENTRES = "centres of countries"
    LAND = "land"
    MARINE_TAXA = "marine taxa"
    ANNOTATIONS = "annotations"


class AuthorityUnavailable(Exception):
    """The authority that was asked for cannot be consulted; the message is its name."""


@dataclass(frozen=True, slots=True)
class Source:
    """The authority a test consults: its kind and the one it asks for unless told otherwise.

    `fixed`: the specification names the authority but does not make it a parameter of the test.
    """

    kind: AuthorityKind
    default: str
    also_called: tuple[str, ...] = ()
    fixed: bool = False

    def is_default(self, name: str) -> bool:
        """True when the name is that of the default, or the default was not replaced."""
        return not name or name.casefold() in {called.casefold() for called in (self.default, *self.also_called)}


class Vocabulary(Protocol):
    """A list of values."""

    def has(self, value: str) -> bool:
        """True when exactly this text is a value of the vocabulary."""

    def standard_form(self, text: str) -> str | None:
        """The one standard value that the text means, or None when it means none or several."""


@dataclass(frozen=True, slots=True)
class TaxonUsage:
    """A name as a checklist uses it; `classification` gives the accepted names above it by rank (`family`, `order` …)."""

    identifier: str
    scientific_name: str
    canonical_name: str
    authorship: str
    rank: str
    accepted_name: str
    classification: Mapping[str, str]


class Taxonomy(Protocol):
    """A checklist."""

    def named(self, name: str) -> Sequence[TaxonUsage]:
        """All usages of exactly this name, written with or without its authorship."""

    def identified(self, identifier: str) -> TaxonUsage | None:
        """The usage with this identifier."""


class Gazetteer(Protocol):
    """Names of administrative places."""

    def nations(self, name: str) -> Sequence[str]:
        """The ISO 3166-1 alpha-2 codes of the nations that bear this name in any language."""

    def divisions(self, name: str) -> Sequence[str]:
        """The code of the nation of each administrative division of a nation that bears this name."""


class CountryBoundaries(Protocol):
    """The areas of countries with their exclusive economic zones, by ISO 3166-1 alpha-2 code; XZ is the high seas."""

    def countries_at(self, latitude: float, longitude: float) -> Sequence[str]:
        """The countries whose area covers the point; XZ alone on the high seas."""

    def is_within(self, country: str, latitude: float, longitude: float, buffer: float) -> bool:
        """True when the point lies in the country or at most `buffer` metres outside it."""


class DivisionBoundaries(Protocol):
    """The areas of states and provinces."""

    def knows(self, division: str) -> bool:
        """True when a division of this name is known."""

    def is_within(self, division: str, latitude: float, longitude: float, buffer: float) -> bool:
        """True when the point lies in a division of this name or at most `buffer` metres outside it."""


class CountryCentres(Protocol):
    """The points that are given when only the country is known."""

    def centres(self, country: str) -> Iterable[tuple[float, float]]:
        """The centres of a country, as latitude and longitude; who knows only some raises AuthorityUnavailable after them."""

    def area(self, country: str) -> float | None:
        """The area of a country in square metres."""


class Land(Protocol):
    """Land and sea."""

    def is_land(self, latitude: float, longitude: float, buffer: float) -> bool:
        """True when the point lies on land or at most `buffer` metres from it."""


class MarineTaxa(Protocol):
    """Where taxa live."""

    def habitats(self, name: str) -> frozenset[str]:
        """`marine`, `terrestrial` (which includes fresh water), both, or nothing when it is not known."""


class Annotations(Protocol):
    """Remarks of people and machines about records."""

    def concern(self, target: str, alert_if: str) -> bool:
        """True when an annotation that meets the criteria has this target."""


def _no_authorities() -> Mapping[tuple[AuthorityKind, str], Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Authorities:
    """The authorities a node has at hand, by kind and name; names are compared without regard to case."""

    at_hand: Mapping[tuple[AuthorityKind, str], Any] = field(default_factory=_no_authorities)

    def with_authority(self, kind: AuthorityKind, name: str, authority: object) -> Authorities:
        """These authorities and one more."""
        return Authorities({**self.at_hand, (kind, name.casefold()): authority})

    def consultation(self, source: Source, named: str) -> Callable[[], Any]:
        """A function that gives the authority, or raises AuthorityUnavailable when it is called.

        Raises AuthorityUnavailable at once when an authority was asked for by name, in place of the default, and is
        not at hand: then there is nothing to look at in the record.
        """
        name = source.default if source.is_default(named) else named
        authority = self.at_hand.get((source.kind, name.casefold()))
        if authority is not None:
            return lambda: authority
        if not source.is_default(named):
            raise AuthorityUnavailable(name)

        def unavailable() -> Any:
            raise AuthorityUnavailable(name)

        return unavailable
