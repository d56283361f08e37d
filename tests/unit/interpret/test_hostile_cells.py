"""Cells that nobody typed: very long, every script, marks that turn the reading direction."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from vasculum.interpret.reading import Interpreter
from vasculum.interpret.record import INTERPRETERS, RULES_VERSION

LONG = 100_000
HUNG = 60
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


@contextmanager
def guarded() -> Iterator[None]:
    """Ends the block when it has cost 60 seconds of processor time.

    The cells cost less than two; what grows with the square of a cell's length takes many minutes.
    """

    def give_up(*_: object) -> None:
        raise TimeoutError(f"an interpreter was held up for {HUNG} seconds")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, HUNG)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("interpreter", OF_TEXT, ids=lambda interpreter: interpreter.subject)
def test_no_cell_holds_an_interpreter_up(interpreter: Interpreter) -> None:
    with guarded():
        for cell in CELLS:
            found = interpreter.read(*(cell for _ in interpreter.inputs))
            assert len(found.values) == len(interpreter.columns)


def test_every_column_belongs_to_one_interpreter() -> None:
    columns = [column for interpreter in INTERPRETERS for column in interpreter.columns]
    assert len(columns) == len(set(columns))


def test_the_version_of_the_rules_is_a_short_digest() -> None:
    assert len(RULES_VERSION) == 12
    assert int(RULES_VERSION, 16)
