"""How scientific names are printed: genus and epithets in italics, authorship and rank markers upright."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

RANKS = {
    "subsp.", "ssp.", "subsp", "ssp", "var.", "var", "subvar.", "f.", "fo.", "forma", "form", "subf.",
    "nothosubsp.", "nothovar.", "cv.", "convar.", "sect.", "subg.", "ser.",
}  # fmt: skip
QUALIFIERS = {"cf.", "cf", "aff.", "aff", "sp.", "spp.", "sp", "indet.", "x", "×", "agg.", "s.l.", "s.str.", "?"}
PARTICLES = {
    "de", "del", "della", "der", "den", "des", "di", "du", "da", "van", "von", "zu", "zum", "la", "le", "les", "ex", "et", "in",
    "and", "und", "en", "non", "nec", "al.", "al", "fil.", "auct.", "auct", "emend.", "apud", "sensu", "nom.", "pro", "p.p.", "t",
}  # fmt: skip
_HIGHER_TAXON = re.compile(r"(aceae|idae|inae|oideae|oidea|ales|ineae|mycetes|phyta|mycota|opsida|formes)$")
_EPITHET = re.compile(r"×?[a-zà-ÿ][a-zà-ÿ-]+$")
_GENUS = re.compile(r"×?[A-ZÀ-Þ][a-zà-ÿ-]+$|[A-Z]\.$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a name and whether it is set in italics."""

    text: str
    italic: bool


def pieces(name: str) -> list[Piece]:
    """A name as it is set: what is italic and what is upright, together the name itself.

    >>> [piece.text for piece in pieces("Rosa canina L. subsp. dumetorum (Thuill.) Hayek") if piece.italic]
    ['Rosa canina', 'dumetorum']
    >>> [piece.text for piece in pieces("Rosaceae") if piece.italic]
    []
    """
    words = name.split()
    if not words or not _GENUS.match(words[0]) or (len(words) == 1 and _HIGHER_TAXON.search(words[0])):
        return [Piece(name, False)] if name else []
    marked = list(zip(words, _italic(words), strict=True))
    runs = [(italic, " ".join(word for word, _ in run)) for italic, run in groupby(marked, key=lambda pair: pair[1])]
    return [Piece(text, italic) for italic, text in runs]


def _italic(words: list[str]) -> list[bool]:
    answer, in_name, after_rank = [_HIGHER_TAXON.search(words[0]) is None], True, False
    for word in words[1:]:
        marker = word in RANKS or word in QUALIFIERS
        epithet = bool(_EPITHET.match(word)) and word not in PARTICLES
        italic = not marker and epithet and (in_name or after_rank)
        italic = italic or (in_name and len(answer) == 1 and _is_subgenus(word))
        answer.append(italic)
        after_rank = word in RANKS
        in_name = in_name and (italic or marker)
    return answer


def _is_subgenus(word: str) -> bool:
    return re.fullmatch(r"\([A-Z][a-z]+\)", word) is not None
