"""Numbers as a cell shows them: with the zeros its format adds; no digit is ever taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ZEROS = re.compile(r"(0+)(?:\.(0+))?(%?)")
_PARTS = (("y", "y"), ("m", "m"), ("d", "d"), ("h", "h"), ("s", "s"))


@dataclass(frozen=True, slots=True)
class Format:
    """What a number format shows: the parts (of `ymdhs`) of a date, or the least digits before and behind the point."""

    parts: str = ""
    whole: int = 0
    decimals: int = 0
    is_percent: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether a number is shown as it is."""
        return not (self.parts or self.whole > 1 or self.decimals or self.is_percent)


PLAIN = Format()
_BUILT_IN: dict[int, Format] = {
    2: Format(decimals=2), 4: Format(decimals=2), 9: Format(is_percent=True), 10: Format(decimals=2, is_percent=True),
    14: Format("ymd"), 15: Format("ymd"), 16: Format("md"), 17: Format("ym"), 22: Format("ymdh"),
    18: Format("h"), 19: Format("hs"), 20: Format("h"), 21: Format("hs"), 45: Format("s"), 46: Format("hs"), 47: Format("s"),
    **dict.fromkeys(range(27, 37), Format("ymd")), **dict.fromkeys(range(50, 59), Format("ymd")),
}  # fmt: skip
"""Formats that have a number and no text. Source: ECMA-376-1, 18.8.30."""


def format_of(number: int, code: str | None) -> Format:
    """The format with a number, or with a text of its own.

    >>> format_of(14, None).parts, format_of(164, "dd/mm/yyyy;@").parts, format_of(165, "[$-413]mmmm yyyy").parts
    ('ymd', 'ymd', 'ym')
    >>> format_of(166, "00000").whole, format_of(167, '0.00" m"').decimals, format_of(168, "General").is_plain
    (5, 2, True)
    """
    if code is None:
        return _BUILT_IN.get(number, PLAIN)
    bare = _QUOTED.sub("", code.partition(";")[0])
    if "general" in bare.lower() or "@" in bare:
        return PLAIN
    lowered = bare.lower()
    parts = "".join(part for part, sign in _PARTS if sign in lowered)
    if "y" in parts or "d" in parts or "h" in parts or parts in ("s", "ms"):
        return Format(parts if parts != "ms" else "s")
    zeros = _ZEROS.fullmatch(bare.strip())
    if zeros is None:
        return Format(is_percent=bare.strip().endswith("%"))
    return Format("", len(zeros[1]), len(zeros[2] or ""), bool(zeros[3]))


def plain(value: float) -> str:
    """A number as it was typed, to the fifteen digits a spreadsheet program keeps.

    >>> plain(2023.0), plain(0.1 + 0.2), plain(1e21), plain(-5.25), plain(0.00001)
    ('2023', '0.3', '1000000000000000000000', '-5.25', '0.00001')
    """
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{Decimal(f'{value:.15g}'):f}"


def shown(text: str, form: Format) -> str:
    """A number with the zeros its format adds.

    >>> shown("123", Format(whole=5)), shown("12.5", Format(whole=1, decimals=2)), shown("3.14159", Format(whole=1, decimals=2))
    ('00123', '12.50', '3.14159')
    >>> shown("0.05", Format(is_percent=True))
    '5%'
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if form.is_percent:
        text = f"{number * 100:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, decimals = digits.partition(".")
    decimals = decimals.ljust(form.decimals, "0")
    return sign + whole.rjust(form.whole, "0") + (f".{decimals}" if decimals else "") + "%" * form.is_percent
