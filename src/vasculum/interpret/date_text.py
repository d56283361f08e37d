"""The text of a date taken apart: its shape, and what its words say about it (uncertain, before, a season, a decade)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vasculum.interpret.date_grammar import Shape
from vasculum.interpret.date_words import WORDS, plain

LONGEST = 120
_TOKEN = re.compile(r"[0-9]+|[a-z]+|[^0-9a-z\s]|\s+")
_TIME = re.compile(
    r"(?:(?<=[0-9])t|\b(?<![0-9]-))[0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?)?(?: ?z\b| ?[+-][0-9]{2}(?::?[0-9]{2})?\b)?"
)
_CLOCK = re.compile(r"\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?: ?z\b| ?[+-][0-9]{2}:?[0-9]{2}\b)?")
_ISO_TIME = re.compile(
    r"(?<=[0-9]|/)t[0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?)?(?: ?z\b| ?[+-][0-9]{2}(?::?[0-9]{2})?\b)?"
)
_SHORTER = re.compile(r"([0-9]{2,3})([-_?x*]{1,2})")
_STRENGTH = {" ": 1, ",": 2, ".": 3, "/": 4, "-": 5, "&": 6, "~": 7}
_IGNORED = frozenset("'\"()[]_*")


class Unreadable(Exception):
    """A token that no date has."""


@dataclass(slots=True)
class DateText:
    """The values of a text in order, with what stands between them, and the kinds of words met."""

    values: list[int] = field(default_factory=list)
    key: str = ""
    said: set[str] = field(default_factory=set)
    _between: str = " "
    _apostrophe: bool = False

    @property
    def shape(self) -> Shape:
        """The shape; beside a month in letters, points and commas say nothing."""
        key = self.key.replace(".", " ").replace(",", " ") if "M" in self.key else self.key
        return Shape(key, tuple(self.values))

    def add(self, kind: str, value: int) -> None:
        """Takes in one value after what stood before it."""
        if self.key:
            self.key += self._between
        elif _STRENGTH[self._between] >= _STRENGTH["/"]:
            raise Unreadable
        self.key += kind
        self.values.append(value)
        self._between = " "

    def separate(self, mark: str) -> None:
        """Takes in a separator: the strongest between two values counts."""
        if _STRENGTH[mark] > _STRENGTH[self._between]:
            self._between = mark

    def close(self) -> None:
        """Refuses a text that ends where more should follow."""
        if _STRENGTH[self._between] >= _STRENGTH["/"]:
            raise Unreadable


def taken_apart(text: str) -> DateText:
    """A text as shape and words; raises Unreadable.

    >>> taken_apart("ca. 12.VI.1904").shape
    Shape(key='n M y', values=(12, 6, 1904))
    """
    if len(text) > LONGEST:
        raise Unreadable
    folded = _without_time(plain(text).strip())
    shorter = _SHORTER.fullmatch(folded)
    if shorter:
        return _with_missing_digits(*shorter.groups())
    found = DateText()
    for token in _TOKEN.findall(folded):
        _take(token, found)
    found.close()
    return found


def _without_time(text: str) -> str:
    if ":" not in text and "t" not in text:
        return text
    return _CLOCK.sub("", _ISO_TIME.sub("", text)).rstrip("/ ")


def _with_missing_digits(digits: str, missing: str) -> DateText:
    if len(digits) + len(missing) != 4:
        raise Unreadable
    kind = "decade" if len(missing) == 1 else "hundred"
    return DateText(values=[int(digits + "0" * len(missing))], key="y", said={kind})


def _take(token: str, found: DateText) -> None:
    if token.isdigit():
        _take_number(token, found)
    elif token.isspace():
        return
    elif token in WORDS:
        _take_word(token, found)
    elif token in _STRENGTH:
        found.separate(token)
    elif token in _IGNORED:
        _take_mark(token, found)
    elif len(token) > 1 and token.strip("x") == "":
        found.add("n", 0)
    else:
        raise Unreadable


def _take_mark(token: str, found: DateText) -> None:
    found._apostrophe = token == "'"
    if token == "[":
        found.said.add("uncertain")


def _take_number(token: str, found: DateText) -> None:
    value = int(token) if len(token) <= 8 else -1
    short = found._apostrophe
    found._apostrophe = False
    if len(token) == 4:
        found.add("y", value)
    elif len(token) == 8 and not found.key:
        _take_compact(value, found)
    elif len(token) > 2:
        raise Unreadable
    elif short or value > 31:
        found.add("s", value)
    else:
        found.add("n", value)


def _take_compact(value: int, found: DateText) -> None:
    for kind, part in (("y", value // 10000), ("n", value // 100 % 100), ("n", value % 100)):
        found.separate("-")
        if not found.key:
            found._between = " "
        found.add(kind, part)


def _take_word(token: str, found: DateText) -> None:
    word = WORDS[token]
    if word.month:
        found.add("M", word.month)
    elif word.kind == "to":
        found.separate("~")
    elif word.kind == "and":
        found.separate("~" if "between" in found.said else "&")
    elif word.kind != "passed over":
        found.said.add(word.kind)
