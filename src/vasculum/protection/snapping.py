"""Places on the grid of a category: the middle of the cell, and how far the true place may be from it."""

from __future__ import annotations

import math

from vasculum.protection.rules import Category

_DEGREE = 111_320.0


def snapped(degrees: float, cells: int, furthest: int) -> float:
    """The middle of the cell in which a latitude (`furthest` 90) or longitude (180) lies; `cells` to a degree.

    >>> snapped(50.9281, 10, 90), snapped(50.9999, 10, 90), snapped(180.0, 1, 180)
    (50.95, 50.95, 179.5)
    """
    return (max(-furthest * cells, min(furthest * cells - 1, math.floor(degrees * cells))) + 0.5) / cells


def snapping(degrees: str, cells: str, furthest: int) -> str:
    """The same as SQL."""
    lowest, highest = f"(-{furthest} * {cells})", f"({furthest} * {cells} - 1)"
    return f"((greatest({lowest}, least({highest}, floor({degrees} * {cells}))) + 0.5) / {cells})"


def uncertainty(category: Category) -> int:
    """How far from the middle of its cell a place may lie, in metres.

    >>> uncertainty(Category.TENTH)
    7872
    """
    return math.ceil(math.sqrt(2) / 2 * _DEGREE / category.cells)


def words(category: Category) -> tuple[str, str]:
    """What is said of a protected record in dwc:dataGeneralizations and dwc:informationWithheld."""
    if category is Category.COUNTED:
        return "", "The record is counted and not shown; ask the institution that keeps the object."
    kept_back = "Locality, day, people, remarks and media are withheld; ask the institution that keeps the specimen."
    if not category.cells:
        return "Event date given as the year.", f"Coordinates withheld. {kept_back}"
    degree = category.value.partition(" ")[0]
    return f"Coordinates given as the middle of a cell of {degree} degree; event date given as the year.", kept_back
