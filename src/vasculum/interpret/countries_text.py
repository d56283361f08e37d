"""What a text says of a country: brackets, doubts, lists and places before or behind the country, by rule."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from vasculum.interpret.countries_history import states
from vasculum.interpret.countries_meaning import (
    AMBIGUOUS,
    MISSPELT,
    PART,
    SEVERAL,
    UNCERTAIN,
    Meaning,
    agreed,
    best_remarks,
    qualifiers,
    union,
    whole,
)
from vasculum.interpret.countries_names import HOME_LANGUAGES, key, names, official_names, regions, words

LONGEST = 300
DEEPEST = 4
SHORTEST_MISSPELT = 7
LONGEST_PLACE = 6
MOST_PIECES = 12
MOST_WORDS = 9

_CONSTITUTIONS = frozenset({"democratic", "federal", "united", "people"})
_BRACKETS = re.compile(r"[\[({]([^\[\](){}]*)[\])}]?")
_LISTS = re.compile(r"\s*(?:[/&+]|\b(?:or|ou|oder|and|et|und|to)\b)\s*", re.IGNORECASE)
_ENCLOSING = re.compile(r"\s*[;,:|]\s*|\s[-–—]+\s")
_SENTENCES = re.compile(r"(?<=[^\W\d_]{3})\.\s+")
_NAMED_AFTER = re.compile(r"\b(?:de|del|do|da|dos)\b", re.IGNORECASE)
_TIGHT_COMMA = re.compile(r",(?=[^\W\d_])")
_MARKS = re.compile(r"[?*¿\"“”`]|\b(?:prob|presum)(?:ably|able|ed|\.)?\b", re.IGNORECASE)
_DOUBT = re.compile(r"[?¿]|\b(?:prob|presum)", re.IGNORECASE)


def meaning(text: str, depth: int = 0) -> Meaning | None:
    """What a text says of a country, None when it says nothing that is known.

    >>> sorted(meaning("Guiana").codes), meaning("Guiana [Brazil]").code, meaning("N. Italy?").code
    (['BR', 'GF', 'GY', 'SR', 'VE'], 'BR', 'IT')
    """
    if len(text) > LONGEST or depth > DEEPEST:
        return None
    doubtful = _DOUBT.search(text) is not None
    plain = _MARKS.sub(" ", text).strip(" .,;:/-=_'’|\t\r\n") if doubtful or _MARKS.search(text) else text.strip()
    found = (
        whole(plain)
        or _bracketed(plain, depth)
        or _enclosed(plain, depth)
        or _listed(plain, depth)
        or _qualified(plain)
        or _trailing(plain)
    )
    found = found or (_misspelt(plain) if depth == 0 else None)
    return found.earning(UNCERTAIN) if found and doubtful else found


def _bracketed(text: str, depth: int) -> Meaning | None:
    """`A (B)`, `A [=B]`: what stands in brackets explains what stands before; an equals sign puts it in its place."""
    inside = [found.strip() for found in _BRACKETS.findall(text)]
    outside = _BRACKETS.sub(" ", text).strip()
    if not inside or outside == text:
        return None
    if len(inside) == 1 and outside and (joined := whole(f"{inside[0]} {outside}")):
        return joined
    inner = [found for each in inside if (found := meaning(each.lstrip("= "), depth + 1))]
    if len(inner) == 1 and inside[-1].startswith("="):
        return inner[0]
    outer = meaning(outside, depth + 1) if outside else None
    if outer is None and (_ENCLOSING.search(outside) or _LISTS.search(outside)):
        return None
    return agreed([each for each in (outer, *inner) if each])


def _enclosed(text: str, depth: int) -> Meaning | None:
    """`place, country` or `country: province, place`: the country stands first or last, and the rest does not contradict it.

    Commas without a space behind them make a list, of which every piece must be known.
    """
    pieces = [piece for piece in _ENCLOSING.split(text) if piece.strip()]
    if len(pieces) < 2:
        return _begun(text, depth)
    regions = [piece for piece in pieces if _is_region(piece)]
    if len(regions) > 1 or len(pieces) > MOST_PIECES:
        return None
    found = [meaning(piece, depth + 1) for piece in pieces if piece not in regions]
    known = [each for each in found if each]
    if _TIGHT_COMMA.search(text):
        return _all_one(known) if len(known) == len(pieces) else None
    return agreed(known) if found and (found[0] or found[-1]) else None


def _begun(text: str, depth: int) -> Meaning | None:
    """`Country. Province`: only a country known by itself may stand before the full stop, so that `Amer. Samoa` stays whole."""
    pieces = _SENTENCES.split(text)
    first = meaning(pieces[0], depth + 1) if 1 < len(pieces) <= MOST_PIECES else None
    if first is None or not first.codes or MISSPELT in first.remarks:
        return None
    return agreed([first, *(found for piece in pieces[1:] if (found := meaning(piece, depth + 1)))])


def _listed(text: str, depth: int) -> Meaning | None:
    """`A or B`, `A / B`: all of them must be known, and be the same country."""
    pieces = [piece for piece in _LISTS.split(text) if piece.strip(" .,;:-")]
    if len(pieces) < 2:
        return None
    found = [meaning(piece, depth + 1) for piece in pieces]
    return _all_one([each for each in found if each]) if all(found) else None


def _all_one(found: list[Meaning]) -> Meaning | None:
    """The country that all members of a list name; several when they are not the same."""
    told = union(found)
    if len(told) == 1:
        return replace(found[0], remarks=best_remarks(found))
    return Meaning(told, frozenset({SEVERAL})) if told else None


def _is_region(text: str) -> bool:
    return any(qualifiers().get(word) == "region" for word in words(text)) and key(text) not in names()


def _qualified(text: str) -> Meaning | None:
    """A country with a direction or another word that keeps it the same country: `N.W. Spain`, `Republic of Cyprus`."""
    said = words(text)
    if "of" in said or not 2 <= len(said) <= MOST_WORDS:
        return None
    if "n" in said:
        return _north_or_new(said)
    same, bare = _without(said, "same"), _without(said, "direction")
    for kept in (same, bare, _without(same, "direction")):
        found = whole(" ".join(kept)) if 0 < len(kept) < len(said) else None
        if found and not _is_chance(found, kept, said):
            return found if kept == same or not found.code else found.earning(PART)
    return None


def _is_chance(found: Meaning, kept: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """True where a qualifier more probably made another name: `Roma Island` is not Rome, `West Indies` not the west of India."""
    stray_island = PART in found.remarks and "islands" in said and "islands" not in kept and key(" ".join(kept)) not in regions()
    return stray_island or any(qualifiers().get(word) == "region" for word in kept)


def _without(said: tuple[str, ...], kind: str) -> tuple[str, ...]:
    return tuple(word for word in said if qualifiers().get(word) != kind)


def _north_or_new(said: tuple[str, ...]) -> Meaning | None:
    """`N. Ireland` may be in the north or be New Ireland; where both are known, both are told."""
    last = len(said) - 1 - said[::-1].index("n")
    spelled = [" ".join((*said[:last], meant, *said[last + 1 :])) for meant in ("north", "new")]
    found = [each for text in spelled if (each := whole(text) or _qualified(text)) and each.codes]
    told = union(found)
    return found[0] if len(found) == 1 or len(told) == 1 else Meaning(told, frozenset({AMBIGUOUS})) if told else None


def _trailing(text: str) -> Meaning | None:
    """A country as the last of several words, without a comma: `Stuttgart Germany`."""
    said = words(text)
    apart = any(qualifiers().get(word) in ("region", "apart") for word in said)
    if apart or len(said) > LONGEST_PLACE or _LISTS.search(text) or _NAMED_AFTER.search(text):
        return None
    for start in range(1, len(said)):
        if code := _distinctive_names().get(" ".join(sorted(said[start:]))):
            runs = (" ".join(said[a:b]) for a in range(start) for b in range(a + 1, start + 1))
            before = [found for run in runs if (found := whole(run)) and found.codes]
            return agreed([Meaning(frozenset({code}), frozenset({PART})), *before])
    return None


@cache
def _distinctive_names() -> Mapping[str, str]:
    """The names of countries of which no word stands in the name of another country or of a former state."""
    users: dict[str, set[str]] = defaultdict(set)
    for name, code in names().items():
        for word in name.split():
            users[word].add(code)
    for name, former in states().items():
        for word in name.split():
            users[word].update(*(each.codes for each in former if each.kind != "wider"))
    ordinary = {word for word, kind in qualifiers().items() if kind in ("direction", "same")} | _CONSTITUTIONS
    return {
        name: code
        for name, code in official_names(HOME_LANGUAGES).items()
        if len(name) > 2 and all(users[word] == {code} for word in set(name.split()) - ordinary) and set(name.split()) - ordinary
    }


@cache
def _single_words() -> tuple[str, ...]:
    return tuple(sorted(name for name in official_names() if " " not in name and len(name) >= SHORTEST_MISSPELT - 1))


def _misspelt(text: str) -> Meaning | None:
    """A single long word that is one typing error from the name of one country, and far from every other."""
    said = words(text)
    if len(said) != 1 or len(said[0]) < SHORTEST_MISSPELT or not said[0].isalpha():
        return None
    near = process.extract(said[0], _single_words(), scorer=OSA.distance, score_cutoff=2, limit=20)
    codes_near = {names()[name] for name, _, _ in near}
    closest = [name for name, distance, _ in near if distance == 1 and name[0] == said[0][0]]
    return Meaning(frozenset(codes_near), frozenset({MISSPELT})) if closest and len(codes_near) == 1 else None
