"""Volunteers at work: the same label read by several, each with a hand of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from examples.volunteers.labels import Label
from examples.volunteers.rates import Rate, rates
from vasculum.transcription.reading.answers import ABSENT_TEXT

CONFUSED = dict(zip("nuao173845269ecilrstf0", "unoa718395624ceilvzf6t", strict=False))
HARDER, EASIER = 1.7, 0.5
_LETTER = re.compile(r"[a-zA-Z0-9]")


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody who reads labels; `care` multiplies how often they err, `pull` is how much of the work they do."""

    name: str
    care: float
    pull: float


def volunteers(random: Random, total: int) -> list[Volunteer]:
    """`total` volunteers, a tenth of whom do about half of the work, some of them twice as careful as others."""
    return [
        Volunteer(f"volunteer {number:03d}", random.lognormvariate(-0.1, 0.45), random.paretovariate(1.05))
        for number in range(1, total + 1)
    ]


def crew(random: Random, people: Sequence[Volunteer], replicates: int) -> list[Volunteer]:
    """Different volunteers for one sheet, the busy ones more often."""
    chosen: dict[str, Volunteer] = {}
    while len(chosen) < replicates:
        one = random.choices(people, weights=[each.pull for each in people])[0]
        chosen.setdefault(one.name, one)
    return list(chosen.values())


def difficulty(random: Random) -> dict[str, bool]:
    """Which fields of a sheet are hard to read, for everybody."""
    return {rate.field: random.random() < rate.hard for rate in rates()}


def read(random: Random, label: Label, who: Volunteer, hard: dict[str, bool]) -> Label:
    """What one volunteer writes of a label."""
    return {rate.field: _field(random, label[rate.field], rate, who, hard[rate.field]) for rate in rates()}


def _field(random: Random, truth: str, rate: Rate, who: Volunteer, hard: bool) -> str:
    if not truth:
        return ABSENT_TEXT if random.random() < 0.95 else ""
    if random.random() < rate.skip * who.care:
        return ""
    if rate.is_free:
        return _free(random, truth, rate, who.care * (HARDER if hard else EASIER))
    if random.random() < (rate.wrong_hard if hard else rate.wrong) * who.care:
        return misread(truth, 0) if random.random() < rate.tempting else misread(truth, random.randrange(1, 40))
    ease = HARDER if hard else EASIER
    written = _other(truth) if random.random() < rate.other * ease else truth
    return _variant(random, written) if random.random() < rate.variant * ease else written


def misread(text: str, which: int) -> str:
    """A wrong reading of a text, one of many; the one numbered 0 is what many would read.

    >>> misread("12 Halle", 0), misread("12 Halle", 3)
    ('72 Halle', '12 Holle')
    """
    places = [match.start() for match in _LETTER.finditer(text)]
    at = places[which % len(places)] if places else 0
    sign = text[at : at + 1]
    changed = CONFUSED.get(sign.lower(), "x" if which % 2 else "")
    return f"{text[:at]}{changed}{text[at + 1 :]}{'' if which < len(places) else which}"


def _other(text: str) -> str:
    """The same said otherwise: a person with the surname first, a name without its author."""
    words = text.split()
    if "," in text:
        before, _, behind = text.partition(",")
        return f"{behind.strip()} {before}"
    return " ".join(words[:2]) if len(words) > 2 else f"{words[-1]}, {' '.join(words[:-1])}" if len(words) == 2 else text


def _variant(random: Random, text: str) -> str:
    """The same letters with other signs."""
    return random.choice((text.replace(".", ""), text.replace(". ", "."), text.upper(), f"{text}.", text.replace(",", " ,")))


def _free(random: Random, text: str, rate: Rate, trouble: float) -> str:
    parts = [part for part in text.split(", ") if random.random() > rate.part * trouble] or [text]
    words = ", ".join(parts).split()
    kept = [misread(word, random.randrange(0, 6)) if random.random() < rate.typo * trouble else word for word in words]
    written = " ".join(kept)
    return _variant(random, written) if random.random() < rate.variant else written
