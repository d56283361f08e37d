"""Texts as numbers, read strictly: ASCII digits, one decimal point, blanks around them forgiven."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from vasculum.quality.bdq.responses import stripped

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)


def integer(text: str) -> int | None:
    """The integer that the text writes, or None.

    >>> integer(" 15 "), integer("15.0"), integer("x")
    (15, None, None)
    """
    written = stripped(text)
    return int(written) if _INTEGER.fullmatch(written) else None


@lru_cache(1024)
def number(text: str) -> float | None:
    """The number that the text writes, or None.

    >>> number("-41.5"), number("41.05 N"), number("1e3")
    (-41.5, None, 1000.0)
    """
    written = stripped(text)
    return float(written) if _NUMBER.fullmatch(written) else None


def plain(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros.

    >>> plain(Decimal("100.00")), plain(Decimal("3.0480"))
    ('100', '3.048')
    """
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def is_leap(year: int) -> bool:
    """True for a leap year of the Gregorian calendar."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
