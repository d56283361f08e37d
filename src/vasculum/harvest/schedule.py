"""The schedule: who reads which source next, and how. A worker killed at any moment loses nothing and blocks nothing."""

from __future__ import annotations

import datetime as dt
import logging
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.core.mail import mail_admins
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from vasculum.formats.dwca import ArchiveRefused
from vasculum.harvest.actions import harvest
from vasculum.harvest.address import read_address
from vasculum.harvest.biocase import Endpoint, pages
from vasculum.harvest.fetch import Fetched, NotChanged, Seen, World, fetch, fetch_if_changed
from vasculum.harvest.fetch_pace import Limits
from vasculum.harvest.models import Harvest, Schedule
from vasculum.harvest.node import Node
from vasculum.harvest.progress import Progress
from vasculum.harvest.refusal import Refused, Unavailable
from vasculum.harvest.remembered import remembered
from vasculum.harvest.report import Report
from vasculum.harvest.schedule_rules import (
    ALERT_AFTER,
    KEPT_FAILURES,
    LEASE,
    archive_in_feed,
    gbif_download,
    next_due,
)
from vasculum.lake.lock import Busy

Kind, Wish = Schedule.Kind, Schedule.Wish
KEPT_FILES = 5
FEED_BYTES = 16 * 1024 * 1024
_LOG = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Somebody else reads the source by now."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought in for a harvest: the file or folder, where it came from, and its state there."""

    path: Path
    location: str
    seen: Seen


