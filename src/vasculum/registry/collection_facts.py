"""What a page tells of a collection beside its figures: declared beside computed, its states, its parts along the axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vasculum.model.language_map import name_in
from vasculum.registry.axes import AXES, axis_label
from vasculum.registry.computed import LEVELS, Compared, Computed, compared
from vasculum.registry.models import Allocation, Collection, StatusPeriod
from vasculum.registry.periods import period_in_words
from vasculum.registry.vocabularies import label
from vasculum.registry.words import date_in_words, figure_in_words, measure_in_words
from vasculum.web.addresses import with_parameters
from vasculum.web.writing import percent


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One thing as declared and as counted in this node's records; `share` is that of the records, from 0 to 100."""

    name: str
    declared: str
    is_declared: bool
    computed: int
    address: str
    share: float
    disagrees: bool


def besides(collection: Collection, found: Computed, language: str, search: str) -> list[BesideRow]:
    """Held, recorded, imaged, published and the MIDS levels; rows of which nobody says anything are left out."""
    rows = compared(collection, found)
    return [_beside(row, collection.key, found, language, search) for row in rows if row.declared or row.computed]


def _beside(row: Compared, key: str, found: Computed, language: str, search: str) -> BesideRow:
    declared = measure_in_words(row.declared, language) if row.declared else figure_in_words(None, language)
    share = round(100 * row.computed / found.recorded, 2) if found.recorded else 0.0
    address = _search_for(row.counted, key, search) if row.computed else ""
    return BesideRow(
        label("counted", row.counted, language), declared, row.declared is not None, row.computed, address, share, row.disagrees
    )


def _search_for(counted: str, key: str, search: str) -> str:
    """The records that were counted; nothing for those under a licence, since any licence counts."""
    levels = {f"mids_{level}": {"midsLevel": [str(level)]} for level in LEVELS}
    narrower = {"held": {}, "recorded": {}, "imaged": {"hasMedia": ["true"]}, **levels}.get(counted)
    return "" if narrower is None else with_parameters(search, {"collection": [key], **narrower})


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A state of a collection: when, why, who retires when, and whether there is a successor."""

    status: str
    code: str
    period: str
    reason: str
    retires_on: str
    successor: str
    source: str
    says_more: bool


def status_rows(collection: Collection, language: str) -> list[StatusRow]:
    """The states a collection was in, the newest first; being in care, and nothing more, is no history."""
    rows = [_status(row, language) for row in reversed(collection.statuses.all())]
    return [] if len(rows) == 1 and rows[0].code == "active" and not rows[0].says_more else rows


def _status(row: StatusPeriod, language: str) -> StatusRow:
    period = period_in_words(row.period, language) or _("dates not stated")
    successor = label("successor", row.successor, language) if row.successor else ""
    when, why = date_in_words(row.retires_on, language), name_in(row.reason, language)
    more = bool(why or when or successor or period_in_words(row.period, language))
    return StatusRow(label("status", row.status, language), row.status, period, why, when, successor, row.source, more)


@dataclass(frozen=True, slots=True)
class AxisRow:
    """A part of a collection: its place on each axis with the list of what lies there, its share, its figures in words."""

    places: tuple[tuple[str, str], ...]
    share: str
    figures: Sequence[str]


def axis_rows(collection: Collection, language: str, collections: str) -> list[AxisRow]:
    """The parts of a collection along the axes of the survey."""
    return [_part(row, language, collections) for row in collection.allocations.prefetch_related("measures")]


def _part(row: Allocation, language: str, collections: str) -> AxisRow:
    codes = [(name, getattr(row, name)) for name in AXES]
    places = tuple(
        (axis_label(name, code, language), with_parameters(collections, {"at": [f"{name}:{code}"]})) if code else ("", "")
        for name, code in codes
    )
    figures = [
        f"{label('counted', each.counted, language)}: {measure_in_words(each.plain, language)}"
        for each in row.measures.all()
        if each.is_current
    ]
    return AxisRow(places, percent(100 * row.share, language) if row.share is not None else "", figures)
