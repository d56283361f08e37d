"""What a curator should hear about how a sheet was read: what was inferred, how often, and where first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vasculum.model.rejection import Rejection


@dataclass(frozen=True, slots=True)
class Notice:
    """Something inferred: its code (of `terms/sheet_notices.csv`), the column (from 0, or -1), the first row, how often."""

    code: str
    column: int
    row: int
    count: int


@dataclass(slots=True)
class Noticed:
    """Collects notices by kind and column, and the rows of a text table that could not be used."""

    rejected: list[Rejection] = field(default_factory=list)
    _counts: dict[tuple[str, int], list[int]] = field(default_factory=dict)

    def __call__(self, code: str, row: int = 0, column: int = -1) -> None:
        """Tells that something was inferred in a cell."""
        known = self._counts.get((code, column))
        if known is None:
            self._counts[code, column] = [row, 1]
        else:
            known[1] += 1

    def add(self, code: str, count: int) -> None:
        """Tells that something was inferred so many times, in no one cell."""
        if count:
            self._counts.setdefault((code, -1), [0, 0])[1] += count

    def __iter__(self) -> Iterator[Notice]:
        for (code, column), (row, count) in sorted(self._counts.items()):
            yield Notice(code, column, row, count)

    def count(self, code: str) -> int:
        """How often something was inferred, over all columns."""
        return sum(count for (known, _), (_, count) in self._counts.items() if known == code)
