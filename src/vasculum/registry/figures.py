"""Reading a figure as people print it: `0,41Mio`, `meer dan 6600`, `10-12 million`, `?`, `pm`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from vasculum.registry.figure_words import AND, BETWEEN, MULTIPLIERS, NOTHING_SAID, PRO_MEMORIA, QUALIFIERS, UNKNOWN, ZERO

LARGEST = 10**18
_SPACES = re.compile(r"[\s  ]+")
_LONGEST_FIRST = sorted(((word, code) for code, words in QUALIFIERS.items() for word in words), key=lambda pair: -len(pair[0]))
_NUMBER = r"\d{1,3}(?:[ ’]\d{3})+(?![\d])|\d+(?:[.,]\d+)*"
_MULTIPLIER = "|".join(re.escape(word) for word in sorted(MULTIPLIERS, key=len, reverse=True))
_AMOUNT = re.compile(rf"(?P<number>{_NUMBER})(?: ?(?P<multiplier>{_MULTIPLIER})(?![\w.]))?(?P<plus>\+)?")
_JOINED = re.compile(rf" ?(?:{'|'.join(re.escape(word) if not word.isalpha() else rf'(?<= ){word}(?= )' for word in AND)}) ?")
_MARGIN = re.compile(r" ?(?:±|\+/-) ?")
_UNIT = re.compile(r" ?(?P<unit>[^\W\d][^\d?]*)?")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed figure as understood; `step` is one step of its last printed digit, None where rounding cannot be seen.

    Where nothing is printed, unknown, or merely remembered, all three numbers are None and `qualifier` says which.
    `unit` holds the words behind the number as they stand.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    qualifier: str = "none"
    step: int | None = None
    unit: str = ""


def read_figure(text: str) -> Printed | None:
    """The figure in a text; None for a text that is none, which is never guessed at.

    A plain figure and "about N" give the best value, "more than N" only the low one, "up to N" only the high one, "nearly N" best
    and high; a range gives low and high. No margin is made up. A comma or point before exactly three digits parts thousands,
    unless a word such as K or million follows; any other is a decimal sign. "10 à 12 000" may
    mean two things and is not understood.

    >>> read_figure("0,41Mio")
    Printed(low=None, best=410000, high=None, qualifier='plain', step=10000, unit='')
    >>> read_figure("meer dan 6600")
    Printed(low=6600, best=None, high=None, qualifier='more_than', step=None, unit='')
    >>> read_figure("10-12 million")
    Printed(low=10000000, best=None, high=12000000, qualifier='between', step=1000000, unit='')
    >>> read_figure("?").qualifier, read_figure("pm").qualifier, read_figure("").qualifier, read_figure("0").best
    ('unknown', 'pro_memoria', 'none', 0)
    >>> read_figure("quite a lot") is None
    True
    """
    plain = _SPACES.sub(" ", text.replace("'", "’")).strip().casefold()
    said = _said_without_number(plain)
    if said is not None:
        return said
    qualifier, rest = _qualified(plain)
    amount, rest = _amount(rest)
    if amount is None:
        return _between(plain)
    return _range(qualifier, amount, rest) or _single(qualifier, amount, rest)


def _said_without_number(plain: str) -> Printed | None:
    for words, qualifier in ((UNKNOWN, "unknown"), (PRO_MEMORIA, "pro_memoria"), (NOTHING_SAID, "none")):
        if plain in words:
            return Printed(qualifier=qualifier)
    return Printed(best=0, qualifier="plain") if plain in ZERO else None


def _qualified(plain: str) -> tuple[str, str]:
    for word, code in _LONGEST_FIRST:
        rest = plain[len(word) :]
        if plain.startswith(word) and (not word[-1].isalnum() or rest[:1] in {" ", ""}):
            return code, rest.lstrip()
    return "plain", plain


@dataclass(frozen=True, slots=True)
class _Amount:
    value: int
    step: int | None
    multiplier: int
    plus: bool


def _amount(text: str) -> tuple[_Amount | None, str]:
    found = _AMOUNT.match(text)
    if found is None:
        return None, text
    multiplier = MULTIPLIERS.get(found["multiplier"] or "", 1)
    digits = _decimal(found["number"], has_multiplier=multiplier > 1)
    if digits is None or digits * multiplier != int(digits * multiplier) or digits * multiplier > LARGEST:
        return None, text
    value = int(digits * multiplier)
    return _Amount(value, _step(digits, multiplier, value), multiplier, bool(found["plus"])), text[found.end() :]


def _decimal(number: str, *, has_multiplier: bool) -> Decimal | None:
    """The number in digits with one decimal point at most; None for digits in groups that no language writes."""
    marks = [mark for mark in number if mark in ".,"]
    groups = re.split(r"[.,]", number)
    if not marks:
        return Decimal(re.sub(r"[ ’]", "", number))
    in_thousands = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0"
    if len(set(marks)) == 1 and in_thousands and (len(marks) > 1 or not has_multiplier):
        return Decimal("".join(groups))
    decimal_part = len(set(marks)) == 2 and all(len(group) == 3 for group in groups[1:-1]) and marks[-1] != marks[0]
    if len(marks) == 1 or decimal_part:
        return Decimal("".join(groups[:-1]) + "." + groups[-1])
    return None


def _step(digits: Decimal, multiplier: int, value: int) -> int | None:
    if multiplier == 1:
        return 1 if value % 10 else None
    exponent = digits.as_tuple().exponent
    return max(1, int(multiplier * Decimal(10) ** min(0, int(exponent))))


def _range(qualifier: str, first: _Amount, rest: str) -> Printed | None:
    margin = _MARGIN.match(rest)
    if margin is not None:
        return _with_margin(first, rest[margin.end() :])
    joined = _JOINED.match(rest)
    second, after = _amount(rest[joined.end() :]) if joined else (None, "")
    if second is None or qualifier not in {"plain", "about"}:
        return None
    low = first.value
    if first.multiplier == 1 and second.multiplier > 1 and low * second.multiplier < second.value:
        low *= second.multiplier
    if low > second.value or 0 < low * 1_000 <= second.value:
        return None
    return _ended(Printed(low, None, second.value, "between", second.step), after)


def _with_margin(best: _Amount, rest: str) -> Printed | None:
    margin, after = _amount(rest)
    if margin is None or margin.value > best.value:
        return None
    return _ended(Printed(best.value - margin.value, best.value, best.value + margin.value, "about", best.step), after)


def _between(plain: str) -> Printed | None:
    """A range that begins with a word such as "between"."""
    word, _, rest = plain.partition(" ")
    first, after = _amount(rest) if word in BETWEEN else (None, "")
    return _range("plain", first, after) if first else None


def _single(qualifier: str, amount: _Amount, rest: str) -> Printed | None:
    value = amount.value
    if amount.plus:
        qualifier = "at_least"
    figures = {
        "plain": Printed(best=value),
        "about": Printed(best=value),
        "more_than": Printed(low=value),
        "at_least": Printed(low=value),
        "nearly": Printed(best=value, high=value),
        "up_to": Printed(high=value),
        "less_than": Printed(high=value),
    }
    return _ended(replace(figures[qualifier], qualifier=qualifier, step=amount.step), rest)


def _ended(printed: Printed, rest: str) -> Printed | None:
    """The figure with the words of its unit, if nothing but such words follows."""
    found = _UNIT.fullmatch(rest)
    return replace(printed, unit=(found["unit"] or "").strip()) if found else None
