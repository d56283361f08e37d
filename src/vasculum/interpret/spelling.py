"""Spellings compared as a reader compares them: without case, accents, spaces and the marks that typists vary."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from vasculum.terms import vocabularies

LONGEST = 2_000
_IGNORED_ASCII = dict.fromkeys(map(ord, " \t\n\r\v\f_-.'\"()[]*:`")) | {code: None for code in (*range(32), 127)}
_IGNORED_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Me"})
_IGNORED_OTHER = frozenset("’‘´“”„«»–—")


def folded(text: str) -> str:
    """The form in which spellings are compared; a question mark and everything that joins words stays.

    >>> folded("Préserved  Specimen"), folded("HERBARIUM-SHEET"), folded("M?")
    ('preservedspecimen', 'herbariumsheet', 'm?')
    """
    if text.isascii():
        return text.translate(_IGNORED_ASCII).lower()
    apart = unicodedata.normalize("NFKD", text).casefold()
    kept = (c for c in apart if c not in _IGNORED_OTHER and unicodedata.category(c) not in _IGNORED_CATEGORIES)
    return "".join(kept).translate(_IGNORED_ASCII)


@cache
def concepts(vocabulary: str) -> Mapping[str, str]:
    """Which concept a folded spelling stands for in the table of this name; a concept is a spelling of itself."""
    table = vocabularies.rows(vocabulary)
    own = {folded(row["concept"]): row["concept"] for row in table}
    return own | {folded(row["spelling"]): row["concept"] for row in table}


def concept(vocabulary: str, text: str) -> str | None:
    """The concept that a text stands for, None when the table does not know the spelling.

    >>> concept("basisOfRecord", "HERBARIUM SHEET")
    'PreservedSpecimen'
    """
    return concepts(vocabulary).get(folded(text)) if len(text) <= LONGEST else None
