"""Decimal coordinates, as Python and as column expressions."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.cases.places import rows
from vasculum.interpret.coordinates import COORDINATES
from vasculum.interpret.reading import Reading
from vasculum.terms.messages import remarks

DIRT = st.text(alphabet="0123456789.,-+−eE_ \t\n\u00a0\ufeffxNnaIif٣°'", max_size=9)
CELL = st.one_of(
    st.just(""),
    st.floats(-200, 200).map(str),
    st.integers(-(10**8), 10**8).map(str),
    st.floats(-200, 200).map(lambda number: f"{number:.4f}".replace(".", ",")),
    st.sampled_from(["0", "NaN", "-inf", "Infinity", "1e400", "1e-400", "+-1", "1_0", "٣", " 1", "1\u00a0", "\x00", "1\n"]),
    DIRT,
    st.text(max_size=5),
)


@pytest.fixture(scope="module")
def table() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def columns_read(table: duckdb.DuckDBPyConnection, cells: tuple[str, str, str]) -> Reading:
    expressions = ", ".join([*COORDINATES.expressions.values(), COORDINATES.remarks])
    for name, term in zip(("a", "b", "c"), COORDINATES.inputs, strict=True):
        expressions = expressions.replace("{" + term + "}", name)
    query = f"SELECT {expressions} FROM (SELECT ?::VARCHAR AS a, ?::VARCHAR AS b, ?::VARCHAR AS c)"
    row = table.execute(query, list(cells)).fetchone()
    assert row is not None
    return Reading(row[:3], tuple(row[3]))


def published(row: dict[str, str]) -> tuple[tuple[str, str, str], Reading]:
    values = tuple(
        float(row[f"read_{name}"]) if row[f"read_{name}"] else None for name in ("latitude", "longitude", "uncertainty")
    )
    expected = Reading(values, tuple(row["remarks"].split("; ")) if row["remarks"] else ())
    return (row["latitude"], row["longitude"], row["uncertainty"]), expected


@pytest.mark.parametrize("row", rows("decimals"), ids=lambda row: "|".join(row.values()))
def test_decimal_coordinates_are_read_as_the_table_says(row: dict[str, str], table: duckdb.DuckDBPyConnection) -> None:
    cells, expected = published(row)
    assert COORDINATES.read(*cells) == expected
    assert columns_read(table, cells) == expected


@given(cells=st.tuples(CELL, CELL, CELL))
@example(cells=("\x0b1", "\x1f1", "5e-324"))
@example(cells=("1\u20091", "", "\x1c"))
@example(cells=("1e400", "-1e400", "9" * 400))
def test_the_column_expressions_agree_with_the_rule(table: duckdb.DuckDBPyConnection, cells: tuple[str, str, str]) -> None:
    assert columns_read(table, cells) == COORDINATES.read(*cells)


@given(cells=st.tuples(CELL, CELL, CELL))
def test_what_was_understood_is_understood_again(cells: tuple[str, str, str]) -> None:
    values = COORDINATES.read(*cells).values
    again = COORDINATES.read(*("" if value is None else repr(value) for value in values))
    assert again == Reading(values)


def test_every_remark_on_coordinates_has_its_sentence() -> None:
    known = remarks()
    for code in ("INVALID", "OUT_OF_RANGE", "INCOMPLETE"):
        assert f"COORDINATE_{code}" in known
    assert {"COORDINATES_ZERO", "UNCERTAINTY_INVALID", "DECIMAL_COMMA"} <= known.keys()
