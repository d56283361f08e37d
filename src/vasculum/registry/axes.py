"""The axes of the collection survey: discipline, storage, biome, realm and geological period, each a tree of codes.

The axes follow the survey that the European collections filled in (SYNTHESYS+), as the Flemish inventory of 2021-2022 used it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vasculum.model.language_map import name_in
from vasculum.terms.messages import LANGUAGES

AXES = ("discipline", "storage", "biome", "realm", "period")


@dataclass(frozen=True, slots=True)
class Term:
    """One value of an axis; `spellings` are those of the survey, beside the English name."""

    code: str
    parent: str
    names: Mapping[str, str]
    spellings: tuple[str, ...]


@cache
def axis(name: str) -> Mapping[str, Term]:
    """The terms of one axis by code, parents before their parts; an axis that does not exist has none."""
    table = files("vasculum.registry").joinpath("axes.csv").read_text(encoding="utf-8").splitlines()
    rows = [row for row in csv.DictReader(table) if row["axis"] == name]
    return {row["code"]: _term(row) for row in rows}


def _term(row: Mapping[str, str]) -> Term:
    spellings = tuple(part for part in row["spellings"].split("|") if part)
    return Term(row["code"], row["parent"], {language: row[language] for language in LANGUAGES}, spellings)


def axis_label(name: str, code: str, language: str) -> str:
    """What a value of an axis is called; a code that the axis does not hold is shown as it is.

    >>> axis_label("storage", "living_cryopreserved", "nl"), axis_label("discipline", "vertebrates_birds", "fr")
    ('Gecryopreserveerd', 'Oiseaux')
    """
    term = axis(name).get(code)
    return name_in(term.names, language) if term else code


def within(name: str, code: str) -> tuple[str, ...]:
    """A value of an axis with everything under it.

    >>> within("realm", "north_pacific")
    ('north_pacific', 'north_pacific_shelf', 'north_pacific_deep_sea', 'north_pacific_unknown')
    """
    below = [term.code for term in axis(name).values() if term.parent == code]
    return (code, *(each for part in below for each in within(name, part))) if code in axis(name) else ()


def path(name: str, code: str) -> tuple[str, ...]:
    """The codes from the top of an axis down to a value.

    >>> path("period", "eocene")
    ('phanerozoic', 'cenozoic', 'paleogene', 'eocene')
    """
    term = axis(name).get(code)
    return (*path(name, term.parent), code) if term else ()


def code_of(name: str, text: str, parent: str = "") -> str:
    """The value of an axis that a survey wrote so, under `parent` where one is given; nothing for a text no value is called.

    >>> code_of("storage", "Crypreserved "), code_of("discipline", "Unspecified", "geology"), code_of("realm", "Atlantis")
    ('living_cryopreserved', 'geology_unspecified', '')
    """
    return _spellings(name).get((parent, text.strip().casefold()), "")


@cache
def _spellings(name: str) -> Mapping[tuple[str, str], str]:
    """Codes by parent and spelling; without a parent only spellings that one value alone has, or a value at the top."""
    found: dict[tuple[str, str], str] = {}
    alone: dict[str, list[Term]] = {}
    for term in axis(name).values():
        for spelling in {term.names["en"].casefold(), *(each.casefold() for each in term.spellings)}:
            found[term.parent, spelling] = term.code
            alone.setdefault(spelling, []).append(term)
    return {**{("", spelling): terms[0].code for spelling, terms in alone.items() if len(terms) == 1}, **found}
