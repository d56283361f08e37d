"""Answers in the shape of GBIF's name matching service, and usages in that of its suggestions."""

from __future__ import annotations

from typing import Any

from vasculum.names.answer import Answer
from vasculum.names.usages import Usage


def as_gbif(answer: Answer, alternatives: bool = True) -> dict[str, Any]:
    """An answer as GBIF's `/species/match` gives it; parts that are empty are left out, keys are texts.

    Beyond GBIF's fields it has `ambiguous`, `acceptedScientificName` and `checklistKey`. https://techdocs.gbif.org/en/openapi/v1/species
    """
    found: dict[str, Any] = {"matchType": answer.match_type.value, "confidence": answer.confidence, "ambiguous": answer.ambiguous}
    if answer.note:
        found["note"] = answer.note
    if answer.usage is not None:
        found |= _usage(answer.usage)
        if answer.usage.is_synonym and answer.accepted is not None:
            found["acceptedUsageKey"] = answer.accepted.key
        if answer.accepted is not None:
            found["acceptedScientificName"] = answer.accepted.scientific_name
    if answer.checklist:
        found["checklistKey"] = answer.checklist
    if alternatives and answer.alternatives:
        found["alternatives"] = [_usage(usage) for usage in answer.alternatives]
    return found


def as_suggestion(usage: Usage) -> dict[str, Any]:
    """A usage as GBIF's `/species/suggest` gives it."""
    return {"key": usage.key} | {name: text for name, text in _usage(usage).items() if name != "usageKey"}


def _usage(usage: Usage) -> dict[str, Any]:
    cells = {
        "usageKey": usage.key,
        "scientificName": usage.scientific_name,
        "canonicalName": usage.canonical_name,
        "authorship": usage.authorship,
        "rank": usage.rank,
        "status": usage.status,
        "acceptedUsageKey": usage.accepted_key,
    }
    return {name: text for name, text in cells.items() if text} | {"synonym": usage.is_synonym} | usage.classification
