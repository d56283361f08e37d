"""Figures for a page: as printed, as understood, with their margins drawn, the newest first and those that disagree marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vasculum.model.language_map import name_in
from vasculum.model.measure import Measure as Told
from vasculum.registry.lines import Bar, Line, bar_of, reach_of
from vasculum.registry.side_by_side import Beside
from vasculum.registry.vocabularies import label
from vasculum.registry.words import basis_in_words, date_in_words, figure_in_words, measure_in_words, number


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: `printed` as the source has it, `understood` in words, `rounding` what its printed digits leave open."""

    printed: str
    understood: str
    rounding: str
    as_of: str
    basis: str
    by_whom: str
    source: str
    note: str
    bar: Bar | None
    is_current: bool
    is_superseded: bool
    is_reported: bool
    disagrees: bool


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Everything said of one thing, such as what is held or what is imaged."""

    name: str
    rows: tuple[FigureRow, ...]

    @property
    def disagrees(self) -> bool:
        """Whether any figure cannot be right together with the one that counts."""
        return any(row.disagrees for row in self.rows)


def collection_figures(groups: Mapping[str, Sequence[Beside]], language: str) -> list[FigureGroup]:
    """The figures of a collection, what is held first."""
    ordered = sorted(groups, key=lambda counted: counted != "held")
    return [FigureGroup(label("counted", each, language), _rows(groups[each], language)) for each in ordered]


def institution_figures(groups: Mapping[str, Sequence[Beside]], language: str) -> list[FigureGroup]:
    """The figures of an institution, by the thing they are about."""
    return [FigureGroup(_thing(name, each, language), _rows(each, language)) for name, each in groups.items()]


def _thing(name: str, figures: Sequence[Beside], language: str) -> str:
    what = next((each.told.what for each in figures if each.told.what), {})
    return name_in(what, language) or label("counted", name, language)


def _rows(figures: Iterable[Beside], language: str) -> tuple[FigureRow, ...]:
    listed = list(figures)
    widest: defaultdict[str, int] = defaultdict(int)
    for each in listed:
        widest[each.told.unit] = max(widest[each.told.unit], reach_of(_line(each.told)))
    return tuple(_row(each, widest[each.told.unit], language) for each in listed)


def _line(told: Told) -> Line:
    return Line("", "", told.unit, told.low, told.best, told.high)


def _row(beside: Beside, whole: int, language: str) -> FigureRow:
    told = beside.told
    return FigureRow(
        printed=name_in(told.verbatim, language),
        understood=_understood(told, language),
        rounding=number(told.printed_step // 2, language) if _is_rounded(told) and told.printed_step else "",
        as_of=date_in_words(told.as_of, language),
        basis=basis_in_words(told, language),
        by_whom=told.by_whom,
        source=told.source,
        note=name_in(told.note, language),
        bar=bar_of(_line(told), whole) if told.is_figure and whole else None,
        is_current=beside.is_current,
        is_superseded=beside.is_superseded,
        is_reported=told.standing == "reported",
        disagrees=beside.disagrees,
    )


def _is_rounded(told: Told) -> bool:
    """Whether nothing but the printed digits tells how exact a figure is."""
    return told.low is None and told.high is None and (told.printed_step or 0) > 1


def _understood(told: Told, language: str) -> str:
    """The size and its margins; how and when it was found stands beside."""
    bare = Told(told.counted, told.unit, told.low, told.best, told.high, told.qualifier)
    return measure_in_words(bare, language) if told.is_figure else figure_in_words(told, language)


def lines_of_figures(groups: Mapping[str, Sequence[Beside]], language: str) -> list[Line]:
    """The figures as lines to take away: what is counted, the figure, and beside it how it was printed."""
    return [
        Line(
            counted, label("counted", counted, language), told.unit, told.low, told.best, told.high, 1,
            measure_in_words(told, language), beside=name_in(told.verbatim, language), address=told.source,
        )
        for counted, figures in groups.items()
        for told in (each.told for each in figures)
    ]  # fmt: skip
