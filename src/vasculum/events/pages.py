"""The pages of events: the sources that have any, the events of one, one event with its children, and files to take away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from vasculum.events import queries
from vasculum.events.queries import Event
from vasculum.events.rules import plot
from vasculum.harvest.models import Source
from vasculum.lake.events import Asked
from vasculum.model.specimen import Row
from vasculum.specimens.specimen import Specimen
from vasculum.web.layout import current_language, page
from vasculum.web.problems import ParameterError, problem_page
from vasculum.web.tables import csv_lines

PER_PAGE = 50
COLUMNS = ("eventID", "parentEventID", "eventType", "eventDate", "countryCode", "measurements")
MEASURED = ("eventID", "measurementType", "measurementTypeID", "measurementValue", "measurementValueID", "measurementUnit",
            "measurementUnitID", "measurementMethod", "measurementDeterminedBy", "measurementDeterminedDate",
            "measurementRemarks")  # fmt: skip


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """The sources that have events, with how many."""
    language = current_language()
    rows = [(source, source.collection.name(language), queries.find(source.key, Asked(), 0)[0]) for source in queries.sources()]
    return page(request, "events/events.html", {"rows": rows})


@require_safe
def events_of_source(request: HttpRequest, source: str) -> HttpResponse:
    """The events of a source: asked for, counted, and one measurement of theirs drawn over time."""
    known = get_object_or_404(Source.objects.select_related("collection__institution"), key=source)
    try:
        asked, at = asked_of(request), _page_of(request)
    except ParameterError as error:
        return problem_page(request, 400, str(error.reason))
    total, found = queries.find(source, asked, PER_PAGE, (at - 1) * PER_PAGE)
    kinds, measured = queries.choices(source)
    context = {
        "source": known,
        "collection": known.collection.name(current_language()),
        "asked": asked,
        "total": total,
        "found": found,
        "kinds": kinds,
        "measured": measured,
        "plot": plot(queries.series(source, asked.measured)) if asked.measured else None,
        "parameters": urlencode(parameters_of(asked)),
        "before": at - 1,
        "after": at + 1 if total > at * PER_PAGE else 0,
    }
    return page(request, "events/of_source.html", context)


def asked_of(request: HttpRequest) -> Asked:
    """What an address asks of events; raises ParameterError for a year that is none."""
    given = {name: request.GET.get(name, "").strip().replace("\0", "") for name in ("q", "type", "measured", "parent")}
    begin, end = _year(request, "from"), _year(request, "to")
    return Asked(
        given["q"],
        given["type"],
        given["measured"],
        given["parent"],
        begin and dt.date(begin, 1, 1),
        end and dt.date(end, 12, 31),
    )


def parameters_of(asked: Asked) -> dict[str, str]:
    """The parameters of an address that asks for these events."""
    said = {
        "q": asked.text,
        "type": asked.kind,
        "measured": asked.measured,
        "parent": asked.parent,
        "from": str(asked.begin.year) if asked.begin else "",
        "to": str(asked.end.year) if asked.end else "",
    }
    return {name: text for name, text in said.items() if text}


def _year(request: HttpRequest, name: str) -> Any:
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 4 and int(text) > 0):
        raise ParameterError(name, f"{name} is not a year: {text[:20]!r}")
    return int(text)


def _page_of(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdecimal() and 0 < len(text) <= 6 and int(text) > 0):
        raise ParameterError("page", f"page is not a number: {text[:20]!r}")
    return int(text)


@require_safe
def event(request: HttpRequest, source: str, number: int) -> HttpResponse:
    """One event: what it says, its measurements, its children, and what was found at it."""
    known = get_object_or_404(Source.objects.select_related("collection__institution"), key=source)
    found = _event(source, number)
    parts, children = queries.find(source, Asked(parent=found.identifier), PER_PAGE)
    total, specimens = queries.specimens_at(source, found.identifier)
    context = {
        "source": known,
        "collection": known.collection.name(current_language()),
        "event": found,
        "parent": queries.number_of(source, found.parent) if found.parent else None,
        "said": sorted(found.said.items()),
        "children": children,
        "parts": parts,
        "rows": [_measurement(row) for row in found.measurements],
        "specimens": [_specimen(each) for each in specimens],
        "total": total,
        **_drawn(request, found, with_children=bool(children)),
    }
    return page(request, "events/event.html", context)


def _measurement(row: Row) -> dict[str, str]:
    """A measurement as a line of a table; where it has no value, its words."""
    texts = {
        name: row.get(f"dwc:measurement{field}", "") for name, field in (("kind", "Type"), ("value", "Value"), ("unit", "Unit"))
    }
    return texts | {"value": texts["value"] or row.get("dwc:measurementRemarks", "")}


def _specimen(specimen: Specimen) -> dict[str, str]:
    said = specimen.content.verbatim
    return {
        "pid": specimen.pid,
        "name": said.get("dwc:scientificName", specimen.pid),
        "count": said.get("dwc:individualCount", ""),
    }


def _event(source: str, number: int) -> Event:
    found = queries.event(source, number)
    if found is None:
        raise Http404
    return found


def _drawn(request: HttpRequest, event: Event, with_children: bool) -> Mapping[str, Any]:
    """The measurement that was chosen, drawn over the event and its children."""
    if not with_children:
        return {}
    _, measured = queries.choices(event.source)
    wanted = request.GET.get("measured", "")
    for kind in [wanted] if wanted in measured else [*measured][:5]:
        if drawn := plot(queries.series(event.source, kind, event.identifier)):
            return {"plot": drawn, "drawn": kind, "measured": measured}
    return {"measured": measured}


@require_safe
def events_csv(request: HttpRequest, source: str) -> HttpResponseBase:
    """The events of a source that were asked for, as CSV."""
    get_object_or_404(Source, key=source)
    try:
        asked = asked_of(request)
    except ParameterError as error:
        return problem_page(request, 400, str(error.reason))
    rows = (
        (each.event, each.parent, each.kind, each.date, each.country, str(each.measurements))
        for each in queries.all_found(source, asked)
    )
    return _as_file(f"events-{source}.csv", COLUMNS, rows)


@require_safe
def measurements_csv(request: HttpRequest, source: str, number: int) -> HttpResponseBase:  # noqa: ARG001
    """The measurements of one event as CSV."""
    found = _event(source, number)
    terms = [name if name == "eventID" else f"obis:{name}" if name.endswith("ID") else f"dwc:{name}" for name in MEASURED]
    rows = ((found.identifier, *(row.get(term, "") for term in terms[1:])) for row in found.measurements)
    return _as_file(f"measurements-{source}-{number}.csv", MEASURED, rows)


def _as_file(name: str, columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> HttpResponseBase:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8", headers=headers)
