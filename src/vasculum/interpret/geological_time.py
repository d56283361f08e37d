"""Geological time: texts on eons, eras, periods, epochs and ages to an interval in millions of years ago."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vasculum.interpret.geological_time_scale import RANKS, Unit, spelled
from vasculum.interpret.reading import Interpreter, Reading
from vasculum.model.remark import stored

LONGEST = 200
UNKNOWN, UNCERTAIN, COARSENED = "GEOLOGICAL_TIME_UNKNOWN", "GEOLOGICAL_TIME_UNCERTAIN", "GEOLOGICAL_TIME_COARSENED"
TURNED, RANK, MISMATCH = "GEOLOGICAL_TIME_TURNED", "GEOLOGICAL_TIME_RANK", "GEOLOGICAL_TIME_MISMATCH"
NAMES = {
    "eon": "EonOrLowestEonothem",
    "era": "EraOrLowestErathem",
    "period": "PeriodOrLowestSystem",
    "epoch": "EpochOrLowestSeries",
    "age": "AgeOrLowestStage",
}
EARLIEST = tuple(f"dwc:earliest{NAMES[rank]}" for rank in RANKS)
LATEST = tuple(f"dwc:latest{NAMES[rank].replace('Lowest', 'Highest')}" for rank in RANKS)

_SPAN = re.compile(r"\s?[-–—/]\s?|\s(?:to|tot|à|bis|and|en|et|und)\s", re.IGNORECASE)
_DOUBT = re.compile(r"\?|\b(?:cf|probably|possibly|waarschijnlijk|mogelijk|probablement|vermutlich)\b\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Span:
    """The oldest and the youngest unit that a text names, and the codes of the remarks that its reading earned."""

    oldest: Unit
    youngest: Unit
    remarks: tuple[str, ...]


def read_geological_time(text: str, term: str = EARLIEST[2]) -> Reading:
    """The unit or units that a text names, and their start and end in millions of years ago.

    >>> read_geological_time("Krijt").values
    ('Cretaceous', 145.0, 66.0)
    >>> read_geological_time("Campanien - Maastrichtien").values
    ('Campanian/Maastrichtian', 83.6, 66.0)
    >>> read_geological_time("Upper Eocene?").remarks
    ('GEOLOGICAL_TIME_UNCERTAIN dwc:earliestPeriodOrLowestSystem', 'GEOLOGICAL_TIME_COARSENED dwc:earliestPeriodOrLowestSystem')
    """
    if not text.strip():
        return Reading((None, None, None))
    span = _span(text)
    if span is None:
        return Reading((None, None, None), (stored(UNKNOWN, term),))
    return _told(span.oldest, span.youngest, [stored(code, term) for code in span.remarks])


def _span(text: str) -> _Span | None:
    if len(text) > LONGEST:
        return None
    bare = " ".join(_DOUBT.sub(" ", text).split())
    doubt = (UNCERTAIN,) if _DOUBT.search(text) else ()
    parts = [bare] if spelled(bare) else _SPAN.split(bare)
    found = [meant for meant in map(spelled, parts) if meant]
    if not 1 <= len(parts) <= 2 or len(found) != len(parts):
        return None
    coarse = (COARSENED,) if any(meant.coarsened for meant in found) else ()
    first, last = found[0].unit, found[-1].unit
    if first.start < last.start or first.end < last.end:
        return _Span(last, first, (*doubt, *coarse))
    return _Span(first, last, (*doubt, *coarse))


def _told(oldest: Unit, youngest: Unit, remarks: list[str]) -> Reading:
    name = oldest.name if oldest == youngest else f"{oldest.name}/{youngest.name}"
    return Reading((name, oldest.start, youngest.end), tuple(dict.fromkeys(remarks)))


def _read(*texts: str) -> Reading:
    """The interval from the finest earliest unit to the finest latest one; a coarser unit that does not hold it is remarked."""
    remarks: list[str] = []
    earliest = _finest(EARLIEST, texts[: len(RANKS)], remarks)
    latest = _finest(LATEST, texts[len(RANKS) :], remarks)
    first, last = earliest or latest, latest or earliest
    if first is None or last is None:
        return Reading((None, None, None), tuple(remarks))
    oldest, youngest = first.oldest, last.youngest
    if oldest.start < youngest.start or oldest.end < youngest.end:
        oldest, youngest = last.oldest, first.youngest
        remarks.append(stored(TURNED, EARLIEST[0]))
    return _told(oldest, youngest, remarks)


def _finest(terms: tuple[str, ...], texts: tuple[str, ...], remarks: list[str]) -> _Span | None:
    """The span of the finest rank that can be read, held against the ranks above it."""
    finest: _Span | None = None
    for rank, term, text in zip(RANKS, terms, texts, strict=True):
        span = _span(text) if text.strip() else None
        if span is None:
            remarks += [stored(UNKNOWN, term)] if text.strip() else []
            continue
        remarks += [stored(code, term) for code in span.remarks]
        if {span.oldest.rank, span.youngest.rank} - {rank, "informal"}:
            remarks.append(stored(RANK, term))
        if finest and not (finest.oldest.start >= span.oldest.start and span.youngest.end >= finest.youngest.end):
            remarks.append(stored(MISMATCH, term))
        finest = span
    return finest


GEOLOGICAL_TIME = Interpreter(
    subject="geological time",
    inputs=EARLIEST + LATEST,
    columns={"geological_time": "VARCHAR", "geological_start": "DOUBLE", "geological_end": "DOUBLE"},
    read=_read,
)
