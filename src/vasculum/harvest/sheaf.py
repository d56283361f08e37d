"""A sheaf: interpreters, tests and flags that look at the same cells of a record, asked together of each distinct input."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from types import MappingProxyType

from vasculum.interpret.reading import Interpreter, Reading, Readings
from vasculum.quality.assessment import Section
from vasculum.quality.bdq.running import Setting
from vasculum.quality.coded import Coded, asked, coded, everywhere
from vasculum.quality.flags_frame import ValueFlags
from vasculum.quality.flags_table import flags_of_remarks, in_order

REMEMBERED = 4096
Known = dict[str, Coded]
StandIns = Mapping[str, Callable[[Mapping[str, Coded]], Mapping[str, Coded]]]
"""Functions that replace cells by those that stand for them, by the column that must be known before."""
NO_STAND_INS: StandIns = MappingProxyType({})


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

    def bound(self, setting: Setting, inputs: tuple[str, ...] = (), stand_ins: StandIns = NO_STAND_INS) -> Interpreter:
        """The sheaf as one interpreter; `inputs` are expressions that replace the cells of its own."""
        columns = self.columns | ({self.issues_column: "VARCHAR"} if self.may_raise else {})
        read_all = self._reader(setting, tuple(columns), stand_ins)

        def read(*texts: str) -> Reading:
            found = read_all([[text] for text in texts])
            return Reading(tuple(values[0] for values in found.columns), found.remarks[0])

        return Interpreter(self.subject, inputs or self.inputs, columns, read, read_all)

    def _reader(
        self, setting: Setting, gives: Sequence[str], stand_ins: StandIns
    ) -> Callable[[Sequence[Sequence[str]]], Readings]:
        readers = [(each, lru_cache(REMEMBERED)(each.read)) for each in (*self.silent, *self.interpreters)]
        flags = [(each.inputs, lru_cache(REMEMBERED)(each.read)) for each in self.flags]
        letters = self.section.letters_of_columns(setting) if self.section else None

        def read(texts: Sequence[Sequence[str]]) -> Readings:
            known = {name: coded(cells) for name, cells in zip(self.inputs, texts, strict=True)}
            rows = len(texts[0])
            noted = [_understand(each, ask, known, stand_ins) for each, ask in readers][len(self.silent) :]
            raised = [asked(ask, [known[name].each(_text) for name in inputs]).merged() for inputs, ask in flags]
            if letters and self.section:
                known[self.section.column] = letters([known[term] for term in self.section.inputs])
            known[self.issues_column] = _issues(noted, raised) if noted or raised else everywhere(None, rows)
            remarks = asked(_one_after_other, noted) if noted else everywhere((), rows)
            return Readings([known[name].plain for name in gives], remarks.plain)

        return read


def _understand(interpreter: Interpreter, read: Callable[..., Reading], known: Known, stand_ins: StandIns) -> Coded:
    """Adds the columns that an interpreter gives to those that are known; gives the column of its remarks."""
    readings = asked(read, [known[name] for name in interpreter.inputs])
    for at, (column, kind) in enumerate(interpreter.columns.items()):
        values = Coded(readings.codes, [reading.values[at] for reading in readings.values])
        known[column] = values.merged() if kind == "VARCHAR" else values
        known.update(stand_ins[column](known) if column in stand_ins else {})
    return readings.each(lambda reading: reading.remarks).merged()


def _text(cell: str | None) -> str:
    return "" if cell is None else cell


def _issues(noted: Sequence[Coded], raised: Sequence[Coded]) -> Coded:
    """The column of flags as texts, of the columns of remarks and those of flags."""
    return asked(_in_one_text, [*(each.each(flags_of_remarks) for each in noted), *raised])


def _in_one_text(*flags: tuple[str, ...]) -> str | None:
    return " ".join(in_order(chain(*flags))) or None


def _one_after_other(*remarks: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(chain(*remarks))


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
