"""What a checklist answers: the usage, how it was found, how sure that is, and what else it might have been."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from vasculum.names.query import Query
from vasculum.names.usages import Usage


class MatchType(StrEnum):
    """How a name was found: as it is written, nearly so, only a taxon above it, or not at all."""

    EXACT = "EXACT"
    FUZZY = "FUZZY"
    HIGHERRANK = "HIGHERRANK"
    NONE = "NONE"


class Answer(NamedTuple):
    """The answer to one question.

    `usage` is None when the match type is NONE; then `alternatives` holds the usages between which nothing decides, when
    `ambiguous`, or those that were refused. `accepted` is the accepted usage, None where the checklist does not tell.
    `confidence`, 0 to 100, only puts answers in an order. `note` says why in a sentence.
    `checklist` is the key of the checklist that answers, empty where it has none or several disagree.
    """

    query: Query
    match_type: MatchType
    confidence: int = 0
    usage: Usage | None = None
    accepted: Usage | None = None
    alternatives: tuple[Usage, ...] = ()
    ambiguous: bool = False
    note: str = ""
    checklist: str = ""

    @property
    def remark(self) -> str | None:
        """The code of the remark this answer deserves, None for an exact match.

        >>> Answer(Query("Aus bus"), MatchType.NONE).remark
        'NAME_NOT_FOUND'
        """
        if self.match_type is MatchType.NONE:
            return "NAME_AMBIGUOUS" if self.ambiguous else "NAME_NOT_FOUND"
        return {MatchType.FUZZY: "NAME_MATCHED_FUZZY", MatchType.HIGHERRANK: "NAME_MATCHED_HIGHER"}.get(self.match_type)