def keep_schedule(key: str, kind: str, location: str, resource: str, every_week: bool, now: dt.datetime) -> Schedule:
    """Makes or changes the schedule of a source, due at once if it is weekly; raises Refused for an address that is none."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,79}", key):
        raise Refused(f"{key!r} is no key of a source")
    if kind != Kind.FOLDER:
        read_address(location)
    if kind == Kind.GBIF:
        gbif_download(location)
    said = {"kind": kind, "location": location, "resource": resource, "every_week": every_week, "etag": "", "modified": ""}
    schedule, _ = Schedule.objects.update_or_create(key=key, defaults={**said, "failures": 0, "why": "", "due": None})
    if every_week:
        ask(schedule, Wish.HARVEST, now)
    return schedule


def ask(schedule: Schedule, wish: str, now: dt.datetime) -> None:
    """Has a source read as soon as somebody is free: harvested, looked at only, or harvested although it was held."""
    Schedule.objects.filter(pk=schedule.pk).update(due=now, wish=wish)


def inbox(node: Node, key: str) -> Path:
    """The folder in which files of a source are handed in."""
    return node.root / "inbox" / key


def hand_in(node: Node, key: str, name: str, parts: Iterable[bytes], now: dt.datetime) -> Path:
    """Keeps a file that was handed in for a source, under a name that harms nobody; only the last few files are kept."""
    folder = inbox(node, key)
    folder.mkdir(parents=True, exist_ok=True)
    last = re.sub(r"[^A-Za-z0-9._-]+", "_", name.replace("\\", "/").rpartition("/")[2]).strip("._")[-80:] or "file"
    file = folder / f"{now:%Y%m%d-%H%M%S}-{last}"
    aside = folder.parent / f"{key}.coming"
    try:
        with aside.open("wb") as out:
            for part in parts:
                out.write(part)
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
    for old in sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime_ns)[:-KEPT_FILES]:
        old.unlink(missing_ok=True)
    return file


def take_up(now: dt.datetime) -> Schedule | None:
    """The source that is due longest and that nobody reads, leased to the caller; None when there is none."""
    free = Q(due__lte=now) & (Q(lease=None) | Q(lease__lt=now))
    for pk in Schedule.objects.filter(free).order_by("due").values_list("pk", flat=True)[:5]:
        if Schedule.objects.filter(free, pk=pk).update(lease=now + LEASE, attempts=F("attempts") + 1, tried=now, stage=""):
            return Schedule.objects.get(pk=pk)
    return None


def work_once(node: Node, world: World = World()) -> bool:  # noqa: B008 - a frozen value
    """Reads the next source that is due; whether there was one."""
    schedule = take_up(timezone.now())
    if schedule is None:
        return False
    try:
        _work_at(node, schedule, world)
    except LeaseLost:
        _LOG.warning("source %s: somebody else took over", schedule.key)
    return True


def _work_at(node: Node, schedule: Schedule, world: World) -> None:
    coming = node.coming / schedule.key
    try:
        brought = _bring(node, schedule, world, _renewing(schedule))
        report = _harvest(node, schedule, brought)
    except NotChanged:
        _succeed(schedule, Seen(schedule.etag, schedule.modified))
    except Busy:
        _end(schedule, due=timezone.now() + dt.timedelta(minutes=10))
    except (Refused, ArchiveRefused, OSError) as error:
        if not isinstance(error, Unavailable):
            shutil.rmtree(coming, ignore_errors=True)
        _fail(node, schedule, str(error))
    else:
        done = report.state in {"committed", "unchanged"}
        _succeed(schedule, brought.seen if done else Seen(), wish=schedule.wish)
        shutil.rmtree(coming, ignore_errors=True)


def _harvest(node: Node, schedule: Schedule, brought: Brought) -> Report:
    wish = schedule.wish
    return harvest(
        node,
        brought.location,
        schedule.key,
        _renewing(schedule),
        approved=wish == Wish.APPROVE,
        dry_run=wish == Wish.PREVIEW,
        mapping=remembered(schedule.key, brought.path, node.work / f"{schedule.key}-looked-at"),
        brought=brought.path,
    )


def _bring(node: Node, schedule: Schedule, world: World, progress: Progress) -> Brought:
    """Brings in what a source has now; raises NotChanged when it is what was read last, and only a harvest is wanted."""
    seen = Seen(schedule.etag, schedule.modified) if schedule.wish == Wish.HARVEST else Seen()
    coming, location = node.coming / schedule.key, schedule.location
    if schedule.kind == Kind.FOLDER:
        return _from_inbox(inbox(node, schedule.key), seen)
    if schedule.kind == Kind.BIOCASE:
        return Brought(pages(Endpoint(location, world=world), coming, progress), location, Seen())
    if schedule.kind == Kind.IPT:
        location, state = _in_feed(schedule, coming, world)
        if state == seen.etag:
            raise NotChanged(location)
        return Brought(_fetched(location, coming, progress, Seen(), world).file, location, Seen(state[:600]))
    location = gbif_download(location) if schedule.kind == Kind.GBIF else location
    fetched = _fetched(location, coming, progress, seen, world)
    return Brought(fetched.file, location, fetched.seen)


def _fetched(location: str, coming: Path, progress: Progress, seen: Seen, world: World) -> Fetched:
    return fetch_if_changed(location, coming, lambda done, of: progress("fetch", done, of), seen, Limits(), world)


def _in_feed(schedule: Schedule, coming: Path, world: World) -> tuple[str, str]:
    feed = fetch(schedule.location, coming / "feed", lambda _done, _of: None, Limits(bytes=FEED_BYTES, seconds=300), world)
    return archive_in_feed(feed.read_bytes(), schedule.resource)


def _from_inbox(folder: Path, seen: Seen) -> Brought:
    """The file that was handed in last."""
    files = [file for file in folder.iterdir() if file.is_file() and not file.is_symlink()] if folder.is_dir() else []
    if not files:
        raise Refused("no file was handed in")
    newest = max(files, key=lambda file: (file.stat().st_mtime_ns, file.name))
    state = f"{newest.name} {newest.stat().st_size} {newest.stat().st_mtime_ns}"
    if state == seen.etag:
        raise NotChanged(newest.name)
    return Brought(newest, newest.name, Seen(state))


def _renewing(schedule: Schedule) -> Progress:
    """A progress that renews the lease from time to time; raises LeaseLost when it was taken over."""
    renewed = timezone.now()

    def told(stage: str, done: int, total: int) -> None:
        nonlocal renewed
        now = timezone.now()
        if (now - renewed).total_seconds() < 15:
            return
        renewed = now
        of = f" {done:,} / {total:,}" if total else f" {done:,}" if done else ""
        if not _mine(schedule).update(lease=now + LEASE, stage=f"{stage}{of}"[:100]):
            raise LeaseLost

    return told


def _mine(schedule: Schedule) -> QuerySet[Schedule]:
    return Schedule.objects.filter(pk=schedule.pk, attempts=schedule.attempts)


def _succeed(schedule: Schedule, seen: Seen, wish: str = "") -> None:
    now = timezone.now()
    changed = {"failures": 0, "why": "", "succeeded": now, "wish": Wish.HARVEST}
    if wish != Wish.PREVIEW:
        changed |= {"etag": seen.etag, "modified": seen.modified}
    _end(schedule, due=next_due(now, schedule.every_week, 0), **changed)


def _fail(node: Node, schedule: Schedule, why: str) -> None:
    """Notes a failure, waits longer each time, tells the keepers of the node at the third, and keeps only the last failures."""
    now, failures = timezone.now(), schedule.failures + 1
    _end(schedule, due=next_due(now, schedule.every_week, failures), failures=failures, why=why[:1000])
    _forget_old_failures(node, schedule.key)
    if failures == ALERT_AFTER:
        _LOG.error("source %s failed %d times in a row: %s", schedule.key, failures, why)
        mail_admins(f"Source {schedule.key}: {failures} failures in a row", why, fail_silently=True)


def _forget_old_failures(node: Node, key: str) -> None:
    failed = Harvest.objects.filter(source__key=key, state=Harvest.State.FAILED).order_by("-started", "-pk")
    for old in failed[KEPT_FAILURES:]:
        node.rejected_rows(old.pk).unlink(missing_ok=True)
        old.delete()


def _end(schedule: Schedule, **changed: object) -> None:
    if not _mine(schedule).update(lease=None, stage="", **changed):
        raise LeaseLost
