"""Work on distinct values: each interpreter sees every different input once, and its answers are joined back to the rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from vasculum.engine.kernel import Kernel, literal, quoted
from vasculum.interpret.reading import ColumnInterpreter, Interpreter

READ_AT_ONCE = 50_000
INPUTS = "distinct_inputs"


class Understanding:
    """What interpreters have understood so far, as tables in a kernel; it grows with every relation it learns from.

    `present` are the columns that the relations have; rows are reached under the alias `r`.
    """

    def __init__(self, kernel: Kernel, present: Collection[str], interpreters: Sequence[Interpreter | ColumnInterpreter]) -> None:
        self._kernel = kernel
        self._present = present
        self._of_values = [each for each in interpreters if isinstance(each, Interpreter)]
        self._of_rows = [each for each in interpreters if isinstance(each, ColumnInterpreter)]
        for at, interpreter in enumerate(self._of_values):
            _create(kernel, _table(at), interpreter)

    def learn(self, relation: str) -> None:
        """Lets every interpreter read those distinct inputs in `relation` that it has not seen yet."""
        known = [_known_inputs(interpreter, self._present) for interpreter in self._of_values]
        terms = sorted({term for inputs in known for term in inputs})
        _collect(self._kernel, f"(SELECT {_inputs(terms, self._present)} FROM {relation} r)", known, terms)
        for at, interpreter in enumerate(self._of_values):
            self._read_unseen(_table(at), interpreter, _group(known[at], terms))
        self._kernel.run(f"DROP TABLE {INPUTS}")

    def _read_unseen(self, table: str, interpreter: Interpreter, group: int) -> None:
        inputs = [
            (f"coalesce(i.{quoted(term)}, '')" if _is_present(term, self._present) else "''") + f" AS input_{at}"
            for at, term in enumerate(interpreter.inputs)
        ]
        names = ", ".join(f"input_{at}" for at in range(len(inputs)))
        unseen = (
            f"SELECT {names} FROM (SELECT DISTINCT {', '.join(inputs)} FROM {INPUTS} i WHERE found = {group}) "
            f"ANTI JOIN {table} USING ({names})"
        )
        for batch in self._kernel.batches(unseen, size=READ_AT_ONCE):
            _append_readings(self._kernel, table, interpreter, batch)

    @property
    def joins(self) -> list[str]:
        """The joins that lead from a row to what was understood of it."""
        return [self._join(_table(at), each) for at, each in enumerate(self._of_values) if self._depends_on_rows(each)]

    def _depends_on_rows(self, interpreter: Interpreter) -> bool:
        return any(_is_present(term, self._present) for term in interpreter.inputs)

    def _answer(self, at: int, column: str, kind: str) -> str:
        """A column of an interpreter's answers; without any of its inputs here there is one answer for all rows.

        A list is copied: a joined list drags all lists of its table into every block that is written.
        """
        if not self._depends_on_rows(self._of_values[at]):
            return f"(SELECT {quoted(column)} FROM {_table(at)})"
        answer = f"{_table(at)}.{quoted(column)}"
        return f"list_concat({answer}, [])" if kind == "VARCHAR[]" else answer

    def _join(self, table: str, interpreter: Interpreter) -> str:
        same = (
            f"{_cell('r', term, self._present)} = {table}.input_{at}"
            for at, term in enumerate(interpreter.inputs)
            if _is_present(term, self._present)
        )
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
        lists = [self._answer(at, "remarks", "VARCHAR") for at in range(len(self._of_values))]
        lists += [f"({_filled_in(interpreter.remarks, self._present)})" for interpreter in self._of_rows]
        return f"list_concat({', '.join(lists)})" if lists else "[]::VARCHAR[]"


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


def _create(kernel: Kernel, table: str, interpreter: Interpreter) -> None:
    columns = [f"input_{at} VARCHAR" for at in range(len(interpreter.inputs))]
    columns += [f"{quoted(column)} {kind}" for column, kind in interpreter.columns.items()]
    kernel.run(f"CREATE OR REPLACE TABLE {table} ({', '.join(columns)}, remarks VARCHAR[])")


def _append_readings(kernel: Kernel, table: str, interpreter: Interpreter, batch: Sequence[tuple[str, ...]]) -> None:
    readings = [interpreter.read(*texts) for texts in batch]
    given = {f"input_{at}": ("VARCHAR", [texts[at] for texts in batch]) for at in range(len(interpreter.inputs))}
    values = {
        column: (kind, [reading.values[at] for reading in readings])
        for at, (column, kind) in enumerate(interpreter.columns.items())
    }
    noted = {"remarks": ("VARCHAR[]", [list(reading.remarks) for reading in readings])}
    kernel.create_table("readings", {**given, **values, **noted})
    kernel.run(f"INSERT INTO {table} BY NAME SELECT * FROM readings")


def _inputs(terms: Sequence[str], present: Collection[str]) -> str:
    return ", ".join(f"{_cell('r', term, present)} AS {quoted(term)}" for term in terms) or "1"


def _is_present(term: str, present: Collection[str]) -> bool:
    return term.partition("/")[0] in present


def _cell(alias: str, term: str, present: Collection[str]) -> str:
    """The text of a term; of `dwc:Identification/dwc:typeStatus` the texts of that term in the extension's rows, joined by |."""
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
