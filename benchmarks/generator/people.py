"""Collectors and determiners: invented, written in the ways labels and databases write them."""

from __future__ import annotations

from functools import lru_cache
from random import Random

from benchmarks.generator.words import words

SURNAMES = words("surname")
INITIALS = "ABCDEFGHJKLMNOPRSTVWXY"
STYLES = (
    "{initials} {surname}",
    "{surname}, {initials}",
    "{surname} {initials}",
    "{surname}",
    "Dr. {initials} {surname}",
    "{initials} {surname} & {second}",
    "{surname}, {initials} | {second}",
    "{initials} {surname} et al.",
    "Frère {surname}",
)


@lru_cache(maxsize=30_000)
def collector(number: int) -> str:
    """The name or names of the collector of this rank, always written in the same way."""
    draw = Random(number)
    rest, surname = divmod(number, len(SURNAMES))
    first, second = INITIALS[rest % len(INITIALS)], INITIALS[rest // len(INITIALS) % len(INITIALS)]
    return draw.choice(STYLES).format(
        initials=f"{first}.{second}.",
        surname=SURNAMES[surname],
        second=f"{draw.choice(INITIALS)}. {draw.choice(SURNAMES)}",
    )
