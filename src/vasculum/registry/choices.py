"""What the address of the dashboard and of the list of collections asks for; what it cannot mean is refused by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from vasculum.registry.axes import AXES, axis
from vasculum.registry.models import Institution
from vasculum.registry.queries import SHOWN_LEVELS
from vasculum.registry.sums import Chosen
from vasculum.registry.vocabularies import vocabulary
from vasculum.web.problems import ParameterError

HOLDINGS, SURVEY = "holdings", "survey"
LEVELS: Mapping[str, tuple[str, ...]] = {"": SHOWN_LEVELS, HOLDINGS: ("collection",), SURVEY: ("inventory", "palaeo")}
Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a dashboard is about: institutions (none means all), one of the two descriptions, a unit, an opened discipline."""

    institutions: tuple[str, ...] = ()
    described: str = HOLDINGS
    unit: str = ""
    discipline: str = ""

    @property
    def choice(self) -> Chosen:
        """The collections that are added up."""
        return Chosen(institutions=self.institutions, levels=LEVELS[self.described])

    def parameters(self, **other: str) -> dict[str, list[str]]:
        """The parameters of its address, with others in their place."""
        told = {"described": "" if self.described == HOLDINGS else self.described, "unit": self.unit} | other
        return {"institution": list(self.institutions), **{name: [value] for name, value in told.items() if value}}


@dataclass(frozen=True, slots=True)
class Listing:
    """Which collections a list shows; empty means all.

    With `unit` only those whose figures are in the total of what is `counted`, with `left_out` those that are in no total for
    this reason, with `year` those with a figure of that year. `at` holds places on axes, such as `storage:living`.
    """

    q: str = ""
    institutions: tuple[str, ...] = ()
    described: str = ""
    discipline: str = ""
    status: str = ""
    counted: str = ""
    unit: str = ""
    left_out: str = ""
    year: str = ""
    at: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for less than everything."""
        return self != Listing()

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The axes and codes of `at`."""
        return tuple((name, code) for name, _mark, code in (each.partition(":") for each in self.at))

    def parameters(self) -> dict[str, list[str]]:
        """The parameters of its address."""
        single = {name: getattr(self, name) for name in SINGLE}
        named = {name: [value] for name, value in single.items() if value}
        return {"institution": list(self.institutions), "at": list(self.at), **named}

    def without(self, name: str) -> Listing:
        """The same list, less narrow by one condition."""
        emptied: dict[str, Any] = {name: () if name in {"institutions", "at"} else ""}
        return replace(self, **emptied)


SINGLE = ("q", "described", "discipline", "status", "counted", "unit", "left_out", "year")


def wanted_of(parameters: Parameters) -> Wanted:
    """The dashboard that an address asks for; raises ParameterError for a value that cannot be used."""
    described = _one(parameters, "described", frozenset(LEVELS)) or HOLDINGS
    codes = frozenset(vocabulary("discipline")) if described == HOLDINGS else frozenset(axis("discipline"))
    return Wanted(
        _institutions(parameters),
        described,
        _one(parameters, "unit", frozenset(vocabulary("unit"))),
        _one(parameters, "discipline", codes),
    )


def listing_of(parameters: Parameters) -> Listing:
    """The list that an address asks for; raises ParameterError for a value that cannot be used."""
    lists = ("discipline", "status", "counted", "unit", "left_out")
    told = {name: _one(parameters, name, frozenset(vocabulary(name))) for name in lists}
    described = _one(parameters, "described", frozenset(LEVELS))
    q, year = (_last(parameters, name).strip()[:200] for name in ("q", "year"))
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise ParameterError("year", _("this value is not possible here"))
    return Listing(q.casefold(), _institutions(parameters), described, **told, year=year, at=_places(parameters))


def _last(parameters: Parameters, name: str) -> str:
    values = parameters.get(name, ())
    return values[-1] if values else ""


def _one(parameters: Parameters, name: str, known: frozenset[str]) -> str:
    value = _last(parameters, name)
    if value and value not in known:
        raise ParameterError(name, _("this value is not possible here"))
    return value


def _institutions(parameters: Parameters) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(key for key in parameters.get("institution", ()) if key))
    if len(asked) > 1000 or (asked and Institution.objects.filter(key__in=asked, hidden=False).count() != len(asked)):
        raise ParameterError("institution", _("there is no such institution"))
    return asked


def _places(parameters: Parameters) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(parameters.get("at", ())))
    for each in asked:
        name, mark, code = each.partition(":")
        if name not in AXES or not mark or (code and code not in axis(name)):
            raise ParameterError("at", _("this value is not possible here"))
    return asked
