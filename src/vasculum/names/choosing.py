"""One of several candidates chosen by the evidence; when the evidence does not decide, none is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vasculum.names.evidence import DECISIVE_CONFLICT, MARGIN, weight
from vasculum.names.query import Query
from vasculum.names.usages import Usage

PER_ERROR = 3
LEAST_WHEN_NEAR = -1


class Choice(NamedTuple):
    """The candidate that was chosen with what speaks for it, its rivals when none was, and the others."""

    usage: Usage | None = None
    weight: int = 0
    distance: int = 0
    rivals: tuple[Usage, ...] = ()
    others: tuple[Usage, ...] = ()


_Weighed = tuple[int, int, Usage]


def choose(query: Query, candidates: Sequence[Usage], distances: Mapping[str, int], literal: str = "") -> Choice:
    """Weighs candidates against each other; `distances` are those of canonical names that are not spelled as asked for.

    `literal` is the canonical name letter by letter: it decides between spellings that share a search key.
    """
    if len(candidates) == 1 and not distances:
        only = candidates[0]
        alone = weight(query, only)
        return Choice(only, alone) if alone > DECISIVE_CONFLICT else Choice(others=(only,))
    weighed = [
        (weight(query, usage) + 2 * (usage.canonical_name == literal), _far(usage, distances), usage) for usage in candidates
    ]
    standing = [each for each in weighed if each[0] > (LEAST_WHEN_NEAR - 1 if each[1] else DECISIVE_CONFLICT)]
    if not standing:
        return Choice(others=tuple(candidates))
    return _of_the_best(standing, candidates)


def _far(usage: Usage, distances: Mapping[str, int]) -> int:
    return distances.get(usage.canonical_name, 0)


def _score(weighed: _Weighed) -> int:
    return weighed[0] - PER_ERROR * weighed[1]


def _of_the_best(standing: list[_Weighed], candidates: Sequence[Usage]) -> Choice:
    best = max(standing, key=_score)
    rivals = [each for each in standing if _score(each) > _score(best) - MARGIN]
    if len(rivals) > 1:
        best_of_taxon = _accepted_among(rivals)
        if best_of_taxon is None:
            names = tuple(usage for _, _, usage in rivals)
            return Choice(rivals=names, others=tuple(usage for usage in candidates if usage not in names))
        best = best_of_taxon
    others = tuple(usage for usage in candidates if usage is not best[2])
    return Choice(best[2], best[0], best[1], others=others)


def _accepted_among(rivals: list[_Weighed]) -> _Weighed | None:
    """The accepted usage, when all the others are synonyms of it: then they are one taxon."""
    accepted = [each for each in rivals if not each[2].is_synonym]
    if len(accepted) != 1:
        return None
    taxon = accepted[0][2].key
    same = all(usage.key == taxon or usage.accepted_key == taxon for _, _, usage in rivals)
    return accepted[0] if same else None
