"""Acts: register a source, harvest it, approve what the guard held."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from vasculum.formats.dwca import ArchiveRefused
from vasculum.harvest.address import is_address, read_address
from vasculum.harvest.biocase import Endpoint, is_biocase, pages
from vasculum.harvest.fetch import fetch
from vasculum.harvest.follow import follow_ledgers
from vasculum.harvest.guard import Limits
from vasculum.harvest.job import Job, rules_with
from vasculum.harvest.models import Harvest, Source
from vasculum.harvest.node import Node
from vasculum.harvest.progress import Progress
from vasculum.harvest.recover import recover
from vasculum.harvest.refusal import Refused, Unavailable
from vasculum.harvest.remembered import remember
from vasculum.harvest.report import Report
from vasculum.harvest.spine import run
from vasculum.lake.ledger import Ledger
from vasculum.lake.lock import in_turn, writing
from vasculum.mapping.document import Mapping as MappingOfColumns
from vasculum.names.checklists import checklists_in
from vasculum.registry.actions import register_collection
from vasculum.registry.models import Collection

UNASSIGNED = "unassigned"


def harvest(
    node: Node,
    place: Path | str,
    collection: str,
    progress: Progress,
    *,
    approved: bool = False,
    dry_run: bool = False,
    mapping: MappingOfColumns | None = None,
    brought: Path | None = None,
) -> Report:
    """Harvests an archive as the source of a collection, registering it on first use, and brings the index up to it.

    `place` is a path or an http or https address, which is fetched into the work folder for as long as the harvest runs.
    With a `mapping` it is a file with sheets, of which the mapping tells what the columns are. `brought` is what was fetched
    from the place already.
    Raises ArchiveRefused or Refused when the archive cannot be used, Busy when the source is being harvested already.
    """
    with writing(node.root / "locks" / f"source-{_checked(collection)}"):
        location = _location(place)
        with in_turn(node.root / "locks" / "sources"):
            source = _source(collection, location)
        recover(node, source)
        entry = Harvest.objects.create(source=source, started=timezone.now(), archive=location)
        report = _run(node, source, entry, progress, Wish(approved, dry_run, mapping, brought))
    if report.state != "held":
        follow_ledgers(node, progress)
    return report


@dataclass(frozen=True, slots=True)
class Wish:
    """How a harvest is meant: with a curator's word, for a look only, by a mapping, of what was fetched already."""

    approved: bool
    dry_run: bool
    mapping: MappingOfColumns | None
    brought: Path | None


def _checked(collection: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,79}", collection):
        raise Refused(f"{collection!r} is no collection key: small letters, digits, '-' and '_' only")
    return collection


def _location(place: Path | str) -> str:
    """A place as it is written down; raises Refused when it is an address that a node does not fetch from."""
    if is_address(str(place)):
        read_address(str(place))
    return str(place)


@transaction.atomic
def _source(collection: str, location: str) -> Source:
    known = Source.objects.filter(key=collection).first()
    if known:
        return known
    owner = Collection.objects.filter(key=collection).first() or register_collection(collection, UNASSIGNED)
    highest = Source.objects.aggregate(highest=Max("issuer"))["highest"] or 0
    return Source.objects.create(
        key=collection, collection=owner, location=location, issuer=highest + 1, registered=timezone.now()
    )


def _run(node: Node, source: Source, entry: Harvest, progress: Progress, wish: Wish) -> Report:
    limits = Limits(source.largest_new_share, source.largest_gone_share)
    path, grace = Path(entry.archive), source.grace
    rules, checklists = rules_with(node.backbones), checklists_in(node.backbones)
    job = Job(
        node, source.key, source.issuer, entry.pk, path, limits, timezone.now, grace, wish.approved, wish.dry_run, checklists,
        rules, wish.mapping,
    )  # fmt: skip
    try:
        there = replace(job, path=wish.brought) if wish.brought else _fetched(job, entry.archive, progress)
        report = run(there, progress)
    except (ArchiveRefused, Refused, OSError) as error:
        if not isinstance(error, Unavailable):
            shutil.rmtree(node.coming / source.key, ignore_errors=True)
        _close(entry, Report(source.key, entry.pk, "failed", why=str(error)))
        _withdraw_if_first(node, source)
        raise
    finally:
        shutil.rmtree(job.work, ignore_errors=True)
    shutil.rmtree(node.coming / source.key, ignore_errors=True)
    if wish.mapping and report.state in {"committed", "unchanged"}:
        remember(source, wish.mapping)
    report = replace(report, seconds=round((timezone.now() - entry.started).total_seconds(), 3))
    _close(entry, report)
    return report


def _withdraw_if_first(node: Node, source: Source) -> None:
    """Takes back the registration of a source whose very first archive could not be used: nothing is left of it."""
    if source.harvests.count() > 1 or Ledger(node.lake / source.key).exists:
        return
    collection = source.collection
    source.delete()
    if collection.institution.key == UNASSIGNED and not collection.sources.exists():
        collection.delete()


def _fetched(job: Job, location: str, progress: Progress) -> Job:
    """The job with its archive on this computer."""
    if not is_address(location):
        return job
    if is_biocase(location):
        return replace(job, path=pages(Endpoint(location), job.node.coming / job.source, progress))
    return replace(job, path=fetch(location, job.work / "fetched", lambda done, total: progress("fetch", done, total)))


def _close(entry: Harvest, report: Report) -> None:
    entry.state, entry.snapshot, entry.why = report.state, report.snapshot, report.why
    entry.report = report.as_json()
    entry.finished = timezone.now()
    entry.save()


def change_source(key: str, settings: Mapping[str, float]) -> dict[str, Any]:
    """Sets `grace`, `largest_new_share` or `largest_gone_share` of a source and gives all it is; raises Refused for none such."""
    source = Source.objects.filter(key=key).select_related("collection").first()
    if source is None:
        raise Refused(f"there is no source {key!r}")
    for name, value in settings.items():
        setattr(source, name, value)
    source.save()
    shown = ("key", "title", "location", "issuer", "grace", "largest_new_share", "largest_gone_share")
    return {"collection": source.collection.key, **{name: getattr(source, name) for name in shown}}
