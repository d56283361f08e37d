"""What museums call their columns, in four languages and Latin, and the terms these columns mostly are.

Source: `terms/headings.csv`, a table of our own from exports and label forms known to the field; facts, not texts of others.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vasculum.mapping.spelling import folded, readings
from vasculum.terms.darwin_core import known_terms, of_heading

OWN = ""
"""Stands for a column that is the museum's own affair: it is kept under its heading."""

_EXACT = 0.99


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that a heading may mean, with how sure that is (0 to 1), and the reason's code."""

    term: str
    confidence: float
    reason: str


@cache
def _table() -> Mapping[str, tuple[tuple[str, str, float], ...]]:
    """Term, language and confidence by folded heading, also with its words written as one."""
    found: dict[str, list[tuple[str, str, float]]] = {}
    with files("vasculum.terms").joinpath("headings.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            for heading in row["headings"].split("|"):
                for key in {folded(heading), folded(heading).replace(" ", ""), heading.replace(" ", "")}:
                    found.setdefault(key, []).append((row["term"], row["language"], float(row["confidence"])))
    return {heading: tuple(entries) for heading, entries in found.items()}


def is_heading(text: str) -> bool:
    """Whether a text is something columns are called.

    >>> is_heading("Vindplaats"), is_heading("Fam."), is_heading("Rosa canina")
    (True, True, False)
    """
    return any(reading in _table() for reading, cost in readings(text) if cost < 0.1) or _is_property(of_heading(text))


def _is_property(term: str) -> bool:
    """Whether a name is a term that a column can be; classes, which begin with a capital, are none."""
    return term in known_terms() and not term.partition(":")[2][:1].isupper()


def language_of(headings: Iterable[str]) -> str:
    """The language in which most headings of a sheet make sense; empty where none stands out."""
    counts: dict[str, int] = {}
    for heading in headings:
        for language in {language for _, language, _ in _table().get(folded(heading), ())}:
            counts[language] = counts.get(language, 0) + 1
    best = sorted(counts.items(), key=lambda found: -found[1])
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else ""


def candidates(heading: str, language: str = "") -> list[Candidate]:
    """The terms a heading may mean, the surest first; those of the sheet's language before others.

    >>> candidates("Vinddatum")[0].term, candidates("eventDate")[0].reason, candidates("Kast 3")[0].term
    ('dwc:eventDate', 'DARWIN_CORE', '')
    """
    found: dict[str, Candidate] = {}
    if _is_property(exact := of_heading(heading)):
        is_written_so = " " not in heading.strip()
        found[exact] = Candidate(exact, _EXACT if is_written_so else 0.9, "DARWIN_CORE" if is_written_so else "HEADING")
    for reading, cost in readings(heading):
        for term, spoken, sure in _table().get(reading) or _table().get(reading.replace(" ", ""), ()):
            worth = sure - cost + (0.03 if spoken == language else -0.02 if language and spoken != "la" else 0)
            if term not in found or found[term].confidence < worth:
                found[term] = Candidate(term, round(min(worth, 0.98), 3), "HEADING")
        if found:
            break
    return sorted(found.values(), key=lambda candidate: -candidate.confidence)
