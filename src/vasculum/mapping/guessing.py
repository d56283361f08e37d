"""Guessing: for each column the term it most likely is, how sure that is and why; what is not sure is asked, never assumed.

Identifiers, names, days, people and coordinates are asked about below 0.85, everything else below 0.6.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vasculum.mapping.content import EXPECTED, UNNAMED, Column
from vasculum.mapping.headings import OWN, Candidate, candidates, language_of
from vasculum.mapping.spelling import folded

CRITICAL = frozenset(
    f"dwc:{name}"
    for name in (
        "catalogNumber", "occurrenceID", "otherCatalogNumbers", "recordNumber", "fieldNumber", "materialEntityID",
        "scientificName", "genus",
        "specificEpithet", "infraspecificEpithet", "recordedBy", "identifiedBy", "eventDate", "verbatimEventDate",
        "dateIdentified", "year", "decimalLatitude", "decimalLongitude", "verbatimLatitude", "verbatimLongitude",
        "verbatimCoordinates", "geodeticDatum",
    )
)  # fmt: skip
SURE, SURE_OF_CRITICAL = 0.6, 0.85
_MOST = 0.98


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column most likely is: a term ("" for the museum's own), how sure (0 to 1), and the code of the reason.

    `others` are further terms that are worth offering.
    """

    heading: str
    term: str
    confidence: float
    reason: str
    others: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether a person must say what the column is before it is used as this."""
        return bool(self.term) and self.confidence < (SURE_OF_CRITICAL if self.term in CRITICAL else SURE)


def guess(headings: Sequence[str], columns: Sequence[Column] = (), remembered: Mapping[str, str] | None = None) -> list[Guess]:
    """A guess for each column of a sheet, from its heading, from what it holds, and from what was decided before.

    `remembered` gives terms by folded heading. No two columns are taken for the same term.

    >>> [(guess.term, guess.asks) for guess in guess(["Inventarisnr", "Datum", "Kast"])]
    [('dwc:catalogNumber', False), ('dwc:eventDate', True), ('', False)]
    """
    language = language_of(headings)
    known = remembered or {}
    held = [*columns, *(Column() for _ in range(len(headings) - len(columns)))]
    found = [_of_column(heading, column, language, known) for heading, column in zip(headings, held, strict=True)]
    return _without_rivals(found)


def _of_column(heading: str, column: Column, language: str, remembered: Mapping[str, str]) -> Guess:
    if (term := remembered.get(folded(heading))) is not None:
        return Guess(heading, term, 0.97, "REMEMBERED", _offered(candidates(heading, language), term))
    weighed = sorted((_weighed(each, column) for each in candidates(heading, language)), key=lambda each: -each.confidence)
    if not weighed:
        return _by_content(heading, column)
    best = weighed[0]
    rival = weighed[1].confidence if len(weighed) > 1 else 0.0
    if best.reason == "HEADING" and best.confidence - rival < 0.08:
        best = replace(best, confidence=round(best.confidence - 0.15, 3), reason="AMBIGUOUS")
    return Guess(heading, best.term, best.confidence, best.reason, _offered(weighed, best.term))


def _offered(weighed: Sequence[Candidate], term: str) -> tuple[str, ...]:
    return tuple(each.term for each in weighed if each.term not in (term, OWN))[:4]


def _weighed(candidate: Candidate, column: Column) -> Candidate:
    """A candidate after a look at the cells: surer where they are what the term holds, less sure where they are not."""
    expected = EXPECTED.get(candidate.term)
    if expected is None or len(column.texts) < 2:
        return candidate
    share = max(column.kinds.get(kind, 0.0) for kind in expected)
    if share < 0.4:
        return Candidate(candidate.term, round(candidate.confidence - 0.35, 3), "CONTENT_DISAGREES")
    if candidate.term == "dwc:catalogNumber":
        return _weighed_number(candidate, column)
    if share < 0.7:
        return candidate
    if candidate.term == "dwc:specificEpithet" and candidate.confidence < SURE_OF_CRITICAL:
        return Candidate(candidate.term, round(candidate.confidence + 0.27 * (share >= 0.9), 3), "HEADING_AND_CONTENT")
    return Candidate(candidate.term, round(min(_MOST, candidate.confidence + 0.05), 3), "HEADING_AND_CONTENT")


def _weighed_number(candidate: Candidate, column: Column) -> Candidate:
    if column.is_running:
        return Candidate(candidate.term, round(candidate.confidence - 0.2, 3), "RUNNING_NUMBER")
    if column.is_unique:
        return Candidate(candidate.term, round(min(_MOST, candidate.confidence + 0.04), 3), "HEADING_AND_CONTENT")
    return candidate


def _by_content(heading: str, column: Column) -> Guess:
    if column.filled >= 3:
        for kind, term, most in UNNAMED:
            share = column.kinds.get(kind, 0.0)
            if share >= 0.8:
                return Guess(heading, term, round(most * share, 3), "CONTENT")
    return Guess(heading, OWN, 0.5, "UNKNOWN")


def _without_rivals(guesses: Sequence[Guess]) -> list[Guess]:
    """Of columns taken for the same term the surest has it; the others are asked about."""
    best: dict[str, int] = {}
    for at, each in enumerate(guesses):
        if each.term and (each.term not in best or each.confidence > guesses[best[each.term]].confidence):
            best[each.term] = at
    return [
        each if not each.term or best[each.term] == at else replace(each, confidence=min(each.confidence, 0.4), reason="TAKEN")
        for at, each in enumerate(guesses)
    ]
