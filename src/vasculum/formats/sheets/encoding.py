"""The encoding of a text file that does not say it: by its mark, by what decodes, and by which letters then stand where."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import Protocol

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SINGLE = ("cp1252", "mac_roman", "cp850", "iso8859_15")
_LETTER_BETWEEN = re.compile(
    r"(?<=[A-Za-z])[à-ÿœšž]|[à-ÿœšž](?=[a-z])|\b[ÀÁÂÄÅÇÈÉÊËÍÎÏÑÓÔÖØÚÛÜ](?=[a-z])|(?<=[A-Z ])[ÀÁÂÄÅÇÈÉÊËÍÎÏÑÓÔÖØÚÛÜ](?=[A-Z])"
)
_FIT = re.compile(r"(?<=\d) ?[°º²³µ±½]|[–—‘’“”…«»×♀♂€]|\d ?°")
_STRANGE = re.compile(r"[^\x00-\x7fÀ-ÿœšžŒŠŽŸ°º²³µ±½–—‘’“”…«»×€§]|[A-Za-z][«»×÷°±§][A-Za-z]|[a-z][À-ÖØ-Þ][a-z]")
_USUAL = frozenset("éèëêàâôöüäïîçñßÉÖÜÄ")
ENOUGH = 2_000_000


class Bytes(Protocol):
    """Anything that gives bytes, none at its end."""

    def read(self, size: int, /) -> bytes: ...


def encoding_of(stream: Bytes) -> tuple[str, bool]:
    """The encoding of a text (a codec's name), and whether it had to be guessed.

    A text of which nearly all lines with other signs than ASCII are UTF-8 is UTF-8: its few other lines are at fault.
    """
    start = stream.read(64 * 1024)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding, False
    if (wide := _wide(start)) is not None:
        return wide, True
    lines, wrong, sample = _lines_beyond_ascii(stream, start)
    if wrong * 20 <= lines:
        return "utf-8", False
    return best_single(sample), True


def _wide(start: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of western text is zero."""
    if len(start) < 4:
        return None
    for encoding, zeros, letters in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if zeros.count(0) > 0.6 * len(zeros) and letters.count(0) < 0.02 * len(letters) + 1:
            return encoding
    return None


def _lines_beyond_ascii(stream: Bytes, start: bytes) -> tuple[int, int, list[bytes]]:
    """How many lines hold other signs than ASCII, how many of them are no UTF-8, and some of these."""
    lines = wrong = size = 0
    sample: list[bytes] = []
    rest, block = b"", start
    while block:
        *whole, rest = (rest + block).split(b"\n")
        for line in whole if len(rest) < ENOUGH else [*whole, rest]:
            if not line.isascii():
                lines += 1
                if not _is_utf8(line):
                    wrong += 1
                    size += len(line)
                    sample.extend([line] if size < ENOUGH else [])
        rest = rest if len(rest) < ENOUGH else b""
        block = stream.read(1 << 20)
    if not rest.isascii():
        lines, bad = lines + 1, not _is_utf8(rest)
        wrong += bad
        sample.extend([rest] if bad else [])
    return lines, wrong, sample


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def best_single(lines: Iterable[bytes]) -> str:
    """Which encoding of one byte a sign gives the lines most letters where letters stand, and least that is strange.

    >>> best_single(["Hôpital Liège".encode("cp1252")]), best_single(["Hôpital Liège".encode("cp850")])
    ('cp1252', 'cp850')
    >>> best_single(["Müller, Forêt de Soignes, 50°N".encode("mac_roman")])
    'mac_roman'
    """
    text = b"\n".join(lines)

    def score(encoding: str) -> int:
        decoded = text.decode(encoding, errors="replace")
        fitting = sum(3 if letter in _USUAL else 1 for letter in _LETTER_BETWEEN.findall(decoded)) + len(_FIT.findall(decoded))
        return fitting - 3 * len(_STRANGE.findall(decoded)) - 5 * decoded.count("\ufffd")

    return max(_SINGLE, key=score)
