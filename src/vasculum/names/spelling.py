"""How names are written and compared: the letters the codes allow, and the key under which equal spellings meet."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_TRANSCRIBED = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "å": "ao",
        "ø": "oe",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ſ": "s",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Å": "Ao",
        "Ø": "Oe",
        "Æ": "Ae",
        "Œ": "Oe",
        "Đ": "D",
        "Ł": "L",
    }
)
_ONES = ("", "uno", "duo", "tre", "quatuor", "quin", "se", "septen", "octo", "novem")
_TENS = {1: "decim", 2: "viginti", 3: "triginta", 4: "quadraginta"}
_SMALL = ("", "uni", "bi", "tri", "quadri", "quinque", "sex", "septem", "octo", "novem", "decem", "undecim", "duodecim")
_NUMBER = re.compile(r"\b(\d{1,2})[-. ]?(?=[a-z])")
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile(r"(?<=[a-z])['’‘`](?=[a-z])")
_LEFT_OUT = "'’‘`-\u2010\u2011\xad"
_ASCII = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256))
_LEFT_OUT_OF_ASCII = bytes(ord(mark) for mark in _LEFT_OUT if mark.isascii())
_NO_APOSTROPHE_NO_HYPHEN = str.maketrans("", "", _LEFT_OUT)


def transcribed(name: str) -> str:
    """A name in the Latin letters that the codes allow (ICN Art. 60.7; ICZN Art. 32.5.2).

    >>> transcribed("Döringina nicaeënsis"), transcribed("Trophon d'orbignyi"), transcribed("Coccinella 10-punctata")
    ('Doeringina nicaeensis', 'Trophon dorbignyi', 'Coccinella decempunctata')
    """
    return _APOSTROPHES.sub("", _NUMBER.sub(_written_out, _plain(name)))


def _plain(text: str) -> str:
    """Without diacritics; a diaeresis over an e, i or y only parts two vowels and is left out."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text).translate(_TRANSCRIBED)
    return "".join(c for c in unicodedata.normalize("NFKD", composed) if not unicodedata.combining(c))


def _written_out(number: re.Match[str]) -> str:
    return numeral(int(number[1])) or number[0]


@cache
def numeral(number: int) -> str:
    """A number as the first part of an epithet (ICZN Art. 32.5.2.6); empty from 50 on.

    >>> numeral(4), numeral(13), numeral(24)
    ('quadri', 'tredecim', 'vigintiquatuor')
    """
    if number < len(_SMALL):
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    if tens == 1:
        return _ONES[ones] + _TENS[1]
    return _TENS[tens] + _ONES[ones] if tens in _TENS else ""


def key(text: str) -> str:
    """The key under which spellings meet: small letters and digits, single spaces, no marks, hyphens or apostrophes.

    >>> key("Uva-ursi  ALPINA (L.) J.Agardh")
    'uvaursi alpina l j agardh'
    """
    if text.isascii():
        return " ".join(text.encode().translate(_ASCII, _LEFT_OUT_OF_ASCII).decode().split())
    folded = _plain(text).lower().translate(_NO_APOSTROPHE_NO_HYPHEN)
    return _NEITHER_LETTER_NOR_DIGIT.sub(" ", folded).strip()


def is_bare(text: str) -> bool:
    """Whether a text is words and nothing else, so that it may be a canonical name as it stands."""
    return text.replace(" ", "").replace("-", "").isalpha()
