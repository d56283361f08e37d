"""What may be asked about names, and what is answered when only the name itself counts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vasculum.names import Answer, MatchType

MOST_NAMES = 1_000
MOST_SUGGESTIONS = 100
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""How a checklist may be called: it becomes the name of a file and a part of an address."""

PARAMETERS: Mapping[str, str] = {
    "name": "The scientific name, with or without its authorship.",
    "scientificName": "Another name of `name`.",
    "authorship": "The authorship, where it is not within the name.",
    "scientificNameAuthorship": "Another name of `authorship`.",
    "rank": "The rank, such as SPECIES.",
    "taxonRank": "Another name of `rank`.",
    "kingdom": "A taxon above, as are the next five.",
    "phylum": "See kingdom.",
    "class": "See kingdom.",
    "order": "See kingdom.",
    "family": "See kingdom.",
    "genus": "See kingdom.",
    "specificEpithet": "With a genus, in place of a name.",
    "infraspecificEpithet": "With a genus and a specific epithet, in place of a name.",
    "strict": "true: never answer with a taxon above the name.",
    "verbose": "true: tell the alternatives.",
    "checklistKey": "The checklist to look in; all of the node without it.",
}


def truth(text: str) -> bool | None:
    """What a text says to a yes-or-no question; None when it says neither.

    >>> truth("TRUE"), truth(""), truth("maybe")
    (True, False, None)
    """
    return {"true": True, "1": True, "false": False, "0": False, "": False}.get(text.strip().lower())


def strictly(answer: Answer) -> Answer:
    """The answer when a taxon above the name is none: it is told among the alternatives."""
    if answer.match_type is not MatchType.HIGHERRANK or answer.usage is None:
        return answer
    return Answer(answer.query, MatchType.NONE, alternatives=(answer.usage, *answer.alternatives), note=answer.note)
