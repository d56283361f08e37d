"""Patterns that take a text apart, written as people write examples: `{collector}, {date}` or `*{number:digits}cz*`.

A piece in braces is taken, `*` stands for anything or nothing, everything else for itself; a space stands for one or more.
Kinds of pieces: digits, number, letters, word (no space), year, text (anything, the default). Matching never goes back over
a text more than once for each wildcard, so no text can make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LONGEST_PATTERN, LONGEST_TEXT, MOST_PIECES = 200, 2_000, 12
_TOKEN = re.compile(
    r"\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?::(?P<kind>[a-z]+))?\}|(?P<any>\*+)|(?P<space>\s+)|(?P<sign>.)", re.DOTALL
)
_KINDS: Mapping[str, str] = {
    "digits": r"\d++",
    "number": r"[-+]?\d++(?:[.,]\d++)?+",
    "letters": r"[^\W\d_]++",
    "word": r"[^\s,;]++",
    "year": r"\d{4}(?!\d)",
}


class PatternError(ValueError):
    """A pattern that cannot be read; its text says why."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern: as written, and the names of its pieces in order."""

    written: str
    names: tuple[str, ...]
    _compiled: re.Pattern[str]

    def pieces(self, text: str) -> Mapping[str, str] | None:
        """The pieces of a text by name, without space around them; None where the text is not like the pattern.

        >>> pattern("*{number:digits}cz*").pieces("Phaeotragus gigas  32175cz77.jpg")
        {'number': '32175'}
        >>> pattern("{who}, {when}").pieces("A. Janssens, 12.VI.1904")
        {'who': 'A. Janssens', 'when': '12.VI.1904'}
        """
        if len(text) > LONGEST_TEXT:
            return None
        found = self._compiled.fullmatch(text.strip())
        return {name: found[name].strip() for name in self.names} if found else None


def pattern(written: str) -> Pattern:
    """The pattern that a text describes; raises PatternError."""
    if not 0 < len(written) <= LONGEST_PATTERN:
        raise PatternError(f"a pattern has between 1 and {LONGEST_PATTERN} signs")
    names: list[str] = []
    chunks: list[list[str]] = [[]]
    for token in _TOKEN.finditer(written.strip()):
        kind = token["kind"] or "text"
        if token["name"] and (token["name"] in names or kind not in {*_KINDS, "text"}):
            raise PatternError(
                f"{token[0]} is there twice" if token["name"] in names else f"there are no pieces of kind {kind!r}"
            )
        if token["name"]:
            names.append(token["name"])
        _add(chunks, token, kind)
    if not names:
        raise PatternError("a pattern takes at least one piece, such as {number}")
    if len(chunks) > MOST_PIECES:
        raise PatternError(f"a pattern has at most {MOST_PIECES} pieces that may be anything")
    return Pattern(written, tuple(names), re.compile(_joined(chunks), re.DOTALL))


def _add(chunks: list[list[str]], token: re.Match[str], kind: str) -> None:
    """Adds what a token stands for; one that may be anything begins a new chunk."""
    if token["any"]:
        chunks.append([".*?"])
    elif token["name"] and kind == "text":
        chunks.append([f"(?P<{token['name']}>.+?)"])
    elif token["name"]:
        chunks[-1].append(f"(?P<{token['name']}>{_KINDS[kind]})")
    else:
        chunks[-1].append(r"\s++" if token["space"] else re.escape(token["sign"]))


def _joined(chunks: Sequence[Sequence[str]]) -> str:
    """Each chunk is settled once it is found; the last one must reach the end."""
    *before, last = ["".join(chunk) for chunk in chunks]
    return "".join(f"(?>{chunk})" for chunk in before) + f"(?>{last}\\Z)"
