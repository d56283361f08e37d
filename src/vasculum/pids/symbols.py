"""How a number of 40 bits is written: eight symbols of Crockford's base 32 and one check symbol, `XXX-XXX-XXX`.

The check symbol is a weighted sum in the field of 32 elements. It finds every single wrong symbol and every exchange of
two symbols; the module-37 check of Crockford would need symbols that do not belong in an address.
Source of the alphabet: https://www.crockford.com/base32.html.
"""

from __future__ import annotations

from functools import cache

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 9
PREFIX = r"[0-9]{2}(?:\.[0-9A-Za-z]{1,20}){1,4}"  # of a DOI or another Handle, as a regular expression
_MISREAD = str.maketrans("ILO", "110")
_FIELD_POLYNOMIAL = 0b100101


def _times(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 32:
            left ^= _FIELD_POLYNOMIAL
        right >>= 1
    return product


@cache
def weighted(position: int) -> tuple[int, ...]:
    """What each of the 32 values adds to the check when it stands at `position` (0 to 7)."""
    weight = 1
    for _ in range(position + 1):
        weight = _times(weight, 2)
    return tuple(_times(value, weight) for value in range(32))


def check_value(values: list[int]) -> int:
    """The value of the check symbol for eight values."""
    total = 0
    for position, value in enumerate(values):
        total ^= weighted(position)[value]
    return total


def written(number: int) -> str:
    """The suffix of a number from 0 to 2**40 - 1.

    >>> written(0), written(1)
    ('000-000-000', '000-000-01D')
    """
    values = [(number >> shift) & 31 for shift in range(35, -1, -5)]
    text = "".join(ALPHABET[value] for value in (*values, check_value(values)))
    return f"{text[:3]}-{text[3:6]}-{text[6:]}"


def normalised(suffix: str) -> str:
    """The suffix as it is written, from one typed in lower case, without dashes, or with I, L, O for 1 and 0.

    >>> normalised("ooo-ooo-oid")
    '000-000-01D'
    """
    text = suffix.strip().upper().replace("-", "").translate(_MISREAD)
    return f"{text[:3]}-{text[3:6]}-{text[6:]}"


def number_of(suffix: str) -> int | None:
    """The number behind a suffix, or None when it is no suffix or its check symbol is wrong.

    >>> number_of("000-000-01D"), number_of("000-000-02D")
    (1, None)
    """
    text = normalised(suffix).replace("-", "")
    if len(text) != LENGTH or any(symbol not in ALPHABET for symbol in text):
        return None
    *values, check = (ALPHABET.index(symbol) for symbol in text)
    if check_value(values) != check:
        return None
    number = 0
    for value in values:
        number = number << 5 | value
    return number
