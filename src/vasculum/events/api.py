"""Events for programs: what a source did where and when, part of what, and what was measured."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from vasculum.events import queries
from vasculum.lake.events import Asked, Listed

router = Router(tags=["events"])
MOST = 500

Body = dict[str, Any]


@router.get("/event", response={200: Body, 400: Body})
def sources(request: HttpRequest) -> Body:  # noqa: ARG001
    """The sources that have events, with how many."""
    found = [{"source": source.key, "events": queries.find(source.key, Asked(), 0)[0]} for source in queries.sources()]
    return {"sources": found}


class Asking(Schema):
    """What is asked of events: `from` and `to` are years, `parent` the eventID of the event they are part of, `-` for none."""

    q: str = ""
    type: str = ""
    measured: str = ""
    parent: str = ""
    begin: int | None = Field(None, alias="from", ge=1, le=9999)
    end: int | None = Field(None, alias="to", ge=1, le=9999)
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(50, ge=1, le=MOST)

    def asked(self) -> Asked:
        """The question to the ledger."""
        begin = dt.date(self.begin, 1, 1) if self.begin else None
        return Asked(self.q, self.type, self.measured, self.parent, begin, dt.date(self.end, 12, 31) if self.end else None)


@router.get("/event/{source}", response={200: Body, 400: Body, 404: Body})
def events(request: HttpRequest, source: str, asking: Query[Asking]) -> Body:  # noqa: ARG001
    """Events of a source, the earliest first."""
    _known(source)
    total, found = queries.find(source, asking.asked(), asking.limit, asking.offset)
    return {"total": total, "offset": asking.offset, "events": [_listed(each) for each in found]}


@router.get("/event/{source}/{number}", response={200: Body, 404: Body})
def event(request: HttpRequest, source: str, number: int) -> Body:  # noqa: ARG001
    """One event: its texts by Darwin Core term, its measurements, its children, and the identifiers of what was found at it."""
    _known(source)
    found = queries.event(source, number) if 0 <= number < 2**62 else None
    if found is None:
        raise Http404("The source has no such event.")
    parts, children = queries.find(source, Asked(parent=found.identifier), MOST)
    total, specimens = queries.specimens_at(source, found.identifier)
    return {
        "eventID": found.identifier,
        "parentEventID": found.parent,
        "version": found.version.version,
        "terms": dict(found.said),
        "placeIsShown": found.place_is_shown,
        "measurements": [dict(row) for row in found.measurements],
        "otherRows": dict(found.others),
        "children": {"total": parts, "events": [_listed(each) for each in children]},
        "specimens": {"total": total, "pids": [specimen.pid for specimen in specimens]},
    }


def _known(source: str) -> None:
    if source not in {each.key for each in queries.sources()}:
        raise Http404("No source with events has this key.")


def _listed(event: Listed) -> Body:
    return {
        "number": event.number,
        "eventID": event.event,
        "parentEventID": event.parent,
        "eventType": event.kind,
        "eventDate": event.date,
        "countryCode": event.country,
        "measurements": event.measurements,
    }
