"""What is done in the background: every row checked and tried, specimens brought in, an import undone.

A worker killed at any moment loses nothing and blocks nothing: its lease runs out, and the wish is taken up again.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import asdict

from django.db.models import F, Q
from django.utils import timezone

from vasculum.formats.dwca import ArchiveRefused
from vasculum.harvest.actions import harvest
from vasculum.harvest.node import Node
from vasculum.harvest.progress import Progress
from vasculum.harvest.refusal import Refused
from vasculum.harvest.report import Report
from vasculum.intake.models import ImportSession
from vasculum.intake.queries import mapping_of_session
from vasculum.intake.reading import reading
from vasculum.intake.rules import LEASE, MOST_ATTEMPTS
from vasculum.intake.undoing import archive_before, can_undo
from vasculum.lake.lock import Busy
from vasculum.mapping.checking import Problem
from vasculum.specimens.queries import node as served_node
from vasculum.web.working import Errand

_STEP = 2_000
State, Wish = ImportSession.State, ImportSession.Wish


def take_up(now: dt.datetime) -> ImportSession | None:
    """The next wish that nobody works at, leased to the caller; None when there is none."""
    free = Q(lease=None) | Q(lease__lt=now)
    waiting = ImportSession.objects.exclude(wish="").filter(free)
    waiting.filter(attempts__gte=MOST_ATTEMPTS).update(wish="", lease=None, why="it was never finished")
    for pk in waiting.order_by("made").values_list("pk", flat=True)[:5]:
        mine = waiting.filter(pk=pk).update(lease=now + LEASE, attempts=F("attempts") + 1)
        if mine:
            return ImportSession.objects.get(pk=pk)
    return None


def work_once(node: Node) -> bool:
    """Does the next wish; whether there was one."""
    session = take_up(timezone.now())
    if session is None:
        return False
    try:
        _DOING[session.wish](node, session)
    except Busy:
        ImportSession.objects.filter(pk=session.pk).update(
            lease=timezone.now() + dt.timedelta(seconds=5), attempts=F("attempts") - 1
        )
        return True
    except (ArchiveRefused, Refused, OSError) as error:
        session.why = str(error)[:1000]
        session.state = State.FAILED if session.wish == Wish.CHECK else session.state
    finally:
        shutil.rmtree(session.folder / "job", ignore_errors=True)
    session.wish, session.lease = "", None
    session.save()
    return True


def _check(node: Node, session: ImportSession) -> None:
    with reading(session, "job") as read:
        checking = read.checking()
        for row in read.rows:
            checking(row)
            if checking.rows % _STEP == 0:
                _still(session, checking.rows)
    for each in read.noticed.rejected:
        checking.problems.setdefault((each.reason, ""), Problem(each.reason, "")).add(each.value, each.line)
    found = sorted(checking.problems.values(), key=lambda problem: -problem.count)
    session.problems = [asdict(problem) for problem in found]
    session.total = session.done = checking.rows
    report = _harvested(node, session, dry_run=True)
    session.report = report.as_json()
    session.state = State.CHECKED


def _commit(node: Node, session: ImportSession) -> None:
    report = _harvested(node, session, dry_run=False)
    session.report = report.as_json()
    if report.state in ("committed", "unchanged"):
        session.state = State.COMMITTED
        session.snapshot = report.snapshot if report.state == "committed" else None


def _harvested(node: Node, session: ImportSession, dry_run: bool) -> Report:
    mapping = mapping_of_session(session)
    return harvest(node, session.file, session.collection, _telling(session), approved=True, dry_run=dry_run, mapping=mapping)


def _undo(node: Node, session: ImportSession) -> None:
    if session.snapshot is None or not can_undo(node, session.collection, session.snapshot):
        raise Refused("something was brought in after this, so it cannot be undone any more")
    archive = archive_before(node, session.collection, session.snapshot, session.folder / "job")
    report = harvest(node, archive, session.collection, _telling(session), approved=True)
    session.report, session.state = report.as_json(), State.UNDONE


_DOING: dict[str, Callable[[Node, ImportSession], None]] = {Wish.CHECK: _check, Wish.COMMIT: _commit, Wish.UNDO: _undo}


def _telling(session: ImportSession) -> Progress:
    def tell(stage: str, done: int, total: int) -> None:  # noqa: ARG001
        _still(session, done)

    return tell


def _still(session: ImportSession, done: int) -> None:
    """Renews the lease and tells how far it is."""
    ImportSession.objects.filter(pk=session.pk).update(lease=timezone.now() + LEASE, done=done)


def _next() -> bool:
    served = served_node()
    return served is not None and work_once(served)


ERRAND = Errand("imports", _next, pause=1.0)
