"""Columns of few different values: each value is kept once, each row knows which it has, and a question is asked once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LARGEST = 2**62


@dataclass(frozen=True, slots=True)
class Coded:
    """A column: the value of each row is the one at its code."""

    codes: NDArray[np.int64]
    values: Sequence[Any]

    @property
    def plain(self) -> list[Any]:
        """The value of each row.

        >>> coded(["BE", "FR", "BE"]).plain
        ['BE', 'FR', 'BE']
        """
        values = self.values
        return [values[code] for code in self.codes.tolist()]

    def each(self, made_of: Callable[[Any], Any]) -> Coded:
        """The column of what is made of each value."""
        return Coded(self.codes, [made_of(value) for value in self.values])

    def merged(self) -> Coded:
        """The same column with equal values under one code.

        >>> coded(["a", "A"]).each(str.lower).merged().values
        ['a']
        """
        return coded(self.values).at(self.codes)

    def at(self, rows: NDArray[np.int64]) -> Coded:
        """The column of the values that some rows have."""
        return Coded(self.codes[rows], self.values)


def coded(values: Iterable[Hashable]) -> Coded:
    """The column with these values row by row."""
    numbers: dict[Hashable, int] = {}
    codes = [numbers.setdefault(value, len(numbers)) for value in values]
    return Coded(np.array(codes, dtype=np.int64), list(numbers))


def everywhere(value: Any, rows: int) -> Coded:
    """The column of one value."""
    return Coded(np.zeros(rows, dtype=np.int64), [value])


def asked(ask: Callable[..., Any], columns: Sequence[Coded]) -> Coded:
    """The column of answers: each different combination of values in a row is asked about once.

    >>> asked("{}{}".format, [coded("aab"), coded("xxy")]).values
    ['ax', 'by']
    """
    first, of = _combinations(columns)
    return Coded(of, [ask(*values) for values in zip(*(column.at(first).plain for column in columns), strict=True)])


def _combinations(columns: Sequence[Coded]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A row of each different combination, and the number of its combination for each row."""
    keys = np.zeros(len(columns[0].codes), dtype=np.int64)
    many = 1
    for column in columns:
        if many * len(column.values) > _LARGEST:
            keys = np.unique(keys, return_inverse=True)[1].astype(np.int64)
            many = len(keys)
        keys = keys * len(column.values) + column.codes
        many *= len(column.values)
    _, first, of = np.unique(keys, return_index=True, return_inverse=True)
    return first.astype(np.int64), of.astype(np.int64)
