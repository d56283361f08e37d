"""Acts: register a source, harvest it, approve what the guard held."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from vasculum.formats.dwca import ArchiveRefused
from vasculum.harvest.follow import follow_ledgers
from vasculum.harvest.guard import Limits
from vasculum.harvest.models import Harvest, Source
from vasculum.harvest.node import Node
from vasculum.harvest.progress import Progress
from vasculum.harvest.recover import recover
from vasculum.harvest.refusal import Refused
from vasculum.harvest.report import Report
from vasculum.harvest.spine import Job, run
from vasculum.lake.lock import writing
from vasculum.registry.actions import register_collection
from vasculum.registry.models import Collection

UNASSIGNED = "unassigned"


def harvest(
    node: Node, path: Path, collection: str, progress: Progress, *, approved: bool = False, dry_run: bool = False
) -> Report:
    """Harvests an archive as the source of a collection, registering it on first use, and brings the index up to it.

    Raises ArchiveRefused or Refused when the archive cannot be used, Busy when the source is being harvested already.
    """
    with writing(node.root / "locks" / f"source-{_checked(collection)}"):
        source = _source(collection, path)
        recover(node, source)
        entry = Harvest.objects.create(source=source, started=timezone.now(), archive=str(path))
        report = _run(node, source, entry, path, progress, approved, dry_run)
    if report.state != "held":
        follow_ledgers(node, progress)
    return report


def _checked(collection: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,79}", collection):
        raise Refused(f"{collection!r} is no collection key: small letters, digits, '-' and '_' only")
    return collection


@transaction.atomic
def _source(collection: str, path: Path) -> Source:
    known = Source.objects.filter(key=collection).first()
    if known:
        return known
    owner = Collection.objects.filter(key=collection).first() or register_collection(collection, UNASSIGNED)
    highest = Source.objects.aggregate(highest=Max("issuer"))["highest"] or 0
    return Source.objects.create(
        key=collection, collection=owner, location=str(path), issuer=highest + 1, registered=timezone.now()
    )


def _run(node: Node, source: Source, entry: Harvest, path: Path, progress: Progress, approved: bool, dry_run: bool) -> Report:
    limits = Limits(source.largest_new_share, source.largest_gone_share)
    job = Job(node, source.key, source.issuer, entry.pk, path, limits, timezone.now, approved, dry_run)
    try:
        report = run(job, progress)
    except (ArchiveRefused, Refused, OSError) as error:
        _close(entry, Report(source.key, entry.pk, "failed", why=str(error)))
        raise
    finally:
        shutil.rmtree(job.work, ignore_errors=True)
    report = replace(report, seconds=round((timezone.now() - entry.started).total_seconds(), 3))
    _close(entry, report)
    return report


def _close(entry: Harvest, report: Report) -> None:
    entry.state, entry.snapshot, entry.why = report.state, report.snapshot, report.why
    entry.report = report.as_json()
    entry.finished = timezone.now()
    entry.save()
