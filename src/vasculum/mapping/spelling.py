"""Headings as they are compared: without case, accents, signs and words joined by a change of case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SIGNS = re.compile(r"[^0-9a-z]+")
_IN_BRACKETS = re.compile(r"[\(\[\{][^\)\]\}]*[\)\]\}]")
_COUNTED = re.compile(r"(.*[a-z])\s*(?:\d{1,2}|i{1,3}|iv|v)")
_NUMBER = frozenset({"no", "nr", "num", "number", "nummer", "numero", "n", "numbers", "nummers", "numeros"})
_GROUPS = ("specimen", "event", "collection", "collecting", "locality", "taxon", "object", "record", "gathering", "unit")


def folded(heading: str) -> str:
    """A heading in small letters without accents, its words parted by one space, every word for number written `no`.

    >>> folded("N° d’Inventaire"), folded("catalogNumber"), folded("Höhe_max."), folded("Länge #")
    ('no d inventaire', 'catalog no', 'hohe max', 'lange no')
    """
    marked = heading.replace("#", " no ").replace("°", " ").replace("º", " ").replace("&", " and ")
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", marked) if not unicodedata.combining(sign))
    words = _SIGNS.sub(" ", _CAMEL.sub(" ", plain).casefold()).split()
    return " ".join("no" if word in _NUMBER else word for word in words)


def readings(heading: str) -> Iterator[tuple[str, float]]:
    """The ways a heading may be read, the surest first, each with what it costs in confidence.

    >>> [text for text, _ in readings("Vindplaats: Land (modern)")]
    ['vindplaats land modern', 'vindplaats land', 'land']
    """
    seen: set[str] = set()
    for text, cost in _all_readings(heading):
        if text and text not in seen:
            seen.add(text)
            yield text, cost


def _all_readings(heading: str) -> Iterator[tuple[str, float]]:
    whole, bare = folded(heading), folded(_IN_BRACKETS.sub(" ", heading))
    last = folded(_IN_BRACKETS.sub(" ", re.split(r"[:/>]\s*", heading.strip(" :/>"))[-1]))
    yield whole, 0.0
    yield bare, 0.02
    if last != bare:
        yield last, 0.12
    for text, cost in ((bare, 0.05), (last, 0.15)):
        if counted := _COUNTED.fullmatch(text):
            yield counted[1].strip(), cost + 0.05
        yield _german(text), cost
        first, _, rest = text.partition(" ")
        if first in _GROUPS and rest:
            yield rest, cost + 0.1


def _german(text: str) -> str:
    """A heading in which an umlaut was spelled out.

    >>> _german("hoehe")
    'hohe'
    """
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u")
