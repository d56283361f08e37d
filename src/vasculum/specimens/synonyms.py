"""What else the taxon in a question is called, by the checklists of the node: who asks for one name is told of all."""

from __future__ import annotations

from functools import lru_cache

from vasculum.harvest.backbones import checklists
from vasculum.names import BackboneUnusable, Checklists
from vasculum.names.same_taxon import other_names
from vasculum.search.language import read
from vasculum.search.query import NARROWING

LONGEST_NAME = 120
_FIELDS = {name.lower(): name for name in NARROWING}


def synonyms_in(text: str) -> tuple[str, ...]:
    """The other names of the taxon that the loose words of a question are the name of; none for what stands in quotes."""
    words = read(text, _FIELDS).words.strip() if text else ""
    if len(words) < 3 or len(words) > LONGEST_NAME:
        return ()
    try:
        return _asked(checklists(), words)
    except BackboneUnusable:
        return ()


@lru_cache(4_096)
def _asked(held: Checklists, words: str) -> tuple[str, ...]:
    return other_names(held, words)
