"""Names that differ from the one asked for by a typing error or two: sought in blocks, never in the whole checklist."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, DamerauLevenshtein

from vasculum.names.backbone import Backbone

FARTHEST = 2
ONE_ERROR_FROM = 3
TWO_ERRORS_FROM = 8
WORD_ONE_ERROR_FROM = 5
WORD_TWO_ERRORS_FROM = 11
_ENDINGS = ("us", "um", "is", "er", "ra", "rum", "a", "e", "i")


def near(backbone: Backbone, name: str) -> dict[str, int]:
    """Search keys of names near `name` (itself a search key), with their distances; the name itself is not among them.

    The distance is that of Damerau and Levenshtein, at most 2, and 1 for two endings of one epithet in another gender.
    """
    genus, _, rest = name.partition(" ")
    if not rest:
        return _words(backbone, genus)
    within = _in_genus(backbone, genus, rest, _limit(rest))
    if within or backbone.has_word(genus):
        return within
    return _other_genus(backbone, genus, rest)


def _limit(rest: str) -> int:
    """How many errors are borne: none in the shortest epithets, two in long ones."""
    length = len(rest.rpartition(" ")[2])
    return 0 if length < ONE_ERROR_FROM else 1 if length < TWO_ERRORS_FROM else FARTHEST


def _in_genus(backbone: Backbone, genus: str, rest: str, limit: int) -> dict[str, int]:
    """Names in the genus with as many words; one epithet may be wrong by `limit`."""
    rests = backbone.rests_in_genus(genus)
    found = {epithets: distance for epithets, distance in _near(rest, rests, limit).items() if _one_wrong(rest, epithets)}
    if not found and limit < FARTHEST:
        stem = _stem(rest)
        found = {epithets: 1 for epithets in _near(rest, rests, FARTHEST) if _stem(epithets) == stem}
    return {f"{genus} {epithets}": distance for epithets, distance in found.items()}


def _one_wrong(wanted: str, found: str) -> bool:
    """Whether there are as many epithets, and only one of them differs."""
    mine, yours = wanted.split(" "), found.split(" ")
    return len(mine) == len(yours) and sum(a != b for a, b in zip(mine, yours, strict=True)) == 1


def _other_genus(backbone: Backbone, genus: str, rest: str) -> dict[str, int]:
    """Names in a genus spelled nearly so: with just these epithets, or with one error in them too."""
    whole = _near(f"{genus} {rest}", backbone.names_with_rest(rest), _limit(genus))
    if whole:
        return whole
    found: dict[str, int] = {}
    for word, distance in _words(backbone, genus).items():
        if distance == 1:
            for name, more in _in_genus(backbone, word, rest, min(1, _limit(rest))).items():
                found[name] = distance + more
    return found


def _words(backbone: Backbone, word: str) -> dict[str, int]:
    """First words of names near a word: an error leaves its first two or its last three letters as they are."""
    if len(word) < WORD_ONE_ERROR_FROM:
        return {}
    limit = 1 if len(word) < WORD_TWO_ERRORS_FROM else FARTHEST
    heads = _near(word, backbone.words_with_head(word[:2]), limit)
    return heads | _near(word, backbone.words_with_tail(word[-3:]), limit)


def _near(wanted: str, names: Sequence[str], limit: int) -> dict[str, int]:
    """The names within a distance above zero, by the quick bound first."""
    if not limit:
        return {}
    close = process.extract(wanted, names, scorer=OSA.distance, score_cutoff=limit + 1, limit=None)
    exact = {name: DamerauLevenshtein.distance(wanted, name, score_cutoff=limit) for name, _, _ in close}
    return {name: distance for name, distance in exact.items() if 0 < distance <= limit}


@lru_cache(65_536)
def _stem(epithets: str) -> str:
    """Epithets without the endings that follow the gender of the genus.

    >>> _stem("albus") == _stem("alba") == _stem("album"), _stem("niger") == _stem("nigra")
    (True, True)
    """
    return " ".join(_without_ending(epithet) for epithet in epithets.split(" "))


def _without_ending(epithet: str) -> str:
    for ending in _ENDINGS:
        if epithet.endswith(ending) and len(epithet) > len(ending) + 1:
            return epithet.removesuffix(ending)
    return epithet
