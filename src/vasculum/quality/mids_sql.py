"""The MIDS rule as column expressions (DuckDB), for millions of records at once; equal to `vasculum.quality.mids.mask`."""

from __future__ import annotations

import re
from collections.abc import Collection

from vasculum.quality.mids_sets import BLANKS, CORE, LEVELS, Cell, Element, MappingSet


def elements_expression(set: MappingSet, columns: Collection[str]) -> str:
    """An INTEGER expression: the bit mask of the elements a row has.

    The row's cells are columns named by qualified term (`dwc:catalogNumber`), NULL when empty; an extension is one VARCHAR
    column named by its row type (`gbif:Multimedia`), NULL or a JSON array of objects from terms to texts. A column that is
    not among `columns` counts as empty.
    """
    return "(" + " + ".join(_element(element, set, columns) for element in set.elements) + ")::INTEGER"


def level_expression(set: MappingSet, mask: str) -> str:
    """An INTEGER expression: the level (-1 to 3) of a row; `mask` is best a column, because the expression repeats it."""
    unmet = (f"WHEN ({mask}) & {set.flags(level)} <> {set.flags(level)} THEN {level - 1}" for level in LEVELS)
    return f"(CASE {' '.join(unmet)} ELSE {LEVELS[-1]} END)::INTEGER"


def _element(element: Element, set: MappingSet, columns: Collection[str]) -> str:
    groups = [group for group in set.criteria[element.name] if all(_column(cell) in columns for cell in group)]
    if not groups:
        return "0"
    whens = " ".join(f"WHEN {' AND '.join(map(_present, group))} THEN {element.flag}" for group in groups)
    return f"(CASE {whens} ELSE 0 END)"


def _column(cell: Cell) -> str:
    return cell.term if cell.category == CORE else cell.category


def _present(cell: Cell) -> str:
    return _is_filled(_name(cell.term), cell) if cell.category == CORE else _is_filled_in_a_row(cell)


def _is_filled_in_a_row(cell: Cell) -> str:
    rows = _name(cell.category)
    texts = f"json_extract_string({rows}, {_text(f'$[*].{_name(cell.term)}')})"
    in_a_row = f"len(list_filter({texts}, lambda text: {_is_filled('text', cell)})) > 0"
    return f"(CASE WHEN contains({rows}, {_text(_name(cell.term))}) THEN {in_a_row} ELSE false END)"


def _is_filled(text: str, cell: Cell) -> str:
    """NULL for an empty cell; a regular expression costs a sixteenth of what `trim` does with these blanks."""
    removed = "|".join(map(re.escape, sorted(cell.removed)))
    return f"NOT regexp_full_match({text}, {_text(f'[{BLANKS}]*({removed})?[{BLANKS}]*')})"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
