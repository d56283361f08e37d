"""The scale of geological time: its units with their ages, and every way of writing them that the node knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from vasculum.interpret.spelling import folded
from vasculum.terms import vocabularies

RANKS = ("eon", "era", "period", "epoch", "age")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the scale: its English name, its rank, the unit it is part of, and its bounds in millions of years ago."""

    name: str
    rank: str
    parent: str
    start: float
    end: float

    def holds(self, other: Unit) -> bool:
        """True when the other unit lies within this one."""
        return self.start >= other.start and other.end >= self.end


@dataclass(frozen=True, slots=True)
class Spelled:
    """What a spelling means; `coarsened` when it names a part that the scale has no unit for, such as the upper Eocene."""

    unit: Unit
    coarsened: bool = False


@cache
def units() -> Mapping[str, Unit]:
    """The units by name: ages of the International Chronostratigraphic Chart."""
    return {
        row["name"]: Unit(row["name"], row["rank"], row["parent"], float(row["start"]), float(row["end"]))
        for row in vocabularies.rows("geological_time")
    }


def spelled(text: str) -> Spelled | None:
    """The unit that a text names, None when the node knows none of that name.

    >>> spelled("Boven-Krijt").unit.name, spelled("Oberjura").unit.name, spelled("Upper Eocene").coarsened
    ('Late Cretaceous', 'Late Jurassic', True)
    """
    without_rank = " ".join(word for word in text.split() if folded(word) not in _words_of("rank"))
    return _spellings().get(_form(text)) or _spellings().get(_form(without_rank))


def _form(text: str) -> str:
    return folded(text).replace("palaeo", "paleo").replace("archaean", "archean")


@cache
def _words_of(kind: str) -> Mapping[str, str]:
    return {folded(row["spelling"]): row["concept"] for row in vocabularies.rows("geological_time_word") if row["kind"] == kind}


@cache
def _spellings() -> Mapping[str, Spelled]:
    names = {folded(label): units()[row["name"]] for row in vocabularies.rows("geological_time") for label in _labels(row)}
    names |= {spelling: units()[name] for spelling, name in _words_of("name").items()}
    found = {form: spelled for name, unit in names.items() for form, spelled in _qualified(name, unit)}
    return found | {name: Spelled(unit) for name, unit in names.items()}


def _labels(row: Mapping[str, str]) -> list[str]:
    return [row[column] for column in ("name", "nl", "fr", "de")]


def _qualified(name: str, unit: Unit) -> list[tuple[str, Spelled]]:
    """The name with every word for early, middle and late before and behind it."""
    found: list[tuple[str, Spelled]] = []
    for word, part in _words_of("qualifier").items():
        own = units().get(f"{part.capitalize()} {unit.name}")
        meant = Spelled(own) if own else Spelled(unit, coarsened=True)
        found += [(word + name, meant), (name + word, meant)]
    return found
