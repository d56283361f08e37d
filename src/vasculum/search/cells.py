"""Cells of the map: squares of the Web Mercator tiling, numbered so that each lies within one range of every coarser one.

A cell of level n is a tile of zoom n, its number the bits of column and row in turn (Morton order); a place is a cell of the
finest level, under a metre wide. In the index a place has its number, and above it a few coarser cells as terms.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

FINEST = 26
LEVELS = (3, 6, 9, 12, 15, 18)
NORTHMOST = 85.05112877980659

Numbers = NDArray[np.int64]


# How every second bit is moved together: by so many, keeping these.
_STEPS = (
    (1, 0x3333333333333333),
    (2, 0x0F0F0F0F0F0F0F0F),
    (4, 0x00FF00FF00FF00FF),
    (8, 0x0000FFFF0000FFFF),
    (16, 0x00000000FFFFFFFF),
)


def cell_at(longitude: float, latitude: float, level: int = FINEST) -> int:
    """The cell that holds a place given in degrees; the poles belong to the first and last row.

    >>> cell_at(0, 0, 1), cell_at(4.3, 50.9, 3) == cell_at(4.3, 50.9) >> 2 * (FINEST - 3)
    (3, True)
    """
    bounded = math.radians(max(-NORTHMOST, min(NORTHMOST, latitude)))
    across = (longitude + 180) / 360
    down = 0.5 - math.log((1 + math.sin(bounded)) / (1 - math.sin(bounded))) / (4 * math.pi)
    column, row = (max(0, min(2**level - 1, math.floor(part * 2**level))) for part in (across, down))
    return cell_of_tile(column, row)


def cell_of_tile(column: int, row: int) -> int:
    """The number of the tile in a column and a row, of any level.

    >>> cell_of_tile(3, 1), tile_of_cell(7)
    (7, (3, 1))
    """
    return sum(((column >> bit) & 1) << 2 * bit | ((row >> bit) & 1) << 2 * bit + 1 for bit in range(FINEST))


def tile_of_cell(cell: int) -> tuple[int, int]:
    """The column and row of a cell, the inverse of `cell_of_tile`."""
    column = sum(((cell >> 2 * bit) & 1) << bit for bit in range(FINEST))
    return column, sum(((cell >> 2 * bit + 1) & 1) << bit for bit in range(FINEST))


def term(level: int, cell: int) -> int:
    """The term of a cell in the index: a one before its bits tells the level."""
    return 1 << 2 * level | cell


def terms_within(level: int, cell: int) -> list[int]:
    """The terms that together cover a cell of any level: its own, or those of the next finer level that the index has.

    >>> terms_within(3, 5), len(terms_within(4, 0))
    ([69], 16)
    """
    held = next((each for each in LEVELS if each >= level), LEVELS[-1])
    finer = 2 * (held - level)
    return [term(held, (cell << finer) + part) for part in range(1 << finer)] if finer >= 0 else [term(held, cell >> -finer)]


def columns_and_rows(cells: Numbers) -> tuple[Numbers, Numbers]:
    """The columns and rows of many cells at once."""
    return _gathered(cells), _gathered(cells >> 1)


def _gathered(bits: Numbers) -> Numbers:
    """Every second bit, moved together."""
    bits = bits & 0x5555555555555555
    for shift, mask in _STEPS:
        bits = (bits | bits >> shift) & mask
    return bits


def bounds(cells: Numbers, level: int) -> tuple[NDArray[np.float64], ...]:
    """West, south, east and north of cells of one level in degrees; the first and last row reach to the poles."""
    columns, rows = columns_and_rows(cells)
    north, south = _latitude(rows, level), _latitude(rows + 1, level)
    south, north = np.where(rows == 2**level - 1, -90.0, south), np.where(rows == 0, 90.0, north)
    return columns / 2**level * 360 - 180, south, (columns + 1) / 2**level * 360 - 180, north


def centres(cells: Numbers, level: int = FINEST) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longitude and latitude of the middle of cells."""
    columns, rows = columns_and_rows(cells)
    return (columns + 0.5) / 2**level * 360 - 180, _latitude(rows + 0.5, level)


def _latitude(rows: NDArray[np.generic], level: int) -> NDArray[np.float64]:
    answer: NDArray[np.float64] = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * rows / 2**level))))
    return answer
