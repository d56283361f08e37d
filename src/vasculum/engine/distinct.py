"""Work on distinct values: each interpreter sees every different input once, and its answers are joined back to the rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from vasculum.engine.kernel import Kernel, literal, quoted
from vasculum.interpret.reading import ColumnInterpreter, Interpreter, Readings

READ_AT_ONCE = 50_000
INPUTS = "distinct_inputs"
NOTHING = "NULL::VARCHAR"
BETWEEN = "\n"
"""What stands between the remarks of one reading, in the text that keeps them."""


class Understanding:
    """What interpreters have understood so far, as tables in a kernel; it grows with every relation it learns from.

    `present` are the columns that the relations have; rows are reached under the alias `r`.
    """

    def __init__(self, kernel: Kernel, present: Collection[str], interpreters: Sequence[Interpreter | ColumnInterpreter]) -> None:
        self._kernel = kernel
        self._present = present
        self._of_values = [each for each in interpreters if isinstance(each, Interpreter)]
        self._of_rows = [each for each in interpreters if isinstance(each, ColumnInterpreter)]
        self._inputs = [_known_inputs(each, present) for each in self._of_values]
        self._same_for_all = {
            at: each.read(*("" for _ in each.inputs)) for at, each in enumerate(self._of_values) if not self._inputs[at]
        }
        for at, interpreter in enumerate(self._of_values):
            _create(kernel, _table(at), interpreter, len(self._inputs[at]))

    def learn(self, relation: str) -> None:
        """Lets every interpreter read those distinct inputs in `relation` that it has not seen yet."""
        terms = sorted({term for inputs in self._inputs for term in inputs})
        if not terms:
            return
        _collect(self._kernel, f"(SELECT {_cells(terms, self._present)} FROM {relation} r)", self._inputs, terms)
        for at, interpreter in enumerate(self._of_values):
            self._read_unseen(at, interpreter, _group(self._inputs[at], terms))
        self._kernel.run(f"DROP TABLE {INPUTS}")

    def _read_unseen(self, at: int, interpreter: Interpreter, group: int) -> None:
        table, inputs = _table(at), self._inputs[at]
        if not inputs:
            return
        places = [inputs.index(term) if term in inputs else -1 for term in interpreter.inputs]
        cells = ", ".join(f"i.{quoted(term)} AS input_{at}" for at, term in enumerate(inputs))
        names = ", ".join(f"input_{at}" for at in range(len(inputs)))
        unseen = f"SELECT {names} FROM (SELECT {cells} FROM {INPUTS} i WHERE found = {group}) ANTI JOIN {table} USING ({names})"
        for batch in self._kernel.batches(unseen, size=READ_AT_ONCE):
            _append_readings(self._kernel, table, interpreter, places, batch)

    @property
    def joins(self) -> list[str]:
        """The joins that lead from a row to what was understood of it."""
        return [self._join(_table(at), inputs) for at, inputs in enumerate(self._inputs) if inputs]

    def _answer(self, at: int, column: str, kind: str) -> str:
        """A column of an interpreter's answers; without any of its inputs here there is one answer for all rows.

        A list is copied: a joined list drags all lists of its table into every block that is written.
        """
        if not self._inputs[at]:
            columns = [*self._of_values[at].columns]
            return _constant(self._same_for_all[at].values[columns.index(column)], kind)
        answer = f"{_table(at)}.{quoted(column)}"
        return f"list_concat({answer}, [])" if kind == "VARCHAR[]" else answer

    def _noted(self, at: int) -> str:
        if not self._inputs[at]:
            return _constant(BETWEEN.join(self._same_for_all[at].remarks) or None, "VARCHAR")
        return f"{_table(at)}.remarks"

    def _join(self, table: str, inputs: Sequence[str]) -> str:
        same = (f"{_cell('r', term, self._present)} = {table}.input_{at}" for at, term in enumerate(inputs))
        return f"LEFT JOIN {table} ON {' AND '.join(same)}"

    @property
    def columns(self) -> list[str]:
        """The columns understood, as expressions."""
        looked_up = [
            f"{self._answer(at, column, kind)} AS {quoted(column)}"
            for at, interpreter in enumerate(self._of_values)
            for column, kind in interpreter.columns.items()
        ]
        computed = [
            f"({_filled_in(expression, self._present)}) AS {quoted(column)}"
            for interpreter in self._of_rows
            for column, expression in interpreter.expressions.items()
        ]
        return looked_up + computed

    @property
    def remarks(self) -> str:
        """The list of all remarks on a row, as an expression."""
        texts = [noted for at in range(len(self._of_values)) if (noted := self._noted(at)) != NOTHING]
        texts += [f"nullif(array_to_string({_filled_in(each.remarks, self._present)}, '{BETWEEN}'), '')" for each in self._noting]
        noted = f"concat_ws('{BETWEEN}', {', '.join([NOTHING, *texts])})"
        return f"CASE WHEN {noted} = '' THEN []::VARCHAR[] ELSE string_split({noted}, '{BETWEEN}') END"

    @property
    def _noting(self) -> list[ColumnInterpreter]:
        return [each for each in self._of_rows if each.remarks]


def _table(at: int) -> str:
    return f"read_{at}"


def _known_inputs(interpreter: Interpreter, present: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for term in interpreter.inputs if _is_present(term, present)))


def _collect(kernel: Kernel, relation: str, known: Sequence[tuple[str, ...]], terms: Sequence[str]) -> None:
    """Finds the distinct inputs of all interpreters in one pass over the rows; `found` tells which inputs a row is of."""
    sets = ", ".join(f"({', '.join(map(quoted, inputs))})" for inputs in dict.fromkeys(known))
    listed = "".join(f", {quoted(term)}" for term in terms)
    group = f"grouping_id({', '.join(map(quoted, terms))})" if terms else "0"
    kernel.run(
        f"CREATE OR REPLACE TABLE {INPUTS} AS SELECT {group} AS found{listed} FROM {relation} GROUP BY GROUPING SETS ({sets})"
    )


def _group(inputs: Sequence[str], terms: Sequence[str]) -> int:
    return sum(1 << (len(terms) - 1 - at) for at, term in enumerate(terms) if term not in inputs)


def _create(kernel: Kernel, table: str, interpreter: Interpreter, inputs: int) -> None:
    columns = [f"input_{at} VARCHAR" for at in range(inputs)]
    columns += [f"{quoted(column)} {kind}" for column, kind in interpreter.columns.items()]
    kernel.run(f"CREATE OR REPLACE TABLE {table} ({', '.join(columns)}, remarks VARCHAR)")


def _append_readings(
    kernel: Kernel, table: str, interpreter: Interpreter, places: Sequence[int], batch: Sequence[tuple[str, ...]]
) -> None:
    """Lets an interpreter read a batch of inputs; `places` tells where its cells stand among them, -1 where one is not here."""
    texts = [*zip(*batch, strict=True)]
    readings = _read(interpreter, [("",) * len(batch) if place < 0 else texts[place] for place in places])
    given = {f"input_{at}": ("VARCHAR", cells) for at, cells in enumerate(texts)}
    values = {name: (kind, found) for (name, kind), found in zip(interpreter.columns.items(), readings.columns, strict=True)}
    noted = {"remarks": ("VARCHAR", [BETWEEN.join(remarks) or None for remarks in readings.remarks])}
    kernel.append(table, {**given, **values, **noted})


def _read(interpreter: Interpreter, texts: Sequence[Sequence[str]]) -> Readings:
    if interpreter.read_all:
        return interpreter.read_all(texts)
    readings = [interpreter.read(*cells) for cells in zip(*texts, strict=True)]
    columns = [[reading.values[at] for reading in readings] for at in range(len(interpreter.columns))]
    return Readings(columns, [reading.remarks for reading in readings])


def _cells(terms: Sequence[str], present: Collection[str]) -> str:
    return ", ".join(f"{_cell('r', term, present)} AS {quoted(term)}" for term in terms)


def _is_present(term: str, present: Collection[str]) -> bool:
    """Whether a relation has a term, or one of the terms in an expression."""
    if _is_expression(term):
        return any(_is_present(part.partition("}")[0], present) for part in term.split("{")[1:])
    return term.partition("/")[0] in present


def _constant(value: Any, kind: str) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]::{kind}"
    return f"NULL::{kind}" if value is None else f"{literal(str(value))}::{kind}"


def _is_expression(term: str) -> bool:
    return "{" in term


def _cell(alias: str, term: str, present: Collection[str]) -> str:
    """The text of a term; of `dwc:Identification/dwc:typeStatus` the texts of that term in the extension's rows, joined by |."""
    if _is_expression(term):
        return f"({_filled_in(term, present)})"
    if not _is_present(term, present):
        return "''"
    row_type, of_extension, cell = term.partition("/")
    if not of_extension:
        return f"coalesce({alias}.{quoted(term)}, '')"
    texts = f"json_extract_string({alias}.{quoted(row_type)}, {literal(f'$[*].{quoted(cell)}')})"
    return f"coalesce(array_to_string({texts}, ' | '), '')"


def _filled_in(expression: str, present: Collection[str]) -> str:
    """The expression with `{dwc:term}` replaced by the text of that cell; other braces stay."""
    parts = expression.split("{")
    filled = parts[0]
    for part in parts[1:]:
        term, closed, rest = part.partition("}")
        filled += _cell("r", term, present) + rest if closed and ":" in term else "{" + part
    return filled
