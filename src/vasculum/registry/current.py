"""Which of several figures about one thing counts: the newest one declared that nothing supersedes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Standing(NamedTuple):
    """What decides between figures: whom and what they are about, their date, and whether another one replaced them.

    Figures with another `quantity` are about another thing, although the unit is the same.
    """

    id: int
    subject: tuple[str, int]
    counted: str
    unit: str
    as_of: str
    quantity: str
    standing: str
    is_superseded: bool


def current(figures: Iterable[Standing]) -> set[int]:
    """The ids of the figures that count; one without a date is older than any with, and of two alike the later entered counts.

    >>> old = Standing(1, ("collection", 7), "held", "objects", "2012", "", "declared", False)
    >>> current([old, old._replace(id=2, as_of="2024"), old._replace(id=3, as_of="2025", standing="reported")])
    {2}
    """
    newest: dict[tuple[tuple[str, int], str, str, str], Standing] = {}
    for figure in figures:
        place = (figure.subject, figure.counted, figure.unit, figure.quantity)
        if figure.standing == "declared" and not figure.is_superseded and _is_newer(figure, newest.get(place)):
            newest[place] = figure
    return {figure.id for figure in newest.values()}


def _is_newer(figure: Standing, than: Standing | None) -> bool:
    return than is None or (_end(figure.as_of), figure.id) > (_end(than.as_of), than.id)


def _end(as_of: str) -> str:
    return as_of.rpartition("/")[2]
