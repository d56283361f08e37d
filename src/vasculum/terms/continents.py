"""Continents: what texts name them, and the countries with ground on each (tables and sources in `terms/flags`)."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def read_continent(text: str) -> str | None:
    """The continent, as GBIF names it, that a text means.

    >>> read_continent("Afrika"), read_continent("Noord-Amerika"), read_continent("Atlantis")
    ('AFRICA', 'NORTH_AMERICA', None)
    """
    return _continents().get(_folded(text))


@cache
def countries_of_continents() -> Mapping[str, frozenset[str]]:
    """The countries (ISO 3166-1 alpha-2) with ground on each continent; a country may be on several."""
    return {row["continent"]: frozenset(row["countries"].split()) for row in _rows("continent_countries")}


def is_elsewhere(continent: str, countries: frozenset[str]) -> bool:
    """True when none of some countries, all of which are known, has ground on the continent.

    >>> is_elsewhere("AFRICA", frozenset({"BE"})), is_elsewhere("ASIA", frozenset({"TR"})), is_elsewhere("ASIA", frozenset())
    (True, False, False)
    """
    known = frozenset[str]().union(*countries_of_continents().values())
    return bool(countries) and countries <= known and not countries & countries_of_continents()[continent]


@cache
def _continents() -> Mapping[str, str]:
    spelled = {_folded(row["spelling"]): row["continent"] for row in _rows("continents")}
    return spelled | {_folded(name): name for name in countries_of_continents()}


def _folded(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text[:100]).casefold() if letter.isalnum())


def _rows(name: str) -> tuple[Mapping[str, str], ...]:
    with files("vasculum.terms").joinpath("flags", f"{name}.csv").open(encoding="utf-8") as table:
        return tuple(csv.DictReader(table))
