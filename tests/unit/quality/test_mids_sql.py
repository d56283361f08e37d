"""The column expressions of MIDS agree with the function for one record."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.behaviour.model import examples
from vasculum.quality.mids import MappingSet, elements_expression, level_expression, mapping_set, mask, mids_of_mask
from vasculum.quality.mids_sets import BLANKS, CORE

Record = tuple[dict[str, str], dict[str, list[dict[str, str]]]]

DISCIPLINES = ("biology", "geology", "paleontology")
REMOVED = ("unknown:undigitized", "incertae sedis", "0")


def terms_of(published: MappingSet) -> dict[str, list[str]]:
    """The terms a mapping set looks at, by the class they stand in."""
    terms: dict[str, set[str]] = {}
    for alternatives in published.criteria.values():
        for cell in (cell for group in alternatives for cell in group):
            terms.setdefault(cell.category, set()).add(cell.term)
    return {category: sorted(names) for category, names in terms.items()}


def texts() -> st.SearchStrategy[str]:
    padding = st.text(st.sampled_from(BLANKS), max_size=2)
    meaning = st.one_of(
        st.sampled_from(("", *REMOVED, "0.0", "Bellis", '"dcterms:identifier"', "a\\", "'")),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5),
    )
    return st.builds(lambda before, text, after: before + text + after, padding, meaning, padding)


def rows(terms: Sequence[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(terms), texts(), max_size=len(terms))


def records(published: MappingSet) -> st.SearchStrategy[list[Record]]:
    terms = terms_of(published)
    extensions = {category: st.lists(rows(names), max_size=3) for category, names in terms.items() if category != CORE}
    return st.lists(st.tuples(rows(terms[CORE]), st.fixed_dictionaries({}, optional=extensions)), min_size=1, max_size=8)


def stored(record: Record, columns: Sequence[str]) -> list[str | None]:
    """A record as the harvest holds it: empty cells NULL, an extension as JSON without its empty cells."""
    core, extensions = record
    written = {name: _json(list_of_rows) for name, list_of_rows in extensions.items() if list_of_rows}
    return [(core | written).get(column) or None for column in columns]


def _json(list_of_rows: Sequence[Mapping[str, str]]) -> str:
    return json.dumps([{term: text for term, text in row.items() if text} for row in list_of_rows])


def computed(batch: Sequence[Record], columns: Sequence[str], published: MappingSet) -> list[tuple[int, int]]:
    line = "(" + ", ".join(["?::VARCHAR"] * (len(columns) + 1)) + ")"
    names = ", ".join(f'"{column}"' for column in ("number", *columns))
    sql = f"""
        SELECT mask, {level_expression(published, "mask")}
        FROM (SELECT number, {elements_expression(published, columns)} AS mask
              FROM (VALUES {", ".join([line] * len(batch))}) AS record({names}))
        ORDER BY number::INTEGER"""
    cells = [cell for number, record in enumerate(batch) for cell in (str(number), *stored(record, columns))]
    with duckdb.connect() as connection:
        return connection.execute(sql, cells).fetchall()


@pytest.mark.parametrize("discipline", DISCIPLINES)
@settings(max_examples=examples(12, 200))
@given(data=st.data())
def test_the_expressions_give_the_mask_and_the_level_of_the_function(discipline: str, data: st.DataObject) -> None:
    published = mapping_set(discipline)
    batch = data.draw(records(published))
    columns = sorted({column for core, extensions in batch for column in (*core, *extensions)})
    masks = [mask(core, extensions, published) for core, extensions in batch]
    assert computed(batch, columns, published) == [(one, mids_of_mask(one, published).level) for one in masks]


@pytest.mark.parametrize("discipline", DISCIPLINES)
@given(data=st.data())
def test_every_mask_a_ledger_may_hold_reads_back_as_a_level_and_its_elements(discipline: str, data: st.DataObject) -> None:
    published = mapping_set(discipline)
    one = data.draw(st.integers(0, (1 << len(published.elements)) - 1))
    level = duckdb.execute(f"SELECT {level_expression(published, str(one))}").fetchall()[0][0]
    record = mids_of_mask(one, published)
    assert record.level == level
    assert sum(element.flag for element in published.elements if element.name in record.met) == one
    assert bool(record.missing) == (level < 3)
