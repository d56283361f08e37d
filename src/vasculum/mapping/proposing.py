"""A mapping proposed for a file nobody has mapped yet: what is sure is written down, what is not is put as a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from vasculum.formats.sheets import Heading, Noticed, Row, Sheet, open_sheets
from vasculum.formats.sheets.heading import unit_of
from vasculum.mapping.archiving import chosen_sheet, headed
from vasculum.mapping.content import Column, column_of
from vasculum.mapping.document import Mapping as MappingOfColumns
from vasculum.mapping.document import Rule
from vasculum.mapping.guessing import Guess, guess

LOOKED_AT = 400
PICTURE = "dwc:associatedMedia"
_WITH_UNIT = frozenset({"dwc:verbatimElevation", "dwc:verbatimDepth"})
_IN_METRES = frozenset(f"dwc:{end}imum{what}InMeters" for end in ("min", "max") for what in ("Elevation", "Depth"))


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found in a file: its sheets, the heading and some rows of one, a guess for each column, a mapping of them."""

    sheets: tuple[Sheet, ...]
    sheet: str
    heading: Heading
    rows: tuple[Row, ...]
    guesses: tuple[Guess, ...]
    mapping: MappingOfColumns
    noticed: Noticed


def propose(path: Path, work: Path, name: str, remembered: Mapping[str, str] | None = None, sheet: str = "") -> Proposal:
    """What is found in a file, and a mapping for it; raises ArchiveRefused where it is no table.

    `remembered` gives the terms that headings were mapped to before; `sheet` is the one to look at, the first without it.
    """
    noticed = Noticed()
    with closing(open_sheets(path, work)) as book:
        chosen = chosen_sheet(book, MappingOfColumns(name, sheet=sheet))
        heading, under = headed(book, chosen, None, noticed)
        rows = tuple(islice(under, LOOKED_AT))
        sheets = book.sheets
    columns = [column_of([row.cells[at] if at < len(row.cells) else "" for row in rows]) for at in range(len(heading.names))]
    guesses = tuple(guess(heading.names, columns, remembered))
    rules = tuple(_rule(each) for each in guesses)
    mapping = MappingOfColumns(name, 1, chosen, heading.rows, _specimen(guesses, columns), rules)
    return Proposal(sheets, chosen, heading, rows, guesses, mapping, noticed)


def _rule(guess: Guess) -> Rule:
    if guess.asks or not guess.term:
        return Rule((guess.heading,), perhaps=guess.term, confidence=guess.confidence, reason=guess.reason)
    return rule_for(guess.heading, guess.term, guess.confidence, guess.reason)


def rule_for(heading: str, term: str, confidence: float | None = None, reason: str = "DECIDED") -> Rule:
    """The rule for a column that is a term: a heading's unit goes with its numbers, pictures are rows of their own.

    >>> rule_for("Hoogte (ft)", "dwc:verbatimElevation").unit
    'ft'
    """
    unit = unit_of(heading)[1]
    if term == PICTURE:
        return Rule((heading,), ("ac:accessURI",), "ac:Multimedia", each=";", confidence=confidence, reason=reason)
    if term in _IN_METRES and unit not in ("", "m"):
        term = "dwc:verbatimElevation" if "Elevation" in term else "dwc:verbatimDepth"
    return Rule((heading,), (term,), unit=unit if term in _WITH_UNIT else "", confidence=confidence, reason=reason)


def _specimen(guesses: Sequence[Guess], columns: Sequence[Column]) -> tuple[str, ...]:
    """The column of the number where lines share it and give pictures or identifications: several lines are one specimen."""
    terms = {each.term for each in guesses if not each.asks}
    if not terms & {PICTURE, "dwc:identifiedBy", "dwc:dateIdentified"}:
        return ()
    for each, column in zip(guesses, columns, strict=True):
        if each.term == "dwc:catalogNumber" and not each.asks:
            shared = column.filled - len(column.texts)
            return (each.heading,) if column.filled and shared >= 0.2 * column.filled else ()
    return ()
