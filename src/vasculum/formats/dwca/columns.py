"""Columns: from the terms a file declares to distinct names, so that no two columns of a table are called the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.table import Column
from vasculum.terms.darwin_core import qualified

_TAKEN = ("line", "id")


@dataclass(frozen=True, slots=True)
class Declared:
    """A column as a file declares it: the term's IRI or heading in the file's own spelling."""

    spelling: str
    index: int | None
    default: str = ""


def of_descriptor(fields: Sequence[Declared], member: str, notice: Callable[[str], None]) -> tuple[Column, ...]:
    """The columns of a table; a term declared once with an index and once as a default is one column.

    A term with two indexes, or with two defaults, refuses the archive.
    """
    merged: dict[str, Declared] = {}
    for field in fields:
        known = merged.get(field.spelling)
        merged[field.spelling] = _merged(known, field, member, notice) if known else field
    return named(list(merged.values()), qualified, notice)


def _merged(first: Declared, second: Declared, member: str, notice: Callable[[str], None]) -> Declared:
    indexes = {field.index for field in (first, second)} - {None}
    defaults = {field.default for field in (first, second)} - {""}
    if len(indexes) > 1:
        columns = " and ".join(str(index) for index in sorted(indexes, key=str))
        raise ArchiveRefused(f"meta.xml, {member}: the term {first.spelling} is mapped to two columns ({columns}).")
    if len(defaults) > 1:
        raise ArchiveRefused(f"meta.xml, {member}: the term {first.spelling} has two default values.")
    notice(f"meta.xml, {member}: the term {first.spelling} is declared twice.")
    return Declared(first.spelling, next(iter(indexes), None), next(iter(defaults), ""))


def named(fields: Sequence[Declared], name_of: Callable[[str], str], notice: Callable[[str], None]) -> tuple[Column, ...]:
    """Columns with distinct names, letter case aside.

    Where an old and a modern spelling mean the same term, the modern one has the name and the other keeps its own.
    """
    order = sorted(range(len(fields)), key=lambda at: not _is_modern(fields[at].spelling, name_of))
    names: dict[int, str] = {}
    taken = set(_TAKEN)
    for at in order:
        names[at] = _free(fields[at], name_of(fields[at].spelling), taken)
        taken.add(names[at].casefold())
        if names[at] != name_of(fields[at].spelling):
            notice(
                f"The column {fields[at].spelling} is kept as {names[at]!r}: the name {name_of(fields[at].spelling)!r} is taken."
            )
    return tuple(Column(names[at], field.index, field.default) for at, field in enumerate(fields))


def _is_modern(spelling: str, name_of: Callable[[str], str]) -> bool:
    return spelling.casefold().endswith(name_of(spelling).partition(":")[2].casefold())


def _free(field: Declared, name: str, taken: set[str]) -> str:
    choices = (name, field.spelling, f"{field.spelling} (column {field.index})")
    return next(choice for choice in choices if choice.casefold() not in taken)
