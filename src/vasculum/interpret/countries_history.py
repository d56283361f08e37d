"""Names of states that are no more, and of regions that several countries share, each with its period and the codes of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pycountry

from vasculum.interpret.countries_names import codes, key, names
from vasculum.terms import vocabularies


@dataclass(frozen=True, slots=True)
class State:
    """A name in time: the first and the last year of its use, and the countries of today on that ground.

    `kind` is `historical` (a state that is no more), `ambiguous` (several countries bear or share the name) or `wider` (a country
    of today that covered more in these years).
    """

    name: str
    kind: str
    first: int | None
    last: int | None
    codes: frozenset[str]

    def existed(self, year: int) -> bool:
        """True when the name was in use in that year, as far as is known."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


@cache
def states() -> Mapping[str, tuple[State, ...]]:
    """The states of each name, by the key of the name."""
    found: dict[str, dict[State, None]] = defaultdict(dict)
    for row in vocabularies.rows("country_in_time"):
        state = State(row["state"], row["kind"], _year(row["from"]), _year(row["to"]), frozenset(row["codes"].split("|")))
        for spelling in row["spellings"].split("|"):
            found[key(spelling)][state] = None
    return {name: tuple(found[name]) for name in found}


def _year(text: str) -> int | None:
    return int(text) if text else None


def state(name: str) -> State | None:
    """The former state or shared region of this name, None when the name is not one of these.

    >>> sorted(state("Ruanda-Urundi").codes)
    ['BI', 'RW']
    """
    return next((each for each in states().get(key(name), ()) if each.kind != "wider"), None)


def wider(name: str, year: int) -> State | None:
    """What a country of today covered beyond its present borders in that year, None when nothing is known of it."""
    return next((each for each in states().get(key(name), ()) if each.kind == "wider" and each.existed(year)), None)


@cache
def _former_names() -> Mapping[str, str]:
    in_use = {country.alpha_3 for country in pycountry.countries} | codes()
    return {
        code: former.name
        for former in reversed(list(pycountry.historic_countries))
        for code in (former.alpha_2, former.alpha_3, former.alpha_4)
        if code not in in_use
    }


def of_former_code(text: str) -> State | None:
    """The state behind a withdrawn ISO 3166 code (ISO 3166-3), None when the code was never withdrawn or is in use again.

    >>> sorted(of_former_code("ZR").codes), of_former_code("BY")
    (['CD'], None)
    """
    name = _former_names().get(text.strip().upper())
    if name is None:
        return None
    code = names().get(key(name))
    return state(name) or (State(name, "historical", None, None, frozenset({code})) if code else None)
