"""Rows of the ledger as the public may see them, all at once: the same as `record`, in columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from vasculum.engine.kernel import Kernel, literal, quoted
from vasculum.protection.record import IDENTIFICATION, IDENTIFIED_AS, NAMES, names_of
from vasculum.protection.rules import NOWHERE, Category, Evidence, Kept, Rules
from vasculum.protection.snapping import snapping, uncertainty, words
from vasculum.protection.treatment import GENERALIZATIONS, WITHHELD, Treatment, treatment

PUBLIC = "public_rows"
_DECIDED = "protected_cells"
_BETWEEN = "\x1f"
_PLACED = ("decimal_latitude", "decimal_longitude")


def public_rows(kernel: Kernel, relation: str, rules: Rules, kept: Mapping[str, Kept], source: str = "") -> str:
    """Makes the view `public_rows` over a relation with the columns of the ledger, and gives its name; or the relation itself.

    `kept` tells of each source where its records are kept; `source` is the one of all rows where the relation does not say.
    """
    if not rules:
        return relation
    columns = kernel.columns(relation)
    looked_at = _looked_at(columns, rules, source)
    key = f"concat_ws({literal(_BETWEEN)}, {', '.join(looked_at.values())})"
    met = _decide(kernel, relation, key, list(looked_at), rules, kept)
    others = f"SELECT * FROM {relation} ANTI JOIN {_DECIDED} ON {key} = cells"
    parts = [_part(relation, key, number, category, columns) for number, category in enumerate(Category) if category in met]
    kernel.run(f"CREATE OR REPLACE VIEW {PUBLIC} AS {' UNION ALL BY NAME '.join((others, *parts))}")
    return PUBLIC


def _part(relation: str, key: str, number: int, category: Category, columns: Mapping[str, str]) -> str:
    """The records of one category, as the public may see them."""
    shown = ", ".join(_shown(name, columns, category) for name in dict.fromkeys((*columns, GENERALIZATIONS, WITHHELD)))
    return (
        f"SELECT {shown} FROM {relation} SEMI JOIN (FROM {_DECIDED} WHERE category = {number}) decided ON {key} = decided.cells"
    )


def _looked_at(columns: Collection[str], rules: Rules, source: str) -> dict[str, str]:
    """The cells that rules look at, by name, as expressions without NULL."""
    wanted = dict.fromkeys((*NAMES, "country_code", "subdivision_code", "accepted_name", *rules.terms))
    found = {name: f"replace(coalesce({quoted(name)}, ''), {literal(_BETWEEN)}, ' ')" for name in wanted if name in columns}
    if f"{IDENTIFICATION}[]" in columns:
        found[IDENTIFICATION] = _identified(quoted(f"{IDENTIFICATION}[]"))
    if set(_PLACED) <= set(columns):
        found |= {f"box {key}": _in_box(rules, key) for key in rules.boxes}
    found["source"] = "source" if "source" in columns else literal(source)
    return found


def _identified(rows: str) -> str:
    paths = (f"""coalesce(array_to_string(json_extract_string({rows}, '$[*]."{term}"'), '|'), '')""" for term in IDENTIFIED_AS)
    return " || '|' || ".join(paths)


def _in_box(rules: Rules, key: str) -> str:
    box = rules.boxes[key]
    east = f"decimal_longitude BETWEEN {box.west!r} AND {box.east!r}"
    around = f"NOT (decimal_longitude > {box.east!r} AND decimal_longitude < {box.west!r})"
    inside = f"({east if box.west <= box.east else around}) AND decimal_latitude BETWEEN {box.south!r} AND {box.north!r}"
    return f"coalesce(({inside})::VARCHAR, '')"


def _decide(
    kernel: Kernel, relation: str, key: str, names: Sequence[str], rules: Rules, kept: Mapping[str, Kept]
) -> frozenset[Category]:
    """Makes the table of the cells of protected records, with the number of their category; distinct ones are looked at once.

    Gives the categories that are met.
    """
    protected: dict[str, int] = {}
    for [cells] in kernel.rows(f"SELECT DISTINCT {key} FROM {relation}"):
        category = rules.category(_evidence(dict(zip(names, cells.split(_BETWEEN), strict=False)), rules, kept))
        if category is not None:
            protected[cells] = list(Category).index(category)
    columns: dict[str, tuple[str, Sequence[Any]]] = {
        "cells": ("VARCHAR", list(protected)),
        "category": ("INTEGER", list(protected.values())),
    }
    kernel.create_table(_DECIDED, columns)
    return frozenset(list(Category)[number] for number in protected.values())


def _evidence(cells: Mapping[str, str], rules: Rules, kept: Mapping[str, Kept]) -> Evidence:
    place = kept.get(cells["source"], NOWHERE)
    identified = tuple(filter(None, cells.get(IDENTIFICATION, "").split("|")))
    return Evidence(
        names_of(cells, identified, cells.get("accepted_name", "")),
        cells.get("country_code", ""),
        cells.get("subdivision_code", ""),
        place.institution,
        place.collection,
        {term: cells.get(term, "") for term in rules.terms},
        {key: told == "true" for key in rules.boxes if (told := cells.get(f"box {key}", ""))},
    )


def _shown(name: str, columns: Mapping[str, str], category: Category) -> str:
    """A column as the public may see it in a record of a category."""
    kind = columns.get(name, "VARCHAR")
    return f"{_made(name, kind, quoted(name) if name in columns else f'NULL::{kind}', category)} AS {quoted(name)}"


def _made(name: str, kind: str, cell: str, category: Category) -> str:
    how = treatment(name, category)
    if how is Treatment.KEPT:
        return cell
    made = _expression(how, category)
    if made is None:
        return f"CASE WHEN {cell} IS NOT NULL THEN []::{kind} END" if kind.endswith("[]") else f"NULL::{kind}"
    if how in {Treatment.GENERALIZED, Treatment.WITHHELD}:
        return made
    return f"CASE WHEN {cell} IS NOT NULL THEN ({made})::{kind} END"


def _expression(how: Treatment, category: Category) -> str | None:
    generalized, withheld = words(category)
    one_year = "year(event_date_start) = year(coalesce(event_date_end, event_date_start))"
    year = f"CASE WHEN {one_year} THEN lpad(year(event_date_start)::VARCHAR, 4, '0') END"
    everywhere = {
        Treatment.YEAR: year,
        Treatment.FIRST_DAY: f"CASE WHEN {one_year} THEN make_date(year(event_date_start), 1, 1) END",
        Treatment.LAST_DAY: f"CASE WHEN {one_year} THEN make_date(year(event_date_start), 12, 31) END",
        Treatment.GENERALIZED: f"nullif({literal(generalized)}, '')",
        Treatment.WITHHELD: f"nullif({literal(withheld)}, '')",
    }
    return everywhere.get(how) or (_placed(how, category) if category.cells else None)


def _placed(how: Treatment, category: Category) -> str | None:
    known = "decimal_latitude IS NOT NULL AND decimal_longitude IS NOT NULL"
    cells = str(category.cells)
    made = {
        Treatment.LATITUDE: snapping("decimal_latitude", cells, 90),
        Treatment.LONGITUDE: snapping("decimal_longitude", cells, 180),
        Treatment.UNCERTAINTY: f"{uncertainty(category)}.0",
        Treatment.DATUM: "'EPSG:4326'",
    }.get(how)
    return f"CASE WHEN {known} THEN {made} END" if made else None
