"""The words dates are made of: months in five languages and Roman numerals, and the words around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from vasculum.terms import vocabularies

_MARKS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—−﹣－", "-"),
        **dict.fromkeys("’‘´`ʼ′＇", "'"),
        **dict.fromkeys("“”„″«»", '"'),
        "⁄": "/",
        "・": ".",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
    }
)


class Word(NamedTuple):
    """What a word is (`month`, `season`, `to`, `passed over` …); `month` is the number of the month."""

    kind: str
    month: int = 0


def plain(text: str) -> str:
    """The text in lower case without accents and invisible characters, with one kind of dash and of quote.

    >>> plain("5–7 AOÛT 1887")
    '5-7 aout 1887'
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.translate(_MARKS)).casefold()
    return "".join(c for c in apart if unicodedata.category(c) not in {"Mn", "Cf"})


def _words() -> Mapping[str, Word]:
    months = {plain(row["spelling"]): Word("month", int(row["concept"])) for row in vocabularies.rows("month")}
    others = {plain(row["spelling"]): Word(row["concept"]) for row in vocabularies.rows("date_word")}
    return others | months


WORDS: Mapping[str, Word] = _words()
