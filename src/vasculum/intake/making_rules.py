"""A rule for columns that need more than a name, made of what a person fills in: joined, parted, taken apart, replaced."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from enum import Enum

from vasculum.intake.rules import places_of
from vasculum.mapping.applying import Applying
from vasculum.mapping.document import Constant, Mapping, Rule
from vasculum.mapping.patterns import Pattern, PatternError, pattern

MOST_COLUMNS, MOST_PIECES, PREVIEWED = 6, 6, 8
BETWEEN = " = "
ROWS = ("ac:Multimedia", "dwc:Identification", "dwc:MeasurementOrFact")
"""The kinds of rows beside a specimen that a form offers; a mapping file may use any."""


class Fault(Enum):
    """Why a rule cannot be."""

    NO_COLUMN = "no column"
    NO_TERM = "no term"
    BAD_PATTERN = "bad pattern"
    PIECE_WITHOUT_TERM = "piece without term"
    NO_SUCH_PIECE = "no such piece"
    NOT_PARTED = "several terms without parting"
    NO_ROWS = "several rows of no kind"
    SEVERAL_OF_ONE = "several parts that are parted once more"
    TAKEN = "taken"
    BAD_VALUE = "bad value"


class RuleFault(Exception):
    """A rule that cannot be; `fault` says why, `about` names the text at fault."""

    def __init__(self, fault: Fault, about: str = "") -> None:
        super().__init__(fault.value, about)
        self.fault, self.about = fault, about


@dataclass(frozen=True, slots=True)
class Said:
    """What a person filled in: columns in order, patterns and replacements a line each, pieces with their terms."""

    columns: Sequence[str]
    join: str
    split: str
    each: str
    patterns: Sequence[str]
    pieces: Sequence[tuple[str, str]]
    row_type: str
    row: str
    values: Sequence[str]
    unit: str
    skip: bool


def said_of(rule: Rule) -> Said:
    """What a form shows for a rule."""
    names = rule.names or ("",) * len(rule.to)
    return Said(
        rule.columns, rule.join, rule.split, rule.each, [each.written for each in rule.patterns],
        list(zip(names, rule.to, strict=True)), rule.row_type, rule.row,
        [f"{said}{BETWEEN}{meant}" for said, meant in rule.values.items()], rule.unit, rule.skip,
    )  # fmt: skip


def rule_of(said: Said) -> Rule:
    """The rule a person means; raises RuleFault."""
    if not said.columns:
        raise RuleFault(Fault.NO_COLUMN)
    if said.skip:
        return Rule(tuple(said.columns), join=said.join, skip=True, reason="DECIDED")
    patterns = tuple(_pattern(each) for each in said.patterns)
    pieces = [(name, term) for name, term in said.pieces if term]
    rule = Rule(
        tuple(said.columns), tuple(term for _, term in pieces), said.row_type, said.row, said.join, said.split, said.each,
        patterns, tuple(name for name, _ in pieces) if patterns else (), dict(_values(said.values)), said.unit, reason="DECIDED",
    )  # fmt: skip
    _check_pieces(rule, said.pieces)
    _check_parting(rule)
    return rule


def _pattern(written: str) -> Pattern:
    try:
        return pattern(written)
    except PatternError as error:
        raise RuleFault(Fault.BAD_PATTERN, written) from error


def _values(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        text, sign, meant = line.partition("=")
        if not sign or not text.strip():
            raise RuleFault(Fault.BAD_VALUE, line)
        yield text.strip(), meant.strip()


def _check_pieces(rule: Rule, pieces: Sequence[tuple[str, str]]) -> None:
    known = [name for each in rule.patterns for name in each.names]
    if missing := [name for name in rule.names if name not in known]:
        raise RuleFault(Fault.NO_SUCH_PIECE, missing[0])
    if rule.patterns and not rule.to:
        raise RuleFault(Fault.PIECE_WITHOUT_TERM, known[0])
    if unnamed := [name for name, term in pieces if name and not term and rule.patterns]:
        raise RuleFault(Fault.PIECE_WITHOUT_TERM, unnamed[0])


def _check_parting(rule: Rule) -> None:
    if len(rule.to) > 1 and not rule.patterns and not rule.split:
        raise RuleFault(Fault.NOT_PARTED)
    if rule.each and not rule.row_type:
        raise RuleFault(Fault.NO_ROWS)
    if rule.each and (len(rule.to) > 1 or rule.patterns or rule.split):
        raise RuleFault(Fault.SEVERAL_OF_ONE)
    if not rule.to and (rule.split or rule.each or rule.row_type):
        raise RuleFault(Fault.NO_TERM)
    if len(set(rule.to)) < len(rule.to):
        raise RuleFault(Fault.TAKEN, next(term for term in rule.to if rule.to.count(term) > 1))


def with_rule(mapping: Mapping, at: int | None, rule: Rule) -> Mapping:
    """A mapping with a rule in the place of the one at `at`, a new one for None; what its columns were by name alone goes.

    Columns that no rule speaks of any more keep their headings. Raises RuleFault where another column is one of its terms.
    """
    before = mapping.rules[at].columns if at is not None else ()
    kept: list[Rule | None] = []
    for place, each in enumerate(mapping.rules):
        is_named = len(each.columns) == 1 and each.columns[0] in rule.columns and not each.row_type
        goes = place == at or (is_named and (each.is_plain or at is None))
        kept.append(None if goes else each)
    for other in filter(None, kept):
        if shared := places_of(other) & places_of(rule):
            raise RuleFault(Fault.TAKEN, min(shared)[2])
    first = kept.index(None) if None in kept else len(kept)
    rules = [*filter(None, kept[:first]), rule, *filter(None, kept[first:])]
    return replace(mapping, rules=(*rules, *_own(before, rules)))


def without_rule(mapping: Mapping, at: int) -> Mapping:
    """A mapping without the rule at `at`: its columns keep their headings."""
    rules = [each for place, each in enumerate(mapping.rules) if place != at]
    return replace(mapping, rules=(*rules, *_own(mapping.rules[at].columns, rules)))


def _own(columns: Iterable[str], rules: Iterable[Rule]) -> list[Rule]:
    spoken_for = {column for rule in rules for column in rule.columns}
    return [Rule((column,), reason="DECIDED") for column in columns if column not in spoken_for]


def with_constants(mapping: Mapping, chosen: MappingOf[str, str]) -> Mapping:
    """A mapping with these texts (by term) that every specimen has; constants of rows beside specimens stay as they are."""
    of_rows = [each for each in mapping.constants if each.row_type]
    constants = [Constant(term, text.strip()) for term, text in chosen.items() if term and text.strip()]
    return replace(mapping, constants=(*constants, *of_rows))


@dataclass(frozen=True, slots=True)
class Given:
    """What a rule makes of a row: the texts it was given, what they become (row type, term, text), whether no pattern fitted."""

    number: int
    texts: Sequence[str]
    becomes: Sequence[tuple[str, str, str]]
    is_unlike: bool


def given(rule: Rule, headings: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> list[Given]:
    """What a rule makes of the first rows (number and cells) that fill its columns."""
    places = [headings.index(column) for column in rule.columns if column in headings]
    applying = Applying(Mapping("", rules=(replace(rule, perhaps=""),)), [headings[at] for at in places])
    found: list[Given] = []
    for number, cells in rows:
        texts = [cells[at] if at < len(cells) else "" for at in places]
        if len(found) == PREVIEWED:
            break
        if any(text.strip() for text in texts):
            unlike = sum(applying.unmatched.values())
            told = applying(texts)
            becomes = [("", name, text) for name, text in told.core.items()]
            becomes += [(row_type, name, text) for row_type, row in told.rows for name, text in row.items()]
            found.append(Given(number, texts, becomes, sum(applying.unmatched.values()) > unlike))
    return found


def state_of(mapping: str) -> str:
    """A short digest of a mapping's text, by which a form knows that nobody else changed it.

    >>> state_of("name: a") == state_of("name: a"), state_of("name: a") == state_of("name: b")
    (True, False)
    """
    return hashlib.sha256(mapping.encode()).hexdigest()[:16]
