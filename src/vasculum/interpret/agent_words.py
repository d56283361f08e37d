"""What a piece of a collector's or determiner's text is: a full name, a surname, initials, a particle, a title."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache

from vasculum.terms import vocabularies

_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?|[^\W\d_]-){0,8}[^\W\d_]?\.?|[A-Z]{2,3}")
_NAME = re.compile(r"[^\W\d_][^\W\d_'’`´-]+\.?(?:['’`´-][^\W\d_]+)*|[DdLlO]['’`´][^\W\d_]{2,}(?:-[^\W\d_]+)*")
_GLUED = re.compile(r"((?:[^\W\d_]{1,2}\.-?)+)([^\W\d_][^\W\d_'’`´-]+.*)")
_ABBREVIATED_PARTICLES = frozenset({"st", "ste", "v", "d", "v.d"})
REMEMBERED = 16_384
"""So many words and pieces are remembered: collectors come back in many texts."""
_AROUND = '[](){}"“”„«»,:'


class Piece(Enum):
    """How much of a person's name a piece of text holds."""

    INITIALS = "initials"
    SURNAME = "surname"
    GIVEN = "given name and initials"
    NAMES = "several names without initials"
    FULL = "initials or titles with a surname"
    SUFFIX = "suffix"
    TITLE = "title"
    OTHER = "other"


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind in the table `agent_word`, in lower case and without points at the ends."""
    table = vocabularies.rows("agent_word")
    return frozenset(row["spelling"].lower().strip(". ") for row in table if row["concept"] == kind)


def bare(word: str) -> str:
    """A word as the table spells it."""
    return word.lower().strip(". ")


def names_an_organisation(text: str) -> bool:
    """Whether one of the words is only met in the names of bodies, such as *Museum* or *Expedition*."""
    return any(bare(word.strip(_AROUND)) in words("organisation") for word in text.split())


@lru_cache(REMEMBERED)
def piece_of(text: str) -> Piece:
    """What one piece between separators is.

    >>> [piece_of(text).name for text in ("Dekeyser", "P.L.", "J. Smith", "Unni Gamst", "van Rompaey", "paleo 3")]
    ['SURNAME', 'INITIALS', 'FULL', 'NAMES', 'SURNAME', 'OTHER']
    """
    kinds = [kind for word in text.split() for kind in _kinds(word.strip(_AROUND))]
    if not kinds or "?" in kinds:
        return Piece.OTHER
    if kinds == ["particle"] and text[0].isupper():
        return Piece.SURNAME
    return _composed(kinds)


def word_kind(word: str) -> str:
    """What one word is: `name`, `initials`, `particle`, `title`, `suffix`, or `?`."""
    kinds = _kinds(word.strip(_AROUND))
    return kinds[0] if len(kinds) == 1 else "?"


def _composed(kinds: list[str]) -> Piece:
    names, initials = kinds.count("name"), kinds.count("initials")
    if not names:
        return _without_name(kinds, initials)
    if initials:
        return Piece.GIVEN if kinds[-1] == "initials" and kinds[0] == "name" else Piece.FULL
    if names == 1:
        return Piece.FULL if "title" in kinds else Piece.SURNAME
    return Piece.NAMES


def _without_name(kinds: list[str], initials: int) -> Piece:
    if initials:
        return Piece.INITIALS
    if set(kinds) == {"suffix"}:
        return Piece.SUFFIX
    return Piece.TITLE if "title" in kinds else Piece.OTHER


@lru_cache(REMEMBERED)
def _kinds(word: str) -> tuple[str, ...]:
    if not word:
        return ()
    plain = bare(word)
    if _is_particle(word, plain):
        return ("particle",)
    if plain in words("suffix") and len(plain) > 1:
        return ("suffix",)
    if plain in words("title") and len(plain) > 1:
        return ("title",)
    return _name_kinds(word)


def _is_particle(word: str, plain: str) -> bool:
    if word.endswith("."):
        return plain in _ABBREVIATED_PARTICLES and (word.islower() or len(plain) > 1)
    return plain in words("particle") and (word.islower() or len(word) > 1)


def _name_kinds(word: str) -> tuple[str, ...]:
    if _INITIALS.fullmatch(word):
        return ("initials",) if word[0].isupper() else ("?",)
    if word[0].islower() and word[1] not in "'’":
        return ("?",)
    if _NAME.fullmatch(word):
        return ("name",)
    glued = _GLUED.fullmatch(word)
    return ("initials", *_kinds(glued[2])) if glued else ("?",)
