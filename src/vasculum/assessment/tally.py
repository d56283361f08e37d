"""Tallies: how many specimens a source has, how far they are digitised, and what is wrong with how many of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Found:
    """In how many records a problem was found, and the PIDs of the first of them."""

    records: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted over the newest version of each specimen that is not gone.

    `untroubled` records have no problem above the level `info`. `levels` are MIDS levels as text. `found` counts records by
    the key of a problem (`remark:CODE`, `flag:CODE`, `bdq:LABEL`, `mids:Element`). `gains` counts, by MIDS element, the
    records that it alone keeps from the next level; `cured` counts, by remedy, the records with a problem that it ends.
    `answers` counts the letters of each TDWG test by GUID.
    """

    specimens: int = 0
    untroubled: int = 0
    levels: Mapping[str, int] = field(default_factory=dict)
    found: Mapping[str, Found] = field(default_factory=dict)
    gains: Mapping[str, int] = field(default_factory=dict)
    cured: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def tally_of(stored: Mapping[str, Any]) -> Tally:
    """The tally behind its JSON object."""
    found = {key: Found(each["records"], tuple(each["examples"])) for key, each in stored["found"].items()}
    return Tally(**{**stored, "found": found})


def merged(tallies: Sequence[Tally]) -> Tally:
    """The tally of several sources together.

    >>> merged([Tally(2, levels={"0": 2}), Tally(3, levels={"0": 1, "1": 2})]).levels
    {'0': 3, '1': 2}
    """
    return Tally(
        specimens=sum(tally.specimens for tally in tallies),
        untroubled=sum(tally.untroubled for tally in tallies),
        levels=_summed(tally.levels for tally in tallies),
        found=_joined([tally.found for tally in tallies]),
        gains=_summed(tally.gains for tally in tallies),
        cured=_summed(tally.cured for tally in tallies),
        answers=_summed_twice([tally.answers for tally in tallies]),
    )


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)


def _summed_twice(counts: Sequence[Mapping[str, Mapping[str, int]]]) -> dict[str, dict[str, int]]:
    keys = dict.fromkeys(key for each in counts for key in each)
    return {key: _summed(each.get(key, {}) for each in counts) for key in keys}


def _joined(parts: Sequence[Mapping[str, Found]]) -> dict[str, Found]:
    keys = dict.fromkeys(key for part in parts for key in part)
    return {key: together(part[key] for part in parts if key in part) for key in keys}


def together(parts: Iterable[Found]) -> Found:
    """The same problem found in several sets of records that share none.

    >>> together([Found(7, ("a", "b", "c", "d")), Found(2, ("e", "f"))])
    Found(records=9, examples=('a', 'b', 'c', 'd', 'e'))
    """
    listed = list(parts)
    examples = tuple(pid for part in listed for pid in part.examples)
    return Found(sum(part.records for part in listed), examples[:EXAMPLES])
