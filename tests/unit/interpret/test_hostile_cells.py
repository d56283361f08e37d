"""Cells that nobody typed: very long, every script, marks that turn the reading direction."""

from __future__ import annotations

import time

import pytest

from vasculum.interpret.reading import Interpreter, Reading
from vasculum.interpret.record import INTERPRETERS, RULES_VERSION

LONG = 10_000
PIECES = (
    "1",
    "12.",
    "a",
    "A.",
    " ",
    ",",
    ", ",
    ";",
    "& ",
    "et al ",
    "leg.",
    "det. ",
    "(",
    "by-",
    "cc ",
    "4.0 ",
    "''",
    "-",
    "\u202e",
    "é",
    "漢",
    "\x00",
    "1:",
    "T1",
)
CELLS = [(piece * LONG)[:LONG] for piece in PIECES] + ["x".join(PIECES) * 2, "Ж" * 500_000, "creativecommons.org/licenses/" * 300]
OF_TEXT = [interpreter for interpreter in INTERPRETERS if isinstance(interpreter, Interpreter)]


@pytest.mark.parametrize("interpreter", OF_TEXT, ids=lambda interpreter: interpreter.subject)
def test_no_cell_holds_an_interpreter_up(interpreter: Interpreter) -> None:
    for cell in CELLS:
        begun = time.process_time()
        found = interpreter.read(*(cell for _ in interpreter.inputs))
        assert isinstance(found, Reading)
        assert len(found.values) == len(interpreter.columns)
        assert time.process_time() - begun < 0.1 * max(1, len(cell) / LONG), (interpreter.subject, cell[:20])


def test_every_column_belongs_to_one_interpreter() -> None:
    columns = [column for interpreter in INTERPRETERS for column in interpreter.columns]
    assert len(columns) == len(set(columns))


def test_the_version_of_the_rules_is_a_short_digest() -> None:
    assert len(RULES_VERSION) == 12
    assert int(RULES_VERSION, 16)
