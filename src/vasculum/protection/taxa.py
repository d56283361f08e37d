"""Whether a record is of a protected taxon, by any of its names: as written, as a child, as a synonym, misspelt.

In doubt it is: a name that may be a protected one protects.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import DamerauLevenshtein

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SHORTEST_MISSPELT = 8
_NEAR = 2


@dataclass(frozen=True)
class Protected:
    """A taxon by its name and its synonyms, without authorship: a species, or a taxon above it with all below."""

    name: str
    synonyms: tuple[str, ...] = ()

    @cached_property
    def spellings(self) -> frozenset[tuple[str, ...]]:
        """The words of its names."""
        return frozenset(words for name in (self.name, *self.synonyms) if (words := words_of(name)))


@dataclass(frozen=True, slots=True)
class Known:
    """What checklists know of a name: itself, its accepted name, all taxa above; `is_certain` where they have just this one."""

    names: frozenset[str] = frozenset()
    is_certain: bool = False


UNKNOWN = Known()
Resolve = Callable[[str], Known]


def is_of(taxon: Protected, names: tuple[str, ...], resolve: Resolve) -> bool:
    """Whether any of a record's names is a name of the taxon, of something within it, a synonym, or nearly one of these."""
    return any(_says(taxon, name) or _means(taxon, name, resolve) for name in names)


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, in lower case and without accents.

    >>> words_of("Ciconia (Ciconia) ciconia L.")
    ('ciconia', 'ciconia', 'ciconia', 'l')
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    return tuple(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))


def _says(taxon: Protected, name: str) -> bool:
    said = words_of(name)
    return any(_names(spelling, said) for spelling in taxon.spellings)


def _names(spelling: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Whether words name a taxon: its genus (or the first letter of it) and its epithets behind, in their order.

    >>> _names(("ciconia", "nigra"), ("c", "nigra", "linnaeus")), _names(("ciconia", "nigra"), ("ciconia", "alba"))
    (True, False)
    """
    first, *epithets = spelling
    for at, word in enumerate(said):
        is_abbreviated = bool(epithets) and word == first[0]
        if (word == first or is_abbreviated) and _follow(epithets, said[at + 1 :]):
            return True
    return False


def _follow(epithets: list[str], said: tuple[str, ...]) -> bool:
    rest = iter(said)
    return all(epithet in rest for epithet in epithets)


def _means(taxon: Protected, name: str, resolve: Resolve) -> bool:
    known = resolve(name)
    if any(_says(taxon, each) for each in known.names):
        return True
    if known.is_certain:
        return False
    said = words_of(name)
    return any(_nearly(spelling, said) for spelling in taxon.spellings)


def _nearly(spelling: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Whether the first words of a name are within two typing errors of a protected one.

    >>> _nearly(("ciconia", "nigra"), ("cicconia", "nigre", "l"))
    True
    """
    written = " ".join(spelling)
    if len(written) < _SHORTEST_MISSPELT:
        return False
    near = _NEAR if len(spelling) > 1 else 1
    return DamerauLevenshtein.distance(written, " ".join(said[: len(spelling)]), score_cutoff=near) <= near
