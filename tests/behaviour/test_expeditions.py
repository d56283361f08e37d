"""Whatever volunteers, reviewers, time and crashes do, in any order: every invariant of an expedition holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.application.transcription.expeditions import AGREED, START, project, volunteer
from vasculum.people.models import Account
from vasculum.people.policy import SYSTEM
from vasculum.transcription import reviewing
from vasculum.transcription.actions import (
    NotReading,
    Stale,
    claim,
    expire,
    hold,
    release,
    save_draft,
    skip,
    submit,
)
from vasculum.transcription.invariants import faults
from vasculum.transcription.models import Draft, Lease, Project, Submission, Task, Volunteer
from vasculum.transcription.rules import Skipping

VALUES = ("Belgium", "France", "n/a", "", "[illegible]", "Belgium [?]")
_EVENT = st.tuples(
    st.sampled_from(
        ("claim", "draft", "submit", "submit", "submit", "again", "skip", "release", "wait", "expire", "rule", "back", "reject",
         "reopen", "erase", "crash", "late", "hold", "accept")
    ),
    st.integers(0, 4), st.integers(0, 2), st.sampled_from(VALUES),
)  # fmt: skip


class Crash(Exception):
    """The process ends before it has committed."""


class World:
    """An expedition, its volunteers and a clock, to which events happen."""

    def __init__(self) -> None:
        self.project = project(least=2, most=3)
        self.accounts = [Account.objects.create_user(f"{n}@example.org") for n in range(3)]
        self.people = [volunteer(f"v{n}") for n in range(5)]
        for who, account in zip(self.people, self.accounts, strict=False):
            Volunteer.objects.filter(pk=who.pk).update(account=account)
        self.tasks = list(Task.objects.filter(project=self.project))
        self.now = START
        self.keys = 0

    def happen(self, event: tuple[str, int, int, str]) -> None:
        """Lets one event happen; what is refused is refused in a known way."""
        name, who, which, value = event
        act: Callable[[Volunteer, Task, str], Any] = getattr(self, f"on_{name}")
        try:
            with transaction.atomic():
                act(self.people[who], Task.objects.get(pk=self.tasks[which].pk), value)
        except (NotReading, Stale, Crash, reviewing.NotNow, reviewing.OwnReading):
            return

    def held(self, who: Volunteer) -> Task | None:
        lease = Lease.objects.filter(volunteer=who, state="active").first()
        return lease.task if lease else None

    def on_claim(self, who: Volunteer, _task: Task, _value: str) -> None:
        claim(who, self.project, self.now)

    def on_draft(self, who: Volunteer, task: Task, value: str) -> None:
        at = self.held(who) or task
        known = Draft.objects.filter(task=at, volunteer=who).first()
        save_draft(who, at, {"country": value}, known.version if known else 0, self.now)

    def on_submit(self, who: Volunteer, task: Task, value: str) -> None:
        claim(who, self.project, self.now)
        self.keys += 1
        submit(who, self.held(who) or task, {**AGREED, "country": value}, str(self.keys), 60, self.now)

    def on_again(self, who: Volunteer, task: Task, value: str) -> None:
        submit(who, task, {**AGREED, "country": value}, str(self.keys), 60, self.now)

    def on_late(self, who: Volunteer, task: Task, value: str) -> None:
        claim(who, self.project, self.now)
        at = self.held(who) or task
        self.now += dt.timedelta(days=2)
        expire(self.now)
        self.keys += 1
        submit(who, at, {**AGREED, "country": value}, str(self.keys), 60, self.now)

    def on_skip(self, who: Volunteer, task: Task, value: str) -> None:
        skip(who, self.held(who) or task, Skipping.UNUSABLE if value == "n/a" else Skipping.HARD, self.now)

    def on_release(self, who: Volunteer, task: Task, _value: str) -> None:
        release(who, task)

    def on_hold(self, who: Volunteer, task: Task, _value: str) -> None:
        if Lease.objects.filter(task=task, volunteer=who).exists() and not Submission.objects.filter(task=task, volunteer=who):
            hold(who, task, self.now)

    def on_wait(self, _who: Volunteer, _task: Task, _value: str) -> None:
        self.now += dt.timedelta(minutes=31)

    def on_expire(self, _who: Volunteer, _task: Task, _value: str) -> None:
        expire(self.now)

    def on_rule(self, _who: Volunteer, task: Task, value: str) -> None:
        reviewing.rule(SYSTEM, task.pk, {**AGREED, "country": value}, "", "", self.now)

    def on_accept(self, _who: Volunteer, task: Task, _value: str) -> None:
        reviewing.accept_agreed(SYSTEM, [task.pk], self.now)

    def on_back(self, _who: Volunteer, task: Task, _value: str) -> None:
        if found := Submission.objects.filter(task=task).first():
            reviewing.send_back(SYSTEM, found, "Look again.", self.now)

    def on_reject(self, _who: Volunteer, task: Task, _value: str) -> None:
        if found := Submission.objects.filter(task=task).last():
            reviewing.reject(SYSTEM, found, "", self.now)

    def on_reopen(self, _who: Volunteer, task: Task, _value: str) -> None:
        reviewing.reopen(SYSTEM, task.pk, "", self.now)

    def on_erase(self, _who: Volunteer, _task: Task, _value: str) -> None:
        if self.accounts:
            account = self.accounts.pop()
            account.erased = self.now
            account.save()

    def on_crash(self, who: Volunteer, task: Task, value: str) -> None:
        self.on_submit(who, task, value)
        raise Crash


@pytest.mark.django_db
@settings(max_examples=12)
@given(events=st.lists(_EVENT, min_size=5, max_size=12))
def test_every_invariant_holds_after_any_events(events: list[tuple[str, int, int, str]]) -> None:
    hold_after(events)


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=150)
@given(events=st.lists(_EVENT, min_size=10, max_size=60))
def test_every_invariant_holds_after_many_more_events(events: list[tuple[str, int, int, str]]) -> None:
    hold_after(events)


def hold_after(events: list[tuple[str, int, int, str]]) -> None:
    """Lets the events happen to a new world, which is then thrown away."""
    with transaction.atomic():
        world = World()
        for event in events:
            world.happen(event)
            assert list(faults(world.now)) == [], event
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_every_sheet_comes_to_an_end_when_enough_people_read() -> None:
    where = project(sheets=5, least=2, most=3)
    for number in range(5):
        who = volunteer(f"reader {number}")
        for at in range(5):
            if lease := claim(who, where, START):
                submit(who, lease.task, {**AGREED, "country": f"C{(number + at) % 2}"}, f"{number}-{at}", 60, START)
    assert claim(volunteer("last"), where, START) is None
    assert set(Task.objects.values_list("stage", flat=True)) <= {"accepted", "adjudication"}
    assert Project.objects.get(pk=where.pk).state == "open"
