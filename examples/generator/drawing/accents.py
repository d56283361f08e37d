"""Accents for a typeface that has none: the bare letters are set, the marks are drawn over them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from PIL import ImageDraw

PLAIN = str.maketrans({"♂": "m", "♀": "f", "–": "-", "œ": "oe", "æ": "ae", "ß": "ss", "×": "x"})
Mark = tuple[tuple[float, float], ...]
MARKS: Mapping[str, tuple[Mark, ...]] = {
    "\N{COMBINING ACUTE ACCENT}": (((-0.07, 0.06), (0.09, -0.08)),),
    "\N{COMBINING GRAVE ACCENT}": (((-0.09, -0.08), (0.07, 0.06)),),
    "\N{COMBINING CIRCUMFLEX ACCENT}": (((-0.13, 0.06), (0.0, -0.08), (0.13, 0.06)),),
    "\N{COMBINING CARON}": (((-0.13, -0.08), (0.0, 0.06), (0.13, -0.08)),),
    "\N{COMBINING TILDE}": (((-0.14, 0.03), (-0.05, -0.04), (0.05, 0.03), (0.14, -0.04)),),
    "\N{COMBINING DIAERESIS}": (((-0.12, -0.02), (-0.12, 0.03)), ((0.12, -0.02), (0.12, 0.03))),
    "\N{COMBINING RING ABOVE}": (((-0.06, 0.0), (0.0, -0.06), (0.06, 0.0), (0.0, 0.06), (-0.06, 0.0)),),
    "\N{COMBINING CEDILLA}": (((0.02, 0.0), (0.05, 0.1), (-0.06, 0.14)),),
}
ABOVE = {True: 0.20, False: 0.34}
BELOW = 0.97


def bare(text: str) -> str:
    """The text without its marks, in letters the typeface has.

    >>> bare("forêt d’Élisabethville")
    'foret d’Elisabethville'
    """
    decomposed = unicodedata.normalize("NFD", text.translate(PLAIN))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def marks(text: str) -> Iterator[tuple[int, str, str]]:
    """Each mark of a text: the position of its letter in the bare text, the letter, the mark."""
    position, letter = -1, ""
    for sign in unicodedata.normalize("NFD", text.translate(PLAIN)):
        if unicodedata.combining(sign):
            yield position, letter, sign
        else:
            position, letter = position + 1, sign


def draw_mark(
    draw: ImageDraw.ImageDraw, centre: float, top: float, size: int, sign: tuple[str, str], ink: int | tuple[int, int, int]
) -> None:
    """Draws one mark over (or, the cedilla, under) a letter whose middle lies at `centre`; `sign` is letter and mark."""
    letter, mark = sign
    level = top + size * (BELOW if mark == "\N{COMBINING CEDILLA}" else ABOVE[letter.isupper() or letter in "lthkdb"])
    for path in MARKS.get(mark, ()):
        draw.line([(centre + x * size, level + y * size) for x, y in path], fill=ink, width=max(1, round(size / 13)))
