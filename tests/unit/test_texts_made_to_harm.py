"""Texts made to hold a regular expression up: whatever reads a cell has done with ten thousand characters at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from time import process_time

import pytest

from vasculum.interpret.media import addresses
from vasculum.interpret.one_text import READERS
from vasculum.interpret.reading import Interpreter
from vasculum.interpret.record import INTERPRETERS
from vasculum.quality.bdq.framework import Test, all_tests
from vasculum.quality.bdq.running import Setting, run
from vasculum.quality.flags import ROW_FLAGS, value_flags

LENGTH, LONGEST_SECONDS, TRIES = 10_000, 0.1, 3
TODAY = date(2026, 11, 23)
SETTING = Setting(TODAY)
SIGNS = "1aA.,;:-'\"([|?*&+=_<%°é漢 \t\n\0\u00a0\u202e"
PIECES = (*SIGNS, "1 ", "a ", "a.", "A. ", "1.", "12/", ", ", "; ", " - ", "ca ", "N ", "1° ", "by-", "http://", "0 000", "ab1")
CELLS = [(piece * LENGTH)[: LENGTH - len(end)] + end for piece in PIECES for end in ("", "!")]

Read = Callable[[str], object]


def readers() -> Iterator[tuple[str, Read]]:
    """Everything that reads a cell, as a function of one text that stands in all its cells."""
    yield "addresses of media", addresses
    yield from READERS.items()
    for interpreter in INTERPRETERS:
        if isinstance(interpreter, Interpreter):
            yield interpreter.subject, _of_all(interpreter.read, len(interpreter.inputs))
    for rule in value_flags(TODAY):
        yield rule.subject, _of_all(rule.read, len(rule.inputs))
    for pattern in ROW_FLAGS:
        yield pattern.flag, _of_all(pattern.read, len(pattern.inputs))
    for test in all_tests().values():
        if not test.measures:
            yield test.label, partial(_tested, test)


def _tested(test: Test, text: str) -> object:
    return run(test, dict.fromkeys(test.inputs, text), SETTING)


def _of_all(read: Callable[..., object], inputs: int) -> Read:
    return lambda text: read(*[text] * inputs)


def is_slow(read: Read, text: str) -> bool:
    """True when every try takes longer than the bound, so that a busy machine does not count."""
    return all(seconds(read, text) > LONGEST_SECONDS for _ in range(TRIES))


def seconds(read: Read, text: str) -> float:
    """The processor time of one reading."""
    start = process_time()
    read(text)
    return process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize(("name", "read"), list(readers()), ids=lambda value: value if isinstance(value, str) else "")
def test_no_cell_of_ten_thousand_characters_takes_a_tenth_of_a_second(name: str, read: Read) -> None:
    read("1904")
    assert [text[:8] for text in CELLS if is_slow(read, text)] == [], name
