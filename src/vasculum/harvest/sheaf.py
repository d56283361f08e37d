"""A sheaf: interpreters, tests and flags that look at the same cells of a record, asked together of each distinct input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from vasculum.interpret.reading import Interpreter, Reading
from vasculum.quality.assessment import Section
from vasculum.quality.bdq.running import Setting
from vasculum.quality.flags_frame import ValueFlags
from vasculum.quality.flags_table import flags_of_remarks, in_order

REMEMBERED = 4096
Known = Sequence[Any]
Cells = Callable[[Known], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What is bound together under a subject.

    `silent` are interpreters whose columns a flag asks for although another sheaf gives them to the ledger.
    """

    subject: str
    interpreters: tuple[Interpreter, ...] = ()
    flags: tuple[ValueFlags, ...] = ()
    section: Section | None = None
    silent: tuple[Interpreter, ...] = ()

    @property
    def issues_column(self) -> str:
        """The column of the flags, as one text; None where there are none."""
        return f"issues of {self.subject}"

    @property
    def may_raise(self) -> bool:
        """Whether flags can come of it: an interpreter that stands alone raises none."""
        return bool(self.flags or self.section)

    @property
    def columns(self) -> dict[str, str]:
        """The columns of the ledger that it gives."""
        columns = {column: kind for each in self.interpreters for column, kind in each.columns.items()}
        return columns | ({self.section.column: "VARCHAR"} if self.section else {})

    @property
    def inputs(self) -> tuple[str, ...]:
        """The terms of all cells that are looked at, each once."""
        asked = [each.inputs for each in (*self.silent, *self.interpreters)] + [each.inputs for each in self.flags]
        named = [name for inputs in asked for name in inputs if name not in self._understood]
        return tuple(dict.fromkeys((*(self.section.inputs if self.section else ()), *named)))

    @property
    def _understood(self) -> tuple[str, ...]:
        return tuple(column for each in (*self.silent, *self.interpreters) for column in each.columns)

    def bound(self, setting: Setting, asked: tuple[str, ...] = ()) -> Interpreter:
        """The sheaf as one interpreter; `asked` are expressions that replace the cells of its inputs."""
        columns = self.columns | ({self.issues_column: "VARCHAR"} if self.may_raise else {})
        return Interpreter(self.subject, asked or self.inputs, columns, self._reader(setting))

    def _reader(self, setting: Setting) -> Callable[..., Reading]:
        known = [*self.inputs]
        readers = [_reader_of(each, known) for each in (*self.silent, *self.interpreters)]
        flags = [(_places(each.inputs, known), lru_cache(REMEMBERED)(each.read)) for each in self.flags]
        letters = self.section.letters(setting) if self.section else None
        cells = len(self.section.inputs) if self.section else 0
        may_raise = self.may_raise
        silent, first = len(self.silent), len(self.inputs) + sum(len(each.columns) for each in self.silent)

        def read(*texts: str) -> Reading:
            said: list[Any] = [*texts]
            remarks: list[str] = []
            for at, (places, ask) in enumerate(readers):
                reading = ask(*places(said))
                said += reading.values
                remarks += reading.remarks if at >= silent else ()
            raised = [flag for places, ask in flags for flag in ask(*("" if cell is None else cell for cell in places(said)))]
            judged = (letters(*texts[:cells]),) if letters else ()
            issues = (_issues(remarks, raised),) if may_raise else ()
            return Reading((*said[first:], *judged, *issues), tuple(remarks))

        return read


def _reader_of(interpreter: Interpreter, known: list[str]) -> tuple[Cells, Callable[..., Reading]]:
    places, sees_all = _places(interpreter.inputs, known), set(known) == set(interpreter.inputs)
    known += interpreter.columns
    return places, interpreter.read if sees_all else lru_cache(REMEMBERED)(interpreter.read)


def _places(names: Sequence[str], known: Sequence[str]) -> Cells:
    at = [known.index(name) for name in names]
    if len(at) == 1:
        only = at[0]
        return lambda said: (said[only],)
    return itemgetter(*at)


def _issues(remarks: Iterable[str], raised: Sequence[str]) -> str | None:
    found = [*flags_of_remarks(remarks), *raised] if remarks else raised
    return " ".join(in_order(found)) if found else None


def bind(
    interpreters: Sequence[Interpreter],
    flags: Sequence[ValueFlags],
    sections: Sequence[Section],
    besides: Mapping[str, Sequence[str]],
) -> list[Sheaf]:
    """Binds each interpreter and flag to the first section that looks at its cells; the others stand alone.

    `besides` names further cells that a section's sheaf may look at. A flag that asks for a column goes with the interpreter
    that gives it.
    """
    sheaves = []
    loose, loose_flags = list(interpreters), list(flags)
    giver = {column: each for each in interpreters for column in each.columns}
    for section in sections:
        cells = {*section.inputs, *besides.get(section.subject, ())}
        own = [each for each in loose if cells.issuperset(_cells(each, giver))]
        judged = [each for each in loose_flags if cells.issuperset(_cells(each, giver))]
        loose = [each for each in loose if each not in own]
        loose_flags = [each for each in loose_flags if each not in judged]
        needed = {giver[name].subject: giver[name] for each in judged for name in each.inputs if name in giver}
        silent = [each for each in needed.values() if each not in own]
        sheaves.append(Sheaf(section.subject, tuple(own), tuple(judged), section, tuple(silent)))
    sheaves += [Sheaf(each.subject, (each,)) for each in loose]
    return sheaves + [Sheaf(each.subject, flags=(each,)) for each in loose_flags]


def _cells(asking: ValueFlags | Interpreter, giver: Mapping[str, Interpreter]) -> set[str]:
    """The cells a flag or an interpreter looks at, by itself or through the columns of interpreters."""
    return {cell for name in asking.inputs for cell in (giver[name].inputs if name in giver else (name,))}
