"""What a test is: GUID, label, inputs, parameters, authorities and the function that answers; and the register of all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from types import MappingProxyType

from vasculum.quality.bdq.authorities import AuthorityKind, Source
from vasculum.quality.bdq.responses import Response

# One module per subject; reading them registers their tests.
SUBJECTS = (
    "annotations",
    "classification",
    "coordinates",
    "countries",
    "country_boundaries",
    "datums",
    "elevation_depth",
    "event_amendments",
    "event_validations",
    "event_parts",
    "identification_dates",
    "place_names",
    "presence",
    "presence_taxon",
    "record_measures",
    "taxon_identity",
    "terrestrial_marine",
    "verbatim_coordinates",
    "verbatim_heights",
    "vocabulary_amendments",
    "vocabulary_validations",
)

SOURCE_AUTHORITY = "bdqval:sourceAuthority"


class Kind(StrEnum):
    """The four kinds of tests (BDQ Core, Type)."""

    VALIDATION = "Validation"
    AMENDMENT = "Amendment"
    MEASURE = "Measure"
    ISSUE = "Issue"


@dataclass(frozen=True, slots=True)
class Test:
    """One test of BDQ Core.

    `answer` takes one argument for each parameter (its text, or, where it is a `Source`, a function that gives the
    authority), then the texts of `inputs` in order. Where `measures` is set it takes the responses of the other tests
    of that kind to the same record instead. `presence_only`: the answer depends on
    nothing but which of the inputs are empty, so that callers may collapse their inputs to that.
    """

    __test__ = False

    guid: str
    label: str
    acted_upon: tuple[str, ...]
    consulted: tuple[str, ...]
    parameters: Mapping[str, str | Source]
    answer: Callable[..., Response]
    measures: Kind | None = None
    presence_only: bool = False

    @property
    def kind(self) -> Kind:
        """The kind, which is the first word of the label."""
        return Kind(self.label.partition("_")[0].capitalize())

    @property
    def inputs(self) -> tuple[str, ...]:
        """The terms whose texts the test reads, in the order of the arguments of its function."""
        return () if self.measures else self.acted_upon + self.consulted

    @property
    def authorities(self) -> tuple[Source, ...]:
        """The authorities that the test consults."""
        return tuple(source for source in self.parameters.values() if isinstance(source, Source))

    @property
    def dependence(self) -> AuthorityKind | None:
        """The kind of authority the test depends on, or None when it needs nothing but the record."""
        return self.authorities[0].kind if self.authorities else None


_REGISTER: dict[str, Test] = {}


def bdq_test(
    guid: str,
    label: str,
    *,
    acts_on: tuple[str, ...] = (),
    consults: tuple[str, ...] = (),
    parameters: Mapping[str, str | Source] = MappingProxyType({}),
    measures: Kind | None = None,
    presence_only: bool = False,
) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """Register a function as the test with this GUID; raises ValueError when the GUID is taken."""

    def register(answer: Callable[..., Response]) -> Callable[..., Response]:
        if guid in _REGISTER:
            raise ValueError(f"two tests with GUID {guid}: {label}")
        _REGISTER[guid] = Test(guid, label, acts_on, consults, parameters, answer, measures, presence_only)
        return answer

    return register


def all_tests() -> Mapping[str, Test]:
    """Every test, by GUID."""
    for subject in SUBJECTS:
        import_module(f"vasculum.quality.bdq.{subject}")
    return MappingProxyType(_REGISTER)


def of_kind(kind: Kind) -> Iterator[Test]:
    """Every test of a kind."""
    return (test for test in all_tests().values() if test.kind is kind)
