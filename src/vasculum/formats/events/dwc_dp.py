"""A Darwin Core Data Package: events with their assertions and surveys, material and occurrences with theirs.

Source: Darwin Core Data Package 0.1, draft (https://github.com/gbif/dwc-dp). Rows point at each other by keys (`event_fk` at
`event_pk`), which mean nothing outside: what leaves here is called by the identifiers that the rows carry, else by the keys.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vasculum.formats.dwca.archive import Archive
from vasculum.formats.dwca.composing import Composing
from vasculum.formats.dwca.table import Table
from vasculum.formats.events.found import Found
from vasculum.formats.events.soundness import reject_strangers, reject_twice, strangers
from vasculum.formats.events.tables import Row, Tables, split_prefix
from vasculum.formats.events.words import darwin_core, fields_of

EVENT, OCCURRENCE = "dwc:Event", "dwc:Occurrence"
MEASUREMENT, MEDIA, IDENTIFICATION, SURVEY = "obis:ExtendedMeasurementOrFact", "ac:Multimedia", "dwc:Identification", "eco:Event"
_EVENT = "of event:"
_ITS_OWN = frozenset({"dwc:eventID", "dwc:parentEventID", "dwc:eventType"})


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of thing: its table, its key and identifier, and the field by which others point at it."""

    table: str
    key: str
    identifier: str
    pointer: str


_EVENTS = _Kind("event", "event_pk", "eventID", "event_fk")
_MATERIAL = _Kind("material", "materialEntity_pk", "materialEntityID", "materialEntity_fk")
_OCCURRENCES = _Kind("occurrence", "occurrence_pk", "occurrenceID", "occurrence_fk")
_KINDS = (_EVENTS, _MATERIAL, _OCCURRENCES)
_WHEN = {"material": "collectionEvent_fk", "occurrence": "event_fk"}
_BASIS = {"material": "MaterialEntity", "occurrence": "Occurrence"}

TABLES = (
    *(kind.table for kind in _KINDS),
    *(f"{kind.table}-{what}" for kind in _KINDS for what in ("assertion", "media")),
    "identification",
    "media",
    "survey",
)


def fits(tables: Collection[str]) -> bool:
    """Whether these are tables of a Darwin Core Data Package that records or events come of."""
    return bool({kind.table for kind in _KINDS} & set(tables))


def read(
    tables: Tables,
    described: Mapping[str, Table],
    archive: Archive,
    work: Path,
    notices: Sequence[str],
    told: Callable[[int], None],
) -> Found:
    """The events and records of a package."""
    present = [kind for kind in _KINDS if kind.table in tables.terms]
    for kind in present:
        tables.complete(kind.table, (kind.key, kind.identifier, "parentEvent_fk", *_WHEN.values()))
    for table in ("identification", "media", "survey", *(name for name in tables.terms if "-" in name)):
        if table in tables.terms:
            tables.complete(table, ("media_pk", "media_fk", *(kind.pointer for kind in present)))
    _make_sound(tables, present)
    telling = _Telling(tables, described, archive, work)
    for kind in present:
        telling.tell(kind, told)
    return telling.found([*notices, *tables.notices])


def _make_sound(tables: Tables, present: Sequence[_Kind]) -> None:
    """Rejects rows that point at nothing or have the key of another, and tells of records whose event is missing."""
    for kind in present:
        own = f'coalesce(r."{kind.key}", r."{kind.identifier}")'
        reject_twice(tables, kind.table, own, kind.key if kind.key in tables.terms[kind.table] else kind.identifier)
        keys = f'SELECT {own} FROM "{kind.table}" r WHERE {own} IS NOT NULL'
        for table in (f"{kind.table}-assertion", f"{kind.table}-media", "identification", *(["survey"] * (kind is _EVENTS))):
            if table in tables.terms:
                reject_strangers(tables, table, kind.pointer, keys)
        if "media" in tables.terms and f"{kind.table}-media" in tables.terms:
            tables.complete("media", ("mediaID",))
            media = 'SELECT coalesce("media_pk", "mediaID") FROM media WHERE coalesce("media_pk", "mediaID") IS NOT NULL'
            reject_strangers(tables, f"{kind.table}-media", "media_fk", media)
    if _EVENTS in present:
        events = 'SELECT coalesce("event_pk", "eventID") FROM event WHERE coalesce("event_pk", "eventID") IS NOT NULL'
        tables.notices += strangers(tables, "event", "parentEvent_fk", events, "an event")
        for kind in present:
            if kind is not _EVENTS:
                tables.notices += strangers(tables, kind.table, _WHEN[kind.table], events, "an event")


