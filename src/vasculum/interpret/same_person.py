"""The same person written differently: clusters of names, as a suggestion to a curator; nothing is ever merged by it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vasculum.interpret.agent_words import word_kind
from vasculum.interpret.spelling import folded

_GLUED = re.compile(r"\.(?=[^\W\d_]{2})")
_PARTS_OF_WORD = re.compile(r"[.\s-]+")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart for comparison: folded surname, given names or initials in order, and suffixes such as *jr*."""

    surname: str
    given: tuple[str, ...]
    suffixes: frozenset[str]


def person_name(text: str) -> PersonName | None:
    """The name, inverted or not; None when there is no surname in it.

    >>> person_name("van Rompaey, E.") == person_name("E. van Rompaey") == person_name("Rompaey, E. van")
    True
    """
    before, comma, behind = _GLUED.sub(". ", text).partition(",")
    kept, suffixes = _kept(before), _suffixes(text)
    if not comma:
        kept = _turned(kept)
    names = [word for word, kind in kept if kind == "name"]
    if not names:
        return None
    others = [word for word, _ in _kept(behind)] if comma else [word for word, _ in kept[:-1]]
    given = [part for word in (*others, *(names[:-1] if comma else ())) for part in _given(word)]
    return PersonName(folded(names[-1]), tuple(given), suffixes)


def _kept(text: str) -> list[tuple[str, str]]:
    """The words that make the name, without titles, particles and suffixes."""
    words = ((word, word_kind(word)) for word in text.split())
    return [(word, kind) for word, kind in words if kind in {"name", "initials"}]


def _turned(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """With the surname last, where initials stand behind it (`Janssens B.K.`)."""
    if words and words[0][1] == "name" and words[-1][1] == "initials":
        first_initials = next(position for position, (_, kind) in enumerate(words) if kind == "initials")
        return words[first_initials:] + words[:first_initials]
    return words


def _suffixes(text: str) -> frozenset[str]:
    return frozenset(folded(word) for word in text.replace(",", " ").split() if word_kind(word) == "suffix")


def _given(word: str) -> list[str]:
    if word.isupper() and 1 < len(word) < 4 and "." not in word and "-" not in word:
        return list(word.lower())
    return [folded(part) for part in _PARTS_OF_WORD.split(word) if part]


def may_be_the_same(one: PersonName, other: PersonName) -> bool:
    """Whether nothing in two names with the same surname speaks against one person.

    Given names agree as far as both go; an initial agrees with every name that begins with it.
    """
    if one.surname != other.surname or one.suffixes != other.suffixes:
        return False
    return all(_agree(mine, yours) for mine, yours in zip(one.given, other.given, strict=False))


def _agree(mine: str, yours: str) -> bool:
    return mine == yours or (min(len(mine), len(yours)) == 1 and mine[:1] == yours[:1])


def suggested_clusters(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Names that may be one person, in order; a name that fits two persons is put with neither.

    >>> suggested_clusters(["Smith, J.", "J.A. Smith", "Smith, John A.", "Smith, B.", "Jones, J."])
    (('J.A. Smith', 'Smith, J.', 'Smith, John A.'),)
    >>> suggested_clusters(["Smith, J.", "Smith, J.A.", "Smith, J.B."])
    ()
    """
    blocks: dict[str, list[tuple[str, PersonName]]] = defaultdict(list)
    for text in sorted(set(texts)):
        name = person_name(text)
        if name:
            blocks[name.surname].append((text, name))
    clusters = [cluster for block in blocks.values() for cluster in _clusters(block)]
    return tuple(sorted(tuple(sorted(text for text, _ in cluster)) for cluster in clusters if len(cluster) > 1))


def _clusters(block: list[tuple[str, PersonName]]) -> list[list[tuple[str, PersonName]]]:
    """The fullest names first: each joins the one cluster whose every member it agrees with, or begins its own."""
    clusters: list[list[tuple[str, PersonName]]] = []
    for text, name in sorted(block, key=lambda member: _fullness(member[1]), reverse=True):
        fitting = [cluster for cluster in clusters if all(may_be_the_same(name, other) for _, other in cluster)]
        if len(fitting) == 1:
            fitting[0].append((text, name))
        elif not fitting:
            clusters.append([(text, name)])
    return clusters


def _fullness(name: PersonName) -> tuple[int, int]:
    return len(name.given), sum(map(len, name.given))
