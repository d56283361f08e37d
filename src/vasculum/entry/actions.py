"""Acts: keep a draft, enter a specimen, take one back to a draft. What was entered is harvested like any other source."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from vasculum.entry.models import Entry
from vasculum.entry.presets import BY_CODE, NUMBER
from vasculum.entry.rules import row
from vasculum.harvest.models import Schedule, Source
from vasculum.harvest.node import Node
from vasculum.harvest.schedule import ask, hand_in, keep_schedule
from vasculum.lake.lock import in_turn
from vasculum.people.audit import record
from vasculum.people.policy import Actor
from vasculum.registry.models import Collection

ACT = "enter specimens"
State = Entry.State


class NotEntered(Exception):
    """Another specimen of the collection has the number."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the entry since it was opened."""


def source_of(collection: str) -> str:
    """The key of the source that holds what was typed in for a collection."""
    return f"{collection[:73]}-typed"


@transaction.atomic
def keep(actor: Actor, collection: Collection, number: UUID, preset: str, said: Mapping[str, str], edition: int) -> Entry:
    """Keeps what was typed as a draft; an entry that is entered stays what it was until it is entered again."""
    entry = Entry.objects.select_for_update().filter(pk=number).first()
    if entry is None:
        return Entry.objects.create(
            id=number, collection=collection, preset=preset, said=dict(said), number=said.get(NUMBER, ""), author=actor.account
        )
    is_own_draft = entry.state == State.DRAFT and entry.author == actor.account
    if entry.collection_id != collection.pk or entry.preset != preset or (entry.edition != edition and not is_own_draft):
        raise ChangedMeanwhile
    if entry.state == State.DRAFT:
        _change(entry, said)
    return entry


def enter(node: Node, actor: Actor, entry: Entry, said: Mapping[str, str]) -> None:
    """Makes an entry a specimen of its collection; raises NotEntered when its number is taken."""
    with in_turn(node.root / "locks" / f"entries-{entry.collection.key}"):
        with transaction.atomic():
            others = Entry.objects.filter(collection=entry.collection, number=said.get(NUMBER, ""), state=State.ENTERED)
            if others.exclude(pk=entry.pk).exists():
                raise NotEntered
            before = entry.said if entry.state == State.ENTERED else None
            entry.state = State.ENTERED
            _change(entry, said)
            record(actor, ACT, f"{entry.collection.key}/{entry.id}", before, dict(said), entry.collection.institution.key)
        _hand_over(node, entry.collection)


def _change(entry: Entry, said: Mapping[str, str]) -> None:
    entry.said, entry.number, entry.edition = dict(said), said.get(NUMBER, ""), entry.edition + 1
    entry.save()


def _hand_over(node: Node, collection: Collection) -> None:
    """Hands the entries of a collection to the schedule, as a table of their own source."""
    key = source_of(collection.key)
    _register(key, collection)
    now = timezone.now()
    hand_in(node, key, "entries.csv", [_table(collection).encode()], now)
    if not Schedule.objects.filter(key=key).exists():
        keep_schedule(key, Schedule.Kind.FOLDER, "", "", False, now)
    ask(Schedule.objects.get(key=key), Schedule.Wish.HARVEST, now)


@transaction.atomic
def _register(key: str, collection: Collection) -> None:
    """Registers the source of what is typed; many new specimens are no surprise there."""
    if not Source.objects.filter(key=key).exists():
        highest = Source.objects.aggregate(highest=Max("issuer"))["highest"] or 0
        Source.objects.create(
            key=key,
            collection=collection,
            location=f"inbox/{key}",
            issuer=highest + 1,
            registered=timezone.now(),
            largest_new_share=1.0,
        )


def _table(collection: Collection) -> str:
    """Every entered specimen of a collection as a Darwin Core table."""
    institution = collection.institution.acronym or collection.institution.key
    entered = Entry.objects.filter(collection=collection, state=State.ENTERED).order_by("made", "id")
    rows = [
        row(str(entry.id), BY_CODE[entry.preset], entry.said, institution, collection.key, entry.changed.isoformat())
        for entry in entered
    ]
    text = io.StringIO()
    writer = csv.DictWriter(text, sorted({term for each in rows for term in each}), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
