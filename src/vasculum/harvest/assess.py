"""Assess: the columns that judge a record, over what it says and what was understood of it."""

from __future__ import annotations

from collections.abc import Collection

from vasculum.quality.mids import elements_expression, level_expression, mapping_set

DISCIPLINES = ("biology", "geology", "paleontology")


def mids_columns(verbatim: Collection[str]) -> dict[str, str]:
    """The MIDS elements met, as a bit mask, and the level reached, each by the mapping set of the record's discipline."""
    sets = {discipline: mapping_set(discipline) for discipline in DISCIPLINES}
    elements = {name: elements_expression(each, verbatim) for name, each in sets.items()}
    levels = {name: level_expression(each, "mids_elements") for name, each in sets.items()}
    return {"mids_elements": _by_discipline(elements), "mids_level": _by_discipline(levels)}


def _by_discipline(expressions: dict[str, str]) -> str:
    cases = " ".join(f"WHEN '{name}' THEN {expression}" for name, expression in expressions.items() if name != "biology")
    return f"CASE mids_discipline {cases} ELSE {expressions['biology']} END"
