"""GBIF's occurrence flags as data: their names, what a node decides of them, and the remarks that mean the same."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Issue:
    """A flag of GBIF's OccurrenceIssue.

    `decided` is `remark`, `value`, `row` or `no`; `source` names what it is decided from, `why_not` says why it is not.
    """

    flag: str
    group: str
    level: str
    deprecated: bool
    decided: str
    source: tuple[str, ...]
    why_not: str


@cache
def issues() -> Mapping[str, Issue]:
    """Every flag by its name, in the order in which flags are listed."""
    return {row["flag"]: _issue(row) for row in rows("occurrence_issues")}


def _issue(row: Mapping[str, str]) -> Issue:
    said = (row["flag"], row["group"], row["level"], row["deprecated"] == "yes", row["decided"])
    return Issue(*said, tuple(row["from"].split()), row["why_not"])


def in_order(flags: Iterable[str]) -> tuple[str, ...]:
    """Flags each once, in the order of the table.

    >>> in_order(["TAXON_MATCH_NONE", "COUNTRY_INVALID", "TAXON_MATCH_NONE"])
    ('COUNTRY_INVALID', 'TAXON_MATCH_NONE')
    """
    given = set(flags)
    return tuple(flag for flag in issues() if flag in given)


def flags_of_remarks(remarks: Iterable[str]) -> tuple[str, ...]:
    """The flags that mean the same as remarks in the form in which the ledger keeps them.

    >>> flags_of_remarks(["COUNTRY_UNKNOWN dwc:country", "DECIMAL_COMMA dwc:decimalLatitude"])
    ('COUNTRY_INVALID',)
    """
    found: list[str] = []
    for remark in remarks:
        code, _, term = remark.partition(" ")
        found += [*of_remarks().get((code, ""), ()), *of_remarks().get((code, term), ())]
    return in_order(found)


@cache
def of_remarks() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The flags of a remark's code, and of a code and term where only that term's remark means the same."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows("of_remarks"):
        key = (row["code"], row["term"])
        found[key] = (*found.get(key, ()), row["flag"])
    return found


def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The lines of a table of `terms/flags`."""
    with files("vasculum.terms").joinpath("flags", f"{name}.csv").open(encoding="utf-8") as table:
        return tuple(csv.DictReader(table))
