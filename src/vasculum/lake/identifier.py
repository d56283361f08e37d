"""How the records of a source are recognised from one harvest to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vasculum.engine.kernel import Kernel, quoted
from vasculum.lake.incoming import CORE

IDENTIFIERS: Mapping[str, Sequence[str]] = {
    "dwc:occurrenceID": ("dwc:occurrenceID",),
    "dwc:materialEntityID": ("dwc:materialEntityID",),
    "dwc:materialSampleID": ("dwc:materialSampleID",),
    "id": ("id",),
    "gbif:gbifID": ("gbif:gbifID",),
    "dwc:catalogNumber": ("dwc:institutionCode", "dwc:collectionCode", "dwc:catalogNumber"),
}


def expression(rule: str, terms: Sequence[str]) -> str:
    """The expression (over `core c`) of a record's identifier under a rule of IDENTIFIERS; NULL when it is empty."""
    parts = [term for term in IDENTIFIERS[rule] if term in terms or term == "id"]
    if len(parts) == 1:
        return f"c.{quoted(parts[0])}"
    number = f"c.{quoted(parts[-1])}"
    joined = ", ".join(f"coalesce(c.{quoted(part)}, '')" for part in parts)
    return f"CASE WHEN {number} IS NOT NULL THEN concat_ws(':', {joined}) END"


def possible(terms: Sequence[str]) -> list[str]:
    """The rules by which records with these terms could be recognised, the most trustworthy first."""
    return [rule for rule, parts in IDENTIFIERS.items() if parts[-1] in terms or rule == "id"]


def choose(kernel: Kernel, terms: Sequence[str]) -> str | None:
    """The most trustworthy rule that tells about as many records apart as any; None when nothing identifies a record."""
    rules = possible(terms)
    counted = ", ".join(f"count({expression(rule, terms)})" for rule in rules)
    varied = ", ".join(f"approx_count_distinct({expression(rule, terms)})" for rule in rules)
    [row] = kernel.rows(f"SELECT {counted}, {varied} FROM {CORE} c")
    filled, distinct = row[: len(rules)], row[len(rules) :]
    most_filled, most_distinct = max(filled), max(distinct)
    for rule, count, variety in zip(rules, filled, distinct, strict=True):
        if count and count >= 0.99 * most_filled and variety >= 0.9 * most_distinct:
            return rule
    return None
