"""Applying: one line of a sheet, by the rules of a mapping, to what it says of a specimen and to rows of extensions.

Nothing is lost: a column without a rule keeps its heading, and so does one whose text was taken apart or replaced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from vasculum.mapping.document import Constant, Rule
from vasculum.mapping.document import Mapping as MappingOfColumns

_BARE_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:\s*[-–]\s*\d+(?:[.,]\d+)?)?")
_GAP = " – "
Tell = Callable[[str, int], None]


@dataclass(slots=True)
class Told:
    """What a line tells: texts by term or heading, and the rows of extensions by row type."""

    core: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def own_heading(heading: str) -> str:
    """A heading under which a column of the museum's own is kept; a colon would make it a term.

    >>> own_heading("Vindplaats: kast"), own_heading("Nota:")
    ('Vindplaats – kast', 'Nota')
    """
    return _GAP.join(part.strip() for part in heading.split(":") if part.strip()) or "column"


class Applying:
    """A mapping made ready for the headings of a sheet; call it with the cells of a line.

    `missing` are columns that rules name and the sheet does not have. `unmatched` counts texts that no pattern fitted.
    `constants` are those of the specimen; they fill gaps and never take the place of a text.
    """

    def __init__(self, mapping: MappingOfColumns, headings: Sequence[str]) -> None:
        places = _places(headings)
        self.missing = [name for rule in mapping.rules for name in rule.columns if name not in places]
        self.unmatched: dict[str, int] = {}
        self.headings = headings
        self._plain, self._others = _sorted_rules(mapping, headings, places)
        self.constants = {each.to: each.value for each in mapping.constants if not each.row_type}
        self._of_rows: dict[str, list[Constant]] = {}
        for each in mapping.constants:
            if each.row_type:
                self._of_rows.setdefault(each.row_type, []).append(each)
        self._specimen = [places[name] for name in mapping.specimen if name in places]

    def __call__(self, cells: Sequence[str]) -> Told:
        """What a line tells, with the constants where it says nothing."""
        told = self.said(cells)
        if self.constants:
            told.core = {**self.constants, **told.core}
        return told

    def said(self, cells: Sequence[str]) -> Told:
        """What a line itself tells of its specimen, without the constants."""
        told = Told()
        width = len(cells)
        for at, name in self._plain:
            if at < width and (text := cells[at]) and not (name in self.constants and text.isspace()):
                told.core[name] = text
        drafts: dict[tuple[str, str], dict[str, str]] = {}
        for rule, places in self._others:
            self._apply(rule, [cells[at] if at < width else "" for at in places], told, drafts)
        told.rows += [(row_type, row) for (row_type, _), row in drafts.items() if row]
        for row_type, row in told.rows:
            for each in self._of_rows.get(row_type, ()):
                row.setdefault(each.to, each.value)
        return told

    def specimen_of(self, cells: Sequence[str]) -> str:
        """What tells of which specimen a line is, where a mapping says so; empty where nothing is filled."""
        parts = [cells[at].strip() if at < len(cells) else "" for at in self._specimen]
        return "|".join(parts) if any(parts) else ""

    def _apply(self, rule: Rule, texts: list[str], told: Told, drafts: dict[tuple[str, str], dict[str, str]]) -> None:
        filled = [text.strip() if len(texts) > 1 else text for text in texts if text.strip()]
        if not filled or rule.skip:
            return
        text = rule.join.join(filled)
        values = self._values(rule, text)
        if values is None or rule.patterns or (rule.values and not rule.each and text not in values.values()):
            kept = drafts.setdefault((rule.row_type, rule.row), {}) if rule.row_type else told.core
            kept[own_heading(rule.columns[0])] = text
        if values is None:
            self.unmatched[rule.columns[0]] = self.unmatched.get(rule.columns[0], 0) + 1
        elif rule.each:
            parts = [part.strip() for part in text.split(rule.each) if part.strip()]
            told.rows += [(rule.row_type, {rule.to[0]: rule.values.get(part, part)}) for part in parts]
        elif rule.row_type:
            drafts.setdefault((rule.row_type, rule.row), {}).update(values)
        else:
            told.core.update(values)

    def _values(self, rule: Rule, text: str) -> Mapping[str, str] | None:
        """The texts of a rule by term; None where no pattern fits."""
        if rule.patterns:
            return _taken_apart(rule, text)
        if rule.split:
            parts = [part.strip() for part in text.split(rule.split, len(rule.to) - 1)]
            return {term: _replaced(rule.values, part) for term, part in zip(rule.to, parts, strict=False) if part}
        if not rule.to:
            return {own_heading(rule.columns[0]): text}
        return {rule.to[0]: _with_unit(_replaced(rule.values, text), rule.unit)}


def _places(headings: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, heading in enumerate(headings):
        places.setdefault(heading, at)
    return places


def _sorted_rules(
    mapping: MappingOfColumns, headings: Sequence[str], places: Mapping[str, int]
) -> tuple[list[tuple[int, str]], list[tuple[Rule, list[int]]]]:
    """The columns that go to one name as they are, and the rules that need more."""
    plain: list[tuple[int, str]] = []
    others: list[tuple[Rule, list[int]]] = []
    spoken_for: set[str] = set()
    for rule in mapping.rules:
        at = [places[name] for name in rule.columns if name in places]
        spoken_for.update(rule.columns)
        if rule.is_plain and at:
            plain.append((at[0], rule.to[0] if rule.to else own_heading(rule.columns[0])))
        elif at:
            others.append((rule, at))
    plain += [(at, own_heading(heading)) for at, heading in enumerate(headings) if heading not in spoken_for]
    return plain, others


def _taken_apart(rule: Rule, text: str) -> Mapping[str, str] | None:
    for each in rule.patterns:
        pieces = each.pieces(text)
        if pieces is not None:
            named = {term: pieces[name] for name, term in zip(rule.names, rule.to, strict=True) if pieces.get(name)}
            return {term: _replaced(rule.values, piece) for term, piece in named.items()}
    return None


def _replaced(values: Mapping[str, str], text: str) -> str:
    if not values:
        return text
    bare = text.strip()
    return values.get(bare, values.get(bare.casefold(), text))


def _with_unit(text: str, unit: str) -> str:
    """A bare number with the unit of its column; a text that has one of its own stays as it is.

    >>> _with_unit("250", "m"), _with_unit("100-150", "m"), _with_unit("ca. 80 ft", "m")
    ('250 m', '100-150 m', 'ca. 80 ft')
    """
    return f"{text.strip()} {unit}" if unit and _BARE_NUMBER.fullmatch(text.strip()) else text
