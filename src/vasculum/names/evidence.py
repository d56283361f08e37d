"""What speaks for and against a candidate beside its name: authorship, rank and classification."""

from __future__ import annotations

from collections.abc import Mapping

from vasculum.names.authorship import Agreement, agreement
from vasculum.names.query import Query
from vasculum.names.ranks import speaks
from vasculum.names.spelling import key
from vasculum.names.usages import Usage

MARGIN = 2
DECISIVE_CONFLICT = -6
_OF_AUTHORSHIP = {Agreement.SAME: 5, Agreement.ALIKE: 3, Agreement.UNKNOWN: 0, Agreement.DIFFERENT: -4}
_OF_RANK = {"kingdom": (2, -2), "phylum": (1, -2), "class": (1, -2), "order": (1, -1), "family": (3, -2)}
_POSITIONS = {"kingdom": 8, "phylum": 9, "class": 10, "order": 11, "family": 12}
_KINGDOMS = {
    "animalia": "animals",
    "metazoa": "animals",
    "plantae": "plants",
    "viridiplantae": "plants",
    "fungi": "fungi",
    "bacteria": "prokaryotes",
    "archaea": "prokaryotes",
    "prokaryota": "prokaryotes",
    "viruses": "viruses",
}
_HARD = -8
_ONCE_ONE = frozenset({frozenset({"plants", "fungi"})})


def weight(query: Query, usage: Usage) -> int:
    """What the evidence says for a candidate, above zero, or against it; zero when it says nothing."""
    total = _OF_AUTHORSHIP[agreement(query.authorship, usage.authorship)] if query.authorship else 0
    if query.rank and usage.rank and speaks(query.rank) and speaks(usage.rank):
        total += 2 if query.rank == usage.rank else -2
    return total + (_of_classification(query.classification, usage) if query.classification else 0)


def _of_classification(given: Mapping[str, str], usage: Usage) -> int:
    """A rank that one side leaves empty says nothing; the genus says nothing, as a synonym may stand in another one."""
    total = 0
    for rank, (agreeing, conflicting) in _OF_RANK.items():
        mine, yours = given.get(rank, ""), usage[_POSITIONS[rank]]
        if mine and yours:
            if mine == yours or key(mine) == key(yours):
                total += agreeing
            else:
                total += _of_kingdoms(mine, yours) if rank == "kingdom" else conflicting
    return total


def _of_kingdoms(mine: str, yours: str) -> int:
    """Kingdoms that no classification ever took for one another speak decisively against a candidate."""
    one, other = _KINGDOMS.get(key(mine)), _KINGDOMS.get(key(yours))
    if one is None or other is None or frozenset({one, other}) in _ONCE_ONE:
        return -2
    return 2 if one == other else _HARD
