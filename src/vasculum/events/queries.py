"""What the pages of events ask: the ledgers of events, and what was found at an event as the public may see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from vasculum.events.rules import hides_something, without_place
from vasculum.harvest.gate import public_version, rules_state
from vasculum.harvest.models import Source
from vasculum.lake.directory import listed_files
from vasculum.lake.events import MEASUREMENTS, Asked, Events, Listed, Measured, found_at
from vasculum.lake.history import versions
from vasculum.model.specimen import Change, Row, Version
from vasculum.specimens import queries as specimens
from vasculum.specimens.specimen import Specimen

LEDGERS = "events"
SHOWN = 50
LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the public may see it: `said` are its texts by term, without its place where that is protected."""

    source: str
    number: int
    version: Version
    said: Mapping[str, str]
    place_is_shown: bool
    measurements: tuple[Row, ...]
    others: Mapping[str, int]

    @property
    def identifier(self) -> str:
        """Its eventID."""
        return self.version.record_id

    @property
    def parent(self) -> str:
        """The eventID of the event it is part of."""
        return self.version.verbatim.get("dwc:parentEventID", "")


def sources() -> list[Source]:
    """The sources that have events."""
    every = Source.objects.select_related("collection__institution").order_by("key")
    return [source for source in every if listed_files(_folder(source.key))]


def _folder(source: str) -> Path:
    return Path(settings.NODE) / LEDGERS / source


def find(source: str, asked: Asked, size: int, start: int = 0) -> tuple[int, list[Listed]]:
    """How many events of a source answer, and some of them."""
    with closing(Events(_folder(source))) as events:
        return events.find(asked, size, start)


def all_found(source: str, asked: Asked, at_once: int = 2_000) -> Iterator[Listed]:
    """Every event of a source that answers."""
    with closing(Events(_folder(source))) as events:
        start = 0
        while found := events.find(asked, at_once, start)[1]:
            yield from found
            start += len(found)


def choices(source: str) -> tuple[dict[str, int], dict[str, int]]:
    """The kinds of events of a source and the things measured at them, counted."""
    with closing(Events(_folder(source))) as events:
        return (events.kinds(), events.measured()) if events.exists else ({}, {})


def series(source: str, kind: str, below: str = "") -> list[Measured]:
    """The numbers measured of one thing, of a source or of an event and its children."""
    with closing(Events(_folder(source))) as events:
        return events.series(kind, below)


def number_of(source: str, event: str) -> int | None:
    """The number of an event by its identifier."""
    with closing(Events(_folder(source))) as events:
        return events.number_of(event)


def event(source: str, number: int) -> Event | None:
    """An event by its number; None when it never was or is gone."""
    known = versions(Path(settings.NODE) / LEDGERS, source, number)
    if not known or known[-1].change is Change.GONE:
        return None
    before, shown = known[-1], public_version(known[-1])
    safe = not hides_something(before, shown) and not _protected_at(source, before.record_id)
    measurements = tuple(row for row_type in MEASUREMENTS for row in shown.extensions.get(row_type, ()))
    others = {row_type: len(rows) for row_type, rows in shown.extensions.items() if row_type not in MEASUREMENTS}
    return Event(source, number, shown, shown.verbatim if safe else without_place(shown), safe, measurements, others)


def _protected_at(source: str, event: str) -> bool:
    """Whether the gate hides the place of anything found at an event: the event's own place would tell it."""
    if not rules_state():
        return False
    _, pids = found_at(Path(settings.NODE) / "lake" / source, event, LOOKED_AT)
    for pid in pids:
        newest = specimens.history(pid)[-1]
        if hides_something(newest, public_version(newest)):
            return True
    return False


def specimens_at(source: str, event: str) -> tuple[int, list[Specimen]]:
    """How many specimens name an event, and the first of them as the public may see them."""
    total, pids = found_at(Path(settings.NODE) / "lake" / source, event, SHOWN)
    return total, [found for pid in pids if (found := specimens.specimen(pid))]
