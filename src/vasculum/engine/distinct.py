"""Work on distinct values: each interpreter sees every different input once, and its answers are joined back to the rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from vasculum.engine.kernel import Kernel, quoted
from vasculum.interpret.reading import ColumnInterpreter, Interpreter

READ_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Interpreted:
    """How the answers of interpreters are reached from a relation with the alias `r`: joins, columns and lists of remarks."""

    joins: tuple[str, ...]
    columns: tuple[str, ...]
    remarks: tuple[str, ...]


def interpreted(
    kernel: Kernel, relation: str, present: Collection[str], interpreters: Sequence[Interpreter | ColumnInterpreter]
) -> Interpreted:
    """Lets every interpreter read the distinct inputs found in `relation`; `present` are the columns it has."""
    joins: list[str] = []
    columns: list[str] = []
    remarks: list[str] = []
    for position, interpreter in enumerate(interpreters):
        if isinstance(interpreter, ColumnInterpreter):
            columns += [f"({_filled_in(e, present)}) AS {quoted(c)}" for c, e in interpreter.expressions.items()]
            remarks.append(f"({_filled_in(interpreter.remarks, present)})")
        else:
            table = f"read_{position}"
            _read_distinct(kernel, table, relation, present, interpreter)
            joins.append(f"LEFT JOIN {table} ON {_same_inputs(table, present, interpreter)}")
            columns += [f"{table}.{quoted(column)} AS {quoted(column)}" for column in interpreter.columns]
            remarks.append(f"{table}.remarks")
    return Interpreted(tuple(joins), tuple(columns), tuple(remarks))


def _cell(term: str, present: Collection[str]) -> str:
    return f"coalesce(r.{quoted(term)}, '')" if term in present else "''"


def _filled_in(expression: str, present: Collection[str]) -> str:
    parts = expression.split("{")
    filled = parts[0]
    for part in parts[1:]:
        term, closed, rest = part.partition("}")
        filled += _cell(term, present) + rest if closed and ":" in term else "{" + part
    return filled


def _same_inputs(table: str, present: Collection[str], interpreter: Interpreter) -> str:
    same = (
        f"{_cell(term, present)} = {table}.input_{position}"
        for position, term in enumerate(interpreter.inputs)
        if term in present
    )
    return " AND ".join(same) or "true"


def _read_distinct(kernel: Kernel, table: str, relation: str, present: Collection[str], interpreter: Interpreter) -> None:
    inputs = [f"{_cell(term, present)} AS input_{position}" for position, term in enumerate(interpreter.inputs)]
    empty = [f"NULL::VARCHAR AS input_{position}" for position in range(len(inputs))]
    empty += [f"NULL::{kind} AS {quoted(column)}" for column, kind in interpreter.columns.items()]
    kernel.run(f"CREATE OR REPLACE TABLE {table} AS SELECT {', '.join(empty)}, NULL::VARCHAR[] AS remarks WHERE false")
    for batch in kernel.batches(f"SELECT DISTINCT {', '.join(inputs)} FROM {relation} r", size=READ_AT_ONCE):
        _append_readings(kernel, table, interpreter, batch)


def _append_readings(kernel: Kernel, table: str, interpreter: Interpreter, batch: Sequence[tuple[str, ...]]) -> None:
    readings = [interpreter.read(*texts) for texts in batch]
    given = {
        f"input_{position}": ("VARCHAR", [texts[position] for texts in batch]) for position in range(len(interpreter.inputs))
    }
    values = {
        column: (kind, [reading.values[position] for reading in readings])
        for position, (column, kind) in enumerate(interpreter.columns.items())
    }
    noted = {"remarks": ("VARCHAR[]", [list(reading.remarks) for reading in readings])}
    kernel.create_table("readings", {**given, **values, **noted})
    kernel.run(f"INSERT INTO {table} BY NAME SELECT * FROM readings")
