"""`./run bench expedition`: many volunteers at once on one expedition; no sheet is given twice, and how long claiming takes.

Each claimer is a process with a connection of its own to the database of a node made for the occasion: PostgreSQL where
`DATABASE_URL` is set, else SQLite. The whole size, with five million answers, is
`--tasks 1020000 --read 0.98 --answers 5 --claimers 200 --seconds 60`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import Console

from benchmarks.figures import Goal, at_most
from benchmarks.machine import machine
from benchmarks.table import show

if TYPE_CHECKING:
    from django.db.models import Model

    from vasculum.transcription.models import Volunteer

RESULTS = Path(__file__).resolve().parent.parent / ".bench"
FIELDS = [{"term": term, "kind": "short text"} for term in ("country", "locality", "recordedBy", "eventDate", "habitat")]
AT_ONCE = 5_000
Times = dict[str, list[float]]
T = TypeVar("T")


def prepared(folder: Path, tasks: int, read: int, answers: int) -> None:
    """A node with an expedition of so many sheets, `read` of them accepted already after so many answers to each."""
    os.environ["VASCULUM_DATA"] = str(folder)
    from vasculum.site.node import new_node

    new_node(folder, "10.5072")
    from vasculum.transcription.models import Project, Tally, Task, Template, Volunteer

    project = Project.objects.create(key="bench", titles={"en": "Bench"}, state="open", least=3, most=max(3, answers))
    form = Template.objects.create(project=project, number=1, fields=FIELDS)
    now, random = dt.datetime.now(dt.UTC), Random(1)
    for start in range(0, tasks, AT_ONCE):
        Task.objects.bulk_create(
            Task(project=project, template=form, key=f"S{number}", stage="accepted" if number < read else "open",
                 rank=random.randrange(2**31), wanted=3, changed=now)
            for number in range(start, min(tasks, start + AT_ONCE))
        )  # fmt: skip
    readers = [Volunteer.objects.create(alias=f"old-{number}") for number in range(answers)]
    for slot, who in enumerate(readers):
        _all_read_by(who, slot, now)
        Tally.objects.create(project=project, volunteer=who, day=now.date(), sheets=read)


def _all_read_by(who: Volunteer, slot: int, now: dt.datetime) -> None:
    """Lets one reader have read every accepted sheet, in two statements: there may be millions."""
    from django.db import connection

    from vasculum.transcription.models import Lease, Submission, Volunteer

    reader = Volunteer._meta.pk.get_db_prep_value(who.pk, connection)
    values = json.dumps({field["term"]: "A" for field in FIELDS})
    _of_accepted(Lease, {"volunteer_id": reader, "slot": slot, "state": "submitted", "taken": now, "until": now})
    given = {"values": values, "earlier": "[]", "seconds": 60, "state": "final", "note": "", "made": now}
    _of_accepted(Submission, {"volunteer_id": reader, **given}, client_key=f"id || '-{slot}'")


def _of_accepted(model: type[Model], given: Mapping[str, Any], **expressions: str) -> None:
    from django.db import connection

    from vasculum.transcription.models import Task

    name = connection.ops.quote_name
    columns = ", ".join(name(column) for column in ("task_id", *expressions, *given))
    values = ", ".join(("id", *expressions.values(), *["%s"] * len(given)))
    into = f"INSERT INTO {name(model._meta.db_table)} ({columns}) SELECT {values} FROM {name(Task._meta.db_table)}"
    with connection.cursor() as cursor:
        cursor.execute(f"{into} WHERE stage = 'accepted'", [*given.values()])


def claimer(number: int, seconds: int, pause: float, ready: Barrier, told: multiprocessing.Queue[Times]) -> None:
    """Claims, submits and claims again until the end, at its own pace; tells how long each took."""
    import django

    django.setup()
    from vasculum.transcription.actions import claim, submit
    from vasculum.transcription.models import Project, Volunteer

    project, who = Project.objects.get(), Volunteer.objects.create(alias=f"claimer-{number}")
    random, times = Random(number), Times(claim=[], submit=[])
    turn = 0
    ready.wait()
    ends = time.time() + seconds
    while time.time() < ends:
        lease = _timed(times["claim"], lambda: claim(who, project, dt.datetime.now(dt.UTC)))
        if lease is not None:
            values = {field["term"]: random.choice("AAAAB") for field in FIELDS}
            turn += 1
            key, task = f"{number}-{turn}", lease.task
            _timed(times["submit"], lambda: submit(who, task, values, key, 60, dt.datetime.now(dt.UTC)))  # noqa: B023
        time.sleep(random.expovariate(1 / pause))
    told.put(times)


def _timed(into: list[float], act: Callable[[], T]) -> T:
    started = time.perf_counter()
    try:
        return act()
    finally:
        into.append(time.perf_counter() - started)


def all_at_once(claimers: int, seconds: int, rate: float) -> Times:
    """Lets so many claimers loose together, at `rate` sheets a second in all; every time that was taken."""
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[Times] = context.Queue()
    ready = context.Barrier(claimers)
    crew = [context.Process(target=claimer, args=(number, seconds, claimers / rate, ready, told)) for number in range(claimers)]
    for each in crew:
        each.start()
    found = [told.get() for _ in crew]
    for each in crew:
        each.join()
    return {name: [taken for times in found for taken in times[name]] for name in ("claim", "submit")}


def checked() -> dict[str, int]:
    """What must hold afterwards: places held twice, sheets with too many readers, and whether a recount agrees."""
    from django.db.models import Count, F, Q, Sum

    from vasculum.transcription.models import Lease, Submission, Tally, Task

    held = Lease.objects.filter(state__in=("active", "submitted"))
    double = held.values("task", "slot").annotate(n=Count("pk")).filter(n__gt=1, slot__isnull=False).count()
    given = Count("leases", filter=Q(leases__state__in=("active", "submitted")))
    over = Task.objects.annotate(given=given).filter(given__gt=F("project__most")).count()
    stuck = Task.objects.filter(stage="open").annotate(given=given).filter(given__gt=F("wanted")).count()
    counted = (Tally.objects.aggregate(n=Sum("sheets"))["n"] or 0) - Submission.objects.filter(state="final").count()
    return {"double leases": double, "sheets with too many readers": over, "stuck sheets": stuck, "recount differs by": counted}


def boards() -> float:
    """Seconds for the progress and the board of the project, the slower of the two."""
    from vasculum.transcription.models import Project
    from vasculum.transcription.queries import board, progress

    taken: list[float] = []
    project = Project.objects.get()
    _timed(taken, lambda: progress(project))
    _timed(taken, lambda: board(dt.datetime.now(dt.UTC).date(), "week", project))
    return max(taken)


def goals_of(times: Times, faults: dict[str, int], board_seconds: float) -> Iterator[Goal]:
    """Holds the figures against what is asked for."""
    for name, taken in times.items():
        if len(taken) > 20:
            yield from at_most(f"{name}, p95 in ms ({len(taken):,} times)", 1000 * quantiles(taken, n=20)[-1], 300)
    for name, number in faults.items():
        yield from at_most(name, abs(number), 0)
    yield from at_most("progress and board in ms", 1000 * board_seconds, 100)


def run(words: Sequence[str]) -> int:
    """Measures, prints, writes `.bench/expedition.json`; returns 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="./run bench expedition", description=__doc__)
    parser.add_argument("--tasks", type=int, default=20_000)
    parser.add_argument("--read", type=float, default=0.3, help="the share of sheets that are read already")
    parser.add_argument("--answers", type=int, default=3, help="how many have read each of those")
    parser.add_argument("--claimers", type=int, default=8)
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("--rate", type=float, default=20.0, help="sheets a second in all")
    asked = parser.parse_args(words)
    folder = RESULTS / f"expedition-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with Console(stderr=True).status("preparing"):
        prepared(folder, asked.tasks, int(asked.tasks * asked.read), asked.answers)
    from django.db import connections

    connections.close_all()
    times = all_at_once(asked.claimers, asked.seconds, asked.rate)
    goals = list(goals_of(times, checked(), boards()))
    told = [[goal.title, round(goal.reached, 3), goal.wanted, goal.met] for goal in goals]
    size = {"tasks": asked.tasks, "claimers": asked.claimers, "rate": asked.rate}
    result = {"machine": machine(), "size": size, "goals": told}
    RESULTS.joinpath("expedition.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    show(Console(width=110), [], goals)
    shutil.rmtree(folder, ignore_errors=True)
    return 0 if all(goal.met for goal in goals) else 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
