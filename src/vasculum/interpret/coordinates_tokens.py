"""Coordinates as written, cut into tokens: numbers, degree, minute and second marks, hemispheres, axes, signs, separators."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from vasculum.terms import vocabularies

LONGEST = 200

_MARKS = {
    **dict.fromkeys("°º˚⁰∘", "degree"),
    **dict.fromkeys("'’′´`‘ʹ", "minute"),
    **dict.fromkeys('"”″“˝ʺ', "second"),
    **dict.fromkeys("-−–—", "minus"),
    "+": "plus",
    **dict.fromkeys(",;/|", "separator"),
}
_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:[.,][0-9]+)?)"
    r"|(?P<letter>[º⁰ʹʺ])"
    r"|(?P<second>''|′′|´´|’’|‘‘)"
    r"|(?P<initials>(?<![^\W\d_])(?:[^\W\d_]\.[ ]?){2}(?![^\W\d_]))"
    r"|(?P<word>[^\W\d_]+)\.?"
    r"|(?P<mark>[^\s:=().\[\]])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a written coordinate: its kind, and the text of a number or the letter of a hemisphere."""

    kind: str
    text: str = ""


@cache
def _words() -> Mapping[str, str]:
    return {row["spelling"]: row["concept"] for row in vocabularies.rows("coordinate_word")}


def tokens(text: str) -> list[Token] | None:
    """The tokens of a text, None when it holds a word or a sign that no coordinate is written with.

    >>> [token.kind for token in tokens("50°51,5' N.B.")]
    ['number', 'degree', 'number', 'minute', 'hemisphere', 'axis']
    """
    if len(text) > LONGEST or "\ufffd" in text:
        return None
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        cut = _token(match.lastgroup or "", match[0])
        if cut is None:
            return None
        found += cut
    return found


def _token(kind: str, text: str) -> list[Token] | None:
    if kind == "number":
        return [Token("number", text)]
    if kind == "second":
        return [Token("second")]
    if kind in ("letter", "mark"):
        return [Token(_MARKS[text])] if text in _MARKS else None
    return _of_word(text)


def _of_word(text: str) -> list[Token] | None:
    """A word or its initials: `N.B.` is the northern latitude of Dutch labels."""
    plain = unicodedata.normalize("NFKD", text.replace(".", "").replace(" ", ""))
    word = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    concept = _words().get(word)
    if concept is None:
        return None
    return [_of_concept(part) for part in concept.split()]


def _of_concept(concept: str) -> Token:
    if concept in ("lat", "lon"):
        return Token("axis", concept)
    return Token("hemisphere", concept) if concept in "NSEWO" else Token(concept)
