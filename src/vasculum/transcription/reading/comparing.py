"""How answers of each kind are compared: a key that equal answers share, and, where there is one, a tolerance between keys.

A tolerance is not transitive (`Smith` may be `J. Smith` and `A. Smith`), so answers form a class only where each may be the
same as every other of it (`vasculum.transcription.reading.grouping`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from vasculum.interpret.agents import people
from vasculum.interpret.dates import readings
from vasculum.interpret.elevation import read_depth, read_elevation
from vasculum.interpret.same_person import PersonName, may_be_the_same, person_name
from vasculum.names.parsing import parse
from vasculum.transcription.reading.fields import Field, Kind
from vasculum.transcription.reading.folding import folded, unaccented

Key = Hashable
KeyOf = Callable[[str], Key]
Alike = Callable[[Key, Key], bool]

_LEADING = re.compile(r"(?<![0-9])0+(?=[0-9])")
_NUMBER_WORDS = re.compile(r"^(?:n[o°º]?\.?|nr\.?|num(?:ber)?\.?|#|№)\s*(?=\d)", re.IGNORECASE)
# Genus, epithet, and authors that begin with a capital or a bracket; no mark of a rank or a hybrid among them.
_BINOMEN = re.compile(
    r"([A-Z][a-zë]+ [a-zë]{3,}(?:-[a-zë]+)?)"
    r"( l\.| [A-Z(](?:[^× ]| (?!subsp|ssp|var|f\.|cv|cf|aff|[a-z]{3})){0,80})?"
)
_PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Comparing:
    """How one kind of field is compared; without `alike`, answers are the same when their keys are equal."""

    key: KeyOf
    alike: Alike | None = None


def same_text(one: Key, other: Key) -> bool:
    """Whether two texts differ in accents alone."""
    if one == other or (str(one).isascii() and str(other).isascii()):
        return one == other
    return unaccented(str(one)) == unaccented(str(other))


@lru_cache(maxsize=50_000)
def record_number(text: str) -> str:
    """A collector's number by its prefix, number and suffix: without words before it and zeros that fill it up.

    >>> record_number("No. 0012-b") == record_number("12 B"), record_number("BR 7") == record_number("7")
    (True, False)
    """
    return _LEADING.sub("", folded(_NUMBER_WORDS.sub("", text)))


@lru_cache(maxsize=50_000)
def closed(text: str) -> str:
    """An entry of a list, without zeros that fill up a number."""
    return _LEADING.sub("", folded(text))


@lru_cache(maxsize=50_000)
def persons(text: str) -> Key:
    """The persons of a text in their order, and whether it speaks of others; the folded text where no name is understood."""
    named = people(text)
    names = tuple(person_name(person.name) for person in named.persons)
    if not names or None in names:
        return folded(text)
    return names, named.others


def same_persons(one: Key, other: Key) -> bool:
    """Whether as many persons are named in the same order, none of whom speaks against being the other."""
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        return one == other
    mine, yours = one[0], other[0]
    return len(mine) == len(yours) and one[1] == other[1] and all(map(_same_person, mine, yours))


def _same_person(mine: PersonName, yours: PersonName) -> bool:
    return may_be_the_same(mine, yours)


@lru_cache(maxsize=50_000)
def name(text: str) -> Key:
    """A scientific name and its authorship apart; the form that most names have is read without the parser.

    >>> name("ROSA CANINA L.") == name("Rosa canina L."), name("Rosa canina var. alba L.")
    (True, ('rosacaninavaralba', 'l'))
    """
    found = _BINOMEN.fullmatch(text.capitalize() if text.isupper() else text)
    if found:
        return folded(found[1]), folded(found[2].strip()) if found[2] else ""
    parsed = parse(text)
    return (folded(parsed.canonical), folded(parsed.authorship)) if parsed.canonical else folded(text)


def same_name(one: Key, other: Key) -> bool:
    """Whether the names are one, and no authorship speaks against it: `Mill.` is the beginning of `Miller`."""
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        return one == other
    (mine, by_mine), (yours, by_yours) = one, other
    return bool(mine == yours and (by_mine.startswith(by_yours) or by_yours.startswith(by_mine)))


@lru_cache(maxsize=50_000)
def date(text: str) -> Key:
    """The intervals that a date can mean; the folded text where there are none."""
    return frozenset(reading.iso for reading in readings(text)) or folded(text)


def same_date(one: Key, other: Key) -> bool:
    """Whether one interval is among what both can mean."""
    return isinstance(one, frozenset) and isinstance(other, frozenset) and not one.isdisjoint(other)


@lru_cache(maxsize=50_000)
def measure(text: str) -> Key:
    """A plain number, or a length as the metres from lowest to highest; the folded text where it is neither."""
    bare = text.replace(",", ".").strip()
    if _PLAIN_NUMBER.fullmatch(bare):
        return float(bare), float(bare), ""
    for read in (read_elevation, read_depth):
        low, high = read(text).values[:2]
        if low is not None:
            return low, high, "m"
    return folded(text)


def same_measure(one: Key, other: Key) -> bool:
    """Whether both are lengths whose ends lie within half a metre, as a conversion rounds them."""
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        return one == other
    return bool(one[2] == other[2] == "m" and abs(one[0] - other[0]) <= 0.5 and abs(one[1] - other[1]) <= 0.5)


_BY_KIND: Mapping[Kind, Comparing] = {
    Kind.CLOSED: Comparing(closed, same_text),
    Kind.SHORT: Comparing(folded, same_text),
    Kind.VERBATIM: Comparing(folded, same_text),
    Kind.PEOPLE: Comparing(persons, same_persons),
    Kind.NAME: Comparing(name, same_name),
    Kind.NUMBER: Comparing(record_number),
    Kind.DATE: Comparing(date, same_date),
    Kind.MEASURE: Comparing(measure, same_measure),
}


def comparing(field: Field) -> Comparing:
    """How the answers of a field are compared; a field of points or boxes is decided by `places` instead."""
    if field.codes:
        concepts = {closed(label): concept for label, concept in field.codes.items()}
        return Comparing(lambda text: concepts.get(closed(text), closed(text)))
    return _BY_KIND[field.kind]
