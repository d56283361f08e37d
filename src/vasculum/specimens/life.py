"""The life of a specimen in dates: collected, identified, placed on the map, described here, changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from vasculum.interpret.identifications import Identification
from vasculum.model.specimen import Change, Version
from vasculum.specimens.differences import as_text


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: its date as far as it is known (ISO 8601, or as it was written), what, and a word more."""

    date: str
    what: str
    more: str = ""


def life(version: Version, opinions: Sequence[Identification], history: Sequence[Version]) -> list[Moment]:
    """What happened to a specimen, in the order of time; what has no date of its own is left out."""
    moments = [*_in_the_field(version), *_at_the_table(version, opinions), *_here(history)]
    return sorted((each for each in moments if each.date), key=lambda each: each.date)


def _in_the_field(version: Version) -> Iterator[Moment]:
    people = version.interpreted.get("recorded_by") or ()
    who = ", ".join(map(str, people)) or version.verbatim.get("dwc:recordedBy", "")
    yield Moment(as_text(version.interpreted.get("event_date")), _("Collected"), who)


def _at_the_table(version: Version, opinions: Sequence[Identification]) -> Iterator[Moment]:
    for each in opinions:
        yield Moment(each.date, _("Identified as %(name)s") % {"name": each.name}, each.identified_by)
    yield Moment(
        version.verbatim.get("dwc:georeferencedDate", ""), _("Placed on the map"), version.verbatim.get("dwc:georeferencedBy", "")
    )


def _here(history: Sequence[Version]) -> Iterator[Moment]:
    words = {Change.NEW: _("Described here"), Change.GONE: _("Gone from its source"), Change.RETURNED: _("Back in its source")}
    for each in history:
        day: dt.date = timezone.localtime(each.modified).date()
        yield Moment(day.isoformat(), words.get(each.change) or _("Version %(number)s") % {"number": each.version})
