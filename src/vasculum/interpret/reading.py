"""The frame every interpreter fits into: distinct texts in, a value and remarks out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of some texts: one value per column of the interpreter, and stored remarks (`CODE term`)."""

    values: tuple[Any, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readings:
    """What was understood of many inputs: for each column of the interpreter its values, and the remarks on each input."""

    columns: Sequence[Sequence[Any]]
    remarks: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A pure function from the texts of some terms to typed columns, called once for each distinct input.

    `inputs` are qualified names in the order of the arguments of `read`; an absent or empty cell arrives as "". The texts of a
    term in the rows of an extension, joined by " | ", are named `dwc:Identification/dwc:typeStatus`. In place of a name may
    stand an SQL expression over cells, written as in `ColumnInterpreter`, that gives one text for all that mean the same.
    `columns` maps each output column to its type in the ledger (`VARCHAR`, `DATE`, `DOUBLE`, `INTEGER`, `VARCHAR[]`);
    `read` returns its values in that order, None where nothing was understood. It never raises. `read_all` is the same for many
    inputs at once, given term by term, where that is cheaper.
    """

    subject: str
    inputs: tuple[str, ...]
    columns: Mapping[str, str]
    read: Callable[..., Reading]
    read_all: Callable[[Sequence[Sequence[str]]], Readings] | None = None


@dataclass(frozen=True, slots=True)
class ColumnInterpreter:
    """An interpreter for what is truly different on each row: the same rule as a column expression and as a function.

    `expressions` maps each output column to an SQL expression over the inputs, written `{dwc:decimalLatitude}`, which is
    replaced by the text of that cell ("" when empty); `remarks` is an expression that gives a list of stored remarks, or ""
    when there are never any.
    `read` is the same rule for one record; a property test shows that both agree.
    """

    subject: str
    inputs: tuple[str, ...]
    columns: Mapping[str, str]
    expressions: Mapping[str, str]
    remarks: str
    read: Callable[..., Reading]
