"""Camtrap DP: deployments and the events within them are events, observations are records, every medium belongs to an event.

Source: Camtrap DP 1.0 (https://camtrap-dp.tdwg.org): a medium belongs to an event that observations of it name, else to the one
of its deployment during which it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from vasculum.formats.dwca.archive import Archive
from vasculum.formats.dwca.composing import Composing
from vasculum.formats.dwca.table import Table
from vasculum.formats.events.found import Found
from vasculum.formats.events.tables import Row, Tables, split_prefix
from vasculum.formats.events.words import fields_of, in_terms

TABLES = ("deployments", "media", "observations")
EVENT, OCCURRENCE, MEDIA = "dwc:Event", "dwc:Occurrence", "ac:Multimedia"
_OWN = "camtrap "
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "deployments": ("deploymentID", "deploymentStart", "deploymentEnd"),
    "media": ("mediaID", "deploymentID", "timestamp", "filePath"),
    "observations": ("observationID", "deploymentID", "mediaID", "eventID", "eventStart", "eventEnd", "scientificName"),
}


def fits(tables: Collection[str]) -> bool:
    """Whether these are the tables of Camtrap DP."""
    return set(TABLES) <= set(tables)


def read(
    tables: Tables,
    described: Mapping[str, Table],
    archive: Archive,
    work: Path,
    notices: Sequence[str],
    told: Callable[[int], None],
) -> Found:
    """The events and observations of a camera trap study."""
    _complete(tables)
    events = Composing(work / "events", EVENT, archive.budget, described["deployments"].members)
    records = Composing(work / "records", OCCURRENCE, archive.budget, described["observations"].members)
    for row in tables.all_of("deployments"):
        row.pop("id", "")
        events.add(EVENT, row.get("deploymentID", ""), _deployment(row))
    for row in _events_within(tables):
        events.add(EVENT, row["dwc:eventID"], row)
    for event, row in _media(tables):
        events.add(MEDIA, event, row)
    for number, row in enumerate(tables.joined("observations", "deploymentID", "deployments", "deploymentID", "of:"), start=1):
        _tell_observation(records, row, archive.metadata.license)
        told(number)
    for record, row in _media_of_observations(tables):
        records.add(MEDIA, record, row)
    name, metadata, heard = archive.name, archive.metadata, [*notices, *tables.notices]
    return Found(records.archive(name, heard, metadata), events.archive(name, heard, metadata))


def _complete(tables: Tables) -> None:
    """Gives each table the columns that are asked for and that it leaves out."""
    for name, needed in _NEEDED.items():
        tables.complete(name, needed)


def _deployment(row: Row) -> Row:
    begin, end = row.pop("deploymentStart", ""), row.pop("deploymentEnd", "")
    said = in_terms(row, fields_of("camtrap", "deployments"), _OWN)
    return said | {"dwc:eventType": "deployment", "dwc:eventDate": _period(begin, end), "dwc:samplingProtocol": "camera trap"}


def _period(begin: str, end: str) -> str:
    return f"{begin}/{end}" if begin and end and begin != end else begin or end


def _events_within(tables: Tables) -> Iterator[Row]:
    """The events that observations name, with the deployment each is part of and the time it took."""
    rows = tables.rows(
        'SELECT "eventID", min("deploymentID") AS deployment, min("eventStart") AS begin, max("eventEnd") AS "end" '
        'FROM observations WHERE "eventID" IS NOT NULL AND "eventID" NOT IN (SELECT "deploymentID" FROM deployments '
        'WHERE "deploymentID" IS NOT NULL) GROUP BY "eventID" ORDER BY min(line)'
    )
    for row in rows:
        yield {
            "dwc:eventID": row["eventID"],
            "dwc:parentEventID": row.get("deployment", ""),
            "dwc:eventType": "observation event",
            "dwc:eventDate": _period(row.get("begin", ""), row.get("end", "")),
        }


def _media(tables: Tables) -> Iterator[tuple[str, Row]]:
    """Every medium with the event it belongs to."""
    within = (
        'SELECT "deploymentID", "eventID", min(try_cast("eventStart" AS TIMESTAMPTZ)) AS begin, '
        'max(try_cast("eventEnd" AS TIMESTAMPTZ)) AS "end" FROM observations WHERE "eventID" IS NOT NULL GROUP BY ALL'
    )
    named = 'SELECT "mediaID", min("eventID") AS event FROM observations WHERE "mediaID" IS NOT NULL GROUP BY "mediaID"'
    during = (
        f'SELECT m.line, min(w."eventID") AS event FROM media m JOIN ({within}) w ON w."deploymentID" = m."deploymentID" '
        'AND try_cast(m."timestamp" AS TIMESTAMPTZ) BETWEEN w.begin AND w."end" GROUP BY m.line'
    )
    rows = tables.rows(
        'SELECT m.* EXCLUDE (line, id), coalesce(n.event, d.event, m."deploymentID") AS "the event" FROM media m '
        f'LEFT JOIN ({named}) n ON n."mediaID" = m."mediaID" LEFT JOIN ({during}) d ON d.line = m.line ORDER BY m.line'
    )
    for row in rows:
        event = row.pop("the event", "")
        yield event, in_terms(row, fields_of("camtrap", "media"), _OWN)


def _media_of_observations(tables: Tables) -> Iterator[tuple[str, Row]]:
    rows = tables.rows(
        'SELECT o."observationID" AS "the record", m.* EXCLUDE (line, id) FROM observations o '
        'JOIN media m ON m."mediaID" = o."mediaID" ORDER BY o.line'
    )
    for row in rows:
        yield row.pop("the record", ""), in_terms(row, fields_of("camtrap", "media"), _OWN)


def _tell_observation(records: Composing, joined: Row, license: str) -> None:
    row, deployment = split_prefix(joined, "of:")
    row.pop("id", "")
    said = in_terms(row, fields_of("camtrap", "observations"), _OWN)
    place = {term: text for term, text in _deployment(deployment).items() if term.startswith("dwc:") and term not in said}
    begin, end = row.get("eventStart", ""), row.get("eventEnd", "")
    records.add(
        OCCURRENCE,
        said.get("dwc:occurrenceID", ""),
        {
            **place,
            "dwc:basisOfRecord": "MachineObservation",
            "dcterms:license": license,
            **said,
            "dwc:eventID": said.get("dwc:eventID", "") or row.get("deploymentID", ""),
            "dwc:eventDate": _period(begin, end) or place.get("dwc:eventDate", ""),
        },
    )
