"""What is asked of a checklist: a name, and what else the record says about the taxon."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from vasculum.names import ranks

_NAMES = ("scientificName", "name", "verbatimScientificName")
_AUTHORSHIPS = ("scientificNameAuthorship", "authorship")
_RANKS = ("rank", "taxonRank", "verbatimTaxonRank")


_NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})


class Query(NamedTuple):
    """A name to be found; `classification` holds the names above it by rank, `kingdom` to `genus`."""

    name: str
    authorship: str = ""
    rank: str = ""
    classification: Mapping[str, str] = _NOTHING_KNOWN

    @property
    def identity(self) -> tuple[str | tuple[str, str], ...]:
        """Equal for equal questions."""
        asked = (self.name, self.authorship, self.rank)
        return asked if not self.classification else (*asked, *sorted(self.classification.items()))


def query(cells: Mapping[str, Any]) -> Query:
    """The question in a mapping whose keys are named as in Darwin Core or in GBIF's web service; other keys do not matter.

    Without a scientific name, the lowest name of the classification is asked for.

    >>> query({"scientificName": "Oenanthe", "kingdom": "Animalia"})
    Query(name='Oenanthe', authorship='', rank='', classification={'kingdom': 'Animalia'})
    >>> query({"family": "Apiaceae", "genus": ""}).name
    'Apiaceae'
    """
    above = {rank: text for rank in ranks.HIGHER if (text := _first(cells, (rank,)))}
    name, rank = _first(cells, _NAMES), ranks.rank(_first(cells, _RANKS))
    if not name and above:
        lowest = list(above)[-1]
        return Query(_composed(cells, above[lowest]), "", rank if cells.get("specificEpithet") else lowest.upper(), above)
    return Query(name, _first(cells, _AUTHORSHIPS), rank, above)


def _composed(cells: Mapping[str, Any], lowest: str) -> str:
    epithets = [_first(cells, (term,)) for term in ("specificEpithet", "infraspecificEpithet")]
    return " ".join(filter(None, (lowest, *epithets))) if cells.get("genus") and epithets[0] else lowest


def _first(cells: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if isinstance(cells.get(name), str) and (text := cells[name].strip())), "")