class _Telling:
    def __init__(self, tables: Tables, described: Mapping[str, Table], archive: Archive, work: Path) -> None:
        self._tables, self._archive = tables, archive
        self._events = Composing(work / "events", EVENT, archive.budget, _members(described, "event"))
        self._records = Composing(work / "records", OCCURRENCE, archive.budget, _members(described, "material", "occurrence"))
        self._count = 0

    def tell(self, kind: _Kind, told: Callable[[int], None]) -> None:
        """Tells the rows of a kind, and the rows that point at them."""
        if kind is _EVENTS:
            self._tell_events()
        else:
            self._tell_records(kind, told)
        into = self._events if kind is _EVENTS else self._records
        for identifier, row in self._pointing(f"{kind.table}-assertion", kind):
            into.add(MEASUREMENT, identifier, _named(row, "assertion"))
        for identifier, row in self._media(kind):
            into.add(MEDIA, identifier, _named(row, "media"))
        if kind is _EVENTS:
            for identifier, row in self._pointing("survey", kind):
                into.add(SURVEY, identifier, {f"eco:{field}": text for field, text in _clean(row).items()})
        else:
            for identifier, row in self._pointing("identification", kind):
                into.add(IDENTIFICATION, identifier, _named(row, "identification"))

    def _tell_events(self) -> None:
        sql = (
            'SELECT e.* EXCLUDE (line, id), coalesce(p."eventID", p."event_pk", e."parentEvent_fk") AS "the parent" FROM event e '
            'LEFT JOIN event p ON coalesce(p."event_pk", p."eventID") = e."parentEvent_fk" ORDER BY e.line'
        )
        for row in self._tables.rows(sql):
            identifier, parent = row.get("eventID") or row.get("event_pk", ""), row.pop("the parent", "")
            self._events.add(EVENT, identifier, {**_named(row, "event"), "dwc:eventID": identifier, "dwc:parentEventID": parent})

    def _tell_records(self, kind: _Kind, told: Callable[[int], None]) -> None:
        for row in self._with_event(kind):
            own, event = split_prefix(row, _EVENT)
            identifier = own.get(kind.identifier) or own.get(kind.key, "")
            said = _named(own, kind.table) | {darwin_core(kind.identifier): identifier}
            at = event.get("eventID") or event.get("event_pk") or own.get(_WHEN[kind.table], "")
            inherited = {term: text for term, text in _named(event, "event").items() if term not in _ITS_OWN}
            usual = {
                "dwc:basisOfRecord": _BASIS[kind.table],
                "dcterms:license": self._archive.metadata.license,
                "dwc:eventID": at,
            }
            self._records.add(OCCURRENCE, identifier, {**usual, **inherited, **self._accepted(kind, own), **said})
            self._count += 1
            told(self._count)

    def _with_event(self, kind: _Kind) -> Iterator[Row]:
        if "event" not in self._tables.terms:
            yield from self._tables.all_of(kind.table)
            return
        theirs = ", ".join(f'e."{term}" AS "{_EVENT}{term}"' for term in self._tables.terms["event"] if '"' not in term)
        yield from self._tables.rows(
            f'SELECT r.* EXCLUDE (line, id), {theirs} FROM "{kind.table}" r '
            f'LEFT JOIN event e ON coalesce(e."event_pk", e."eventID") = r."{_WHEN[kind.table]}" ORDER BY r.line'
        )

    def _accepted(self, kind: _Kind, row: Row) -> Row:
        """The one identification of a record that is accepted, or its only one."""
        if "identification" not in self._tables.terms:
            return {}
        key = row.get(kind.key) or row.get(kind.identifier, "")
        pointing = f'SELECT * EXCLUDE (line, id) FROM identification WHERE "{kind.pointer}" = ? ORDER BY line'
        known = list(self._tables.rows(pointing, [key]))
        accepted = [each for each in known if each.get("isAcceptedIdentification", "").lower() in {"true", "1", "yes"}]
        chosen = accepted[0] if accepted else known[0] if len(known) == 1 else {}
        return {term: text for term, text in _named(chosen, "identification").items() if term != "dwc:isAcceptedIdentification"}

    def _pointing(self, table: str, kind: _Kind) -> Iterator[tuple[str, Row]]:
        """The rows of a table that point at rows of a kind, each with the identifier of what it points at."""
        if table not in self._tables.terms:
            return
        own = f'coalesce(k."{kind.key}", k."{kind.identifier}")'
        sql = (
            f'SELECT p.* EXCLUDE (line, id), coalesce(k."{kind.identifier}", k."{kind.key}", p."{kind.pointer}") AS "the owner" '
            f'FROM "{table}" p LEFT JOIN "{kind.table}" k ON {own} = p."{kind.pointer}" '
            f'WHERE p."{kind.pointer}" IS NOT NULL ORDER BY p.line'
        )
        for row in self._tables.rows(sql):
            yield row.pop("the owner"), row

    def _media(self, kind: _Kind) -> Iterator[tuple[str, Row]]:
        if "media" not in self._tables.terms:
            return
        self._tables.complete("media", ("mediaID",))
        for identifier, row in self._pointing(f"{kind.table}-media", kind):
            sql = 'SELECT * EXCLUDE (line, id) FROM media WHERE coalesce("media_pk", "mediaID") = ? ORDER BY line LIMIT 1'
            medium = next(self._tables.rows(sql, [row.get("media_fk", "")]), {})
            yield identifier, {**row, **medium}

    def found(self, notices: Sequence[str]) -> Found:
        """The archives of all that was told."""
        name, metadata = self._archive.name, self._archive.metadata
        has_events, has_records = self._events.rows_of(EVENT), self._records.rows_of(OCCURRENCE)
        events, records = self._events.archive(name, notices, metadata), self._records.archive(name, notices, metadata)
        return Found(records if has_records else None, events if has_events else None)


def _members(described: Mapping[str, Table], *names: str) -> tuple[str, ...]:
    return tuple(member for name in names if name in described for member in described[name].members)


def _clean(row: Row) -> Row:
    """A row without its keys, which mean nothing outside the package."""
    return {field: text for field, text in row.items() if not field.endswith(("_pk", "_fk")) and field != "id"}


def _named(row: Row, table: str) -> Row:
    fields = fields_of("data_package", table)
    return {fields.get(field) or darwin_core(field): text for field, text in _clean(row).items()}
