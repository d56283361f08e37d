"""Ranks and statuses in the spelling of the GBIF backbone, from the spellings checklists use."""

from __future__ import annotations

from functools import lru_cache

_RANKS = {
    "SP": "SPECIES",
    "SPEC": "SPECIES",
    "SSP": "SUBSPECIES",
    "SUBSP": "SUBSPECIES",
    "VAR": "VARIETY",
    "VARIETAS": "VARIETY",
    "F": "FORM",
    "FO": "FORM",
    "FORMA": "FORM",
    "GEN": "GENUS",
    "SUBGEN": "SUBGENUS",
    "FAM": "FAMILY",
    "ORD": "ORDER",
    "CL": "CLASS",
    "DIVISION": "PHYLUM",
    "REGNUM": "KINGDOM",
    "INFRASPECIES": "INFRASPECIFIC_NAME",
    "INFRASPECIFICNAME": "INFRASPECIFIC_NAME",
}
_STATUSES = {
    "VALID": "ACCEPTED",
    "PROVISIONALLY_ACCEPTED": "DOUBTFUL",
    "AMBIGUOUS_SYNONYM": "SYNONYM",
    "INVALID": "SYNONYM",
    "NOT_ACCEPTED": "SYNONYM",
    "UNACCEPTED": "SYNONYM",
    "OBJECTIVE_SYNONYM": "HOMOTYPIC_SYNONYM",
    "SUBJECTIVE_SYNONYM": "HETEROTYPIC_SYNONYM",
    "PRO_PARTE_SYNONYM": "PROPARTE_SYNONYM",
    "MISAPPLIED_NAME": "MISAPPLIED",
}
_SAYS_NOTHING = frozenset({"", "UNRANKED", "OTHER", "INFRASPECIFIC_NAME", "INFRAGENERIC_NAME", "SUPRAGENERIC_NAME"})
HIGHER = ("kingdom", "phylum", "class", "order", "family", "genus")


@lru_cache(4_096)
def rank(text: str) -> str:
    """A rank as GBIF writes it; one that the table does not know stays, in capitals.

    >>> rank("subsp."), rank("Species"), rank("")
    ('SUBSPECIES', 'SPECIES', '')
    """
    written = "_".join(text.replace(".", " ").replace("-", " ").upper().split())
    return _RANKS.get(written, written)


def status(text: str) -> str:
    """A taxonomic status as GBIF writes it.

    >>> status("heterotypic synonym"), status("valid")
    ('HETEROTYPIC_SYNONYM', 'ACCEPTED')
    """
    written = "_".join(text.replace("-", " ").upper().split())
    return _STATUSES.get(written, written)


def is_synonym(status: str) -> bool:
    """Whether a name with this status stands for a taxon that has another name."""
    return status.endswith("SYNONYM") or status == "MISAPPLIED"


def speaks(rank: str) -> bool:
    """Whether a rank says at which level a name stands."""
    return rank not in _SAYS_NOTHING
