"""What changed between two versions of a specimen, term by term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vasculum.model.specimen import Change, Row, Version


@dataclass(frozen=True, slots=True)
class Difference:
    """One term that changed; "" stands for nothing. `interpreted` tells our reading from the museum's text."""

    term: str
    before: str
    after: str
    interpreted: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One version in the history: what changed since the one before, and whether the museum or our rules made it."""

    version: Version
    differences: tuple[Difference, ...]

    @property
    def cause(self) -> str:
        """`harvest` when the museum's text changed or the record came or went, `rules` when only our reading did."""
        from_museum = any(not difference.interpreted for difference in self.differences)
        return "harvest" if from_museum or self.version.change is not Change.UPDATED else "rules"


def steps(history: Sequence[Version]) -> list[Step]:
    """The history of a specimen, the latest first, each version with its differences from the one that had content before."""
    found: list[Step] = []
    before: Version | None = None
    for version in history:
        has_content = version.change is not Change.GONE
        found.append(Step(version, tuple(differences(before, version)) if before and has_content else ()))
        before = version if has_content else before
    return found[::-1]


def differences(before: Version, after: Version) -> list[Difference]:
    """Every term that differs, the museum's text first, then its extension rows, then our reading."""
    return [
        *(Difference(*change) for change in _changes(before.verbatim, after.verbatim)),
        *(Difference(*change) for change in _changes(_rows(before), _rows(after))),
        *(Difference(*change, interpreted=True) for change in _changes(_reading(before), _reading(after))),
    ]


def _changes(before: Row, after: Row) -> list[tuple[str, str, str]]:
    terms = dict.fromkeys((*before, *after))
    return [(term, before.get(term, ""), after.get(term, "")) for term in terms if before.get(term, "") != after.get(term, "")]


def _rows(version: Version) -> Row:
    return {name: "\n".join(map(_row, rows)) for name, rows in version.extensions.items() if rows}


def _row(row: Row) -> str:
    return " · ".join(f"{term} {text}" for term, text in sorted(row.items()))


def _reading(version: Version) -> Row:
    return {name: text for name, value in version.interpreted.items() if (text := as_text(value))}


def as_text(value: object) -> str:
    """A typed value as text; a list with ` | ` between its parts, as Darwin Core does.

    >>> as_text(["A. Cogniaux", "L. Piré"]), as_text(None), as_text(50.85), as_text(5000.0)
    ('A. Cogniaux | L. Piré', '', '50.85', '5000')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {as_text(part)}" for key, part in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " | ".join(as_text(part) for part in value)
    return str(value)
