"""Texts brought to the form in which they are compared: letters and digits of every script, nothing else."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NO_WORD_ASCII = re.compile(r"[^0-9A-Za-z]+")
_NO_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=200_000)
def folded(text: str) -> str:
    """Letters and digits alone, compatibility-folded and without case; accents and every script are kept.

    A text without any letter or digit stays as it is, so that `?` and `!` do not become equal.

    >>> folded("St.-Truiden,  B"), folded("Ｌiège") == folded("LIÈGE"), folded("Львів") == folded("Lviv")
    ('sttruidenb', True, False)
    """
    if text.isascii():
        return _NO_WORD_ASCII.sub("", text).lower() or text
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text).casefold()) or text


@lru_cache(maxsize=100_000)
def unaccented(text: str) -> str:
    """The same without accents: a later key, for scripts that have them.

    >>> unaccented("Liège") == unaccented("Liege")
    True
    """
    apart = unicodedata.normalize("NFKD", folded(text))
    return "".join(c for c in apart if not unicodedata.combining(c)) if not text.isascii() else folded(text)
