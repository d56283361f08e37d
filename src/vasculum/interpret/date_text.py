"""The text of a date taken apart: its shape, and what its words say about it (uncertain, before, a season, a decade)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vasculum.interpret.date_grammar import Shape
from vasculum.interpret.date_words import WORDS, plain

LONGEST = 120
_TOKEN = re.compile(r"t/m|(?:[789]|10)b[a-z]+|'[0-9]{2}(?![0-9])|[0-9]+|[a-z]+|[^0-9a-z\s]|\s+")
_CLOCK = re.compile(r"\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?: ?z\b| ?[+-][0-9]{2}:?[0-9]{2}\b)?")
_ISO_TIME = re.compile(
    r"(?<=[0-9]|/)t[0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?)?(?: ?z\b| ?[+-][0-9]{2}(?::?[0-9]{2})?\b)?"
)
_SHORTER = re.compile(r"([0-9]{2,3})([-_?x*]{1,2})")
_STRENGTH = {" ": 1, ",": 2, ".": 3, "/": 4, "-": 5, "&": 6, "~": 7}
_YEAR_AND_NUMBER = frozenset({"y-n", "y/n"})
_IGNORED = frozenset("'\"()]_*")


class Unreadable(Exception):
    """Something that no date has."""


@dataclass(slots=True)
class DateText:
    """The values of a text in order, with what stands between them, the kinds of words, and the digits of the last number."""

    values: list[int] = field(default_factory=list)
    key: str = ""
    said: set[str] = field(default_factory=set)
    between: str = " "
    digits: int = 0

    @property
    def shape(self) -> Shape:
        """The shape; beside a month in letters, points and commas say nothing."""
        key = self.key.replace(".", " ").replace(",", " ") if "M" in self.key else self.key
        if key in _YEAR_AND_NUMBER and self.digits == 1:
            key = key[:-1] + "u"
        return Shape(key, tuple(self.values))

    def add(self, kind: str, value: int) -> None:
        """Takes in one value after what stood before it."""
        if self.key:
            self.key += self.between
        elif _STRENGTH[self.between] >= _STRENGTH["/"]:
            raise Unreadable
        self.key += kind
        self.values.append(value)
        self.between = " "

    def separate(self, mark: str) -> None:
        """Takes in a separator: the strongest between two values counts."""
        after_a_word = self.said and not self.key and mark == "-"
        if _STRENGTH[mark] > _STRENGTH[self.between] and not after_a_word:
            self.between = mark

    def note(self, kind: str) -> None:
        """Takes in what a word says about the date; one that stands in the place of a number makes the text unreadable."""
        if self.key.endswith("n") and self.between in "./-":
            raise Unreadable
        self.said.add(kind)

    def close(self) -> None:
        """Refuses a text that ends where more should follow."""
        if _STRENGTH[self.between] >= _STRENGTH["/"]:
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
    for token in _TOKEN.findall(_without_open_side(folded, found)):
        _take(token, found)
    found.close()
    return found


def _without_time(text: str) -> str:
    if ":" not in text and "t" not in text:
        return text
    return _CLOCK.sub("", _ISO_TIME.sub("", text)).rstrip("/ ")


def _without_open_side(text: str, found: DateText) -> str:
    if text.startswith("../"):
        found.note("until")
        return text[3:]
    if text.endswith("/.."):
        found.note("since")
        return text[:-3]
    return text


def _with_missing_digits(digits: str, missing: str) -> DateText:
    if len(digits) + len(missing) != 4:
        raise Unreadable
    kind = "decade" if len(missing) == 1 else "hundred"
    return DateText(values=[int(digits + "0" * len(missing))], key="y", said={kind})


def _take(token: str, found: DateText) -> None:
    if token.isspace() or token in _IGNORED:
        return
    if token in WORDS:
        _take_word(token, found)
    elif token in _STRENGTH:
        found.separate(token)
    elif token.lstrip("'").isdigit():
        _take_number(token, found)
    elif token == "[":
        found.note("uncertain")
    elif len(token) > 1 and token.strip("x") == "":
        found.add("n", 0)
    else:
        raise Unreadable


def _take_number(token: str, found: DateText) -> None:
    found.digits = len(token)
    if len(token) == 4:
        found.add("y", int(token))
    elif len(token) == 8 and not found.key:
        _take_compact(token, found)
    elif len(token) > 2:
        _take_apostrophe(token, found)
    else:
        found.add("s" if int(token) > 31 else "n", int(token))


def _take_apostrophe(token: str, found: DateText) -> None:
    if len(token) != 3 or token[0] != "'":
        raise Unreadable
    found.add("s", int(token[1:]))


def _take_compact(digits: str, found: DateText) -> None:
    """Year, month and day without anything between, as ISO 8601 allows."""
    found.add("y", int(digits[:4]))
    for part in (digits[4:6], digits[6:]):
        found.separate("-")
        found.add("n", int(part))


def _take_word(token: str, found: DateText) -> None:
    word = WORDS[token]
    if word.month:
        found.add("M", word.month)
    elif word.kind == "to":
        _take_to(found)
    elif word.kind == "and":
        found.separate("~" if "between" in found.said else "&")
    elif word.kind != "passed over":
        found.note(word.kind)


def _take_to(found: DateText) -> None:
    if found.key:
        found.separate("~")
    else:
        found.note("until")
