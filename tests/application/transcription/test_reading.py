"""Taking, saving, submitting, passing on and reviewing sheets: nothing typed is lost, nothing is counted twice."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.application.transcription.expeditions import AGREED, START, project, read, volunteer
from vasculum.people.models import Account
from vasculum.people.policy import SYSTEM, Actor, Role
from vasculum.transcription import reviewing
from vasculum.transcription.actions import NotReading, Stale, claim, expire, hold, save_draft, skip, submit
from vasculum.transcription.deciding import final_values
from vasculum.transcription.invariants import faults, recount
from vasculum.transcription.models import Draft, Lease, Submission, Tally, Task, Volunteer
from vasculum.transcription.rules import Skipping
from vasculum.transcription.watch import look

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def test_a_sheet_is_given_to_as_many_people_as_it_asks_for_and_no_more() -> None:
    where = project(sheets=1)
    given = [claim(volunteer(name), where, START) for name in "abc"]
    assert [lease is not None for lease in given] == [True, True, False]
    assert list(Lease.objects.values_list("slot", flat=True)) == [0, 1]


def test_two_who_agree_settle_a_sheet_and_nobody_else_is_asked() -> None:
    where = project(sheets=1)
    read(volunteer("ann"), where)
    assert Task.objects.get().stage == "open"
    read(volunteer("bob"), where, {**AGREED, "recordedBy": "Smith, J."})
    task = Task.objects.get()
    assert (task.stage, task.decided["recordedBy"]["value"], task.decided["recordedBy"]["votes"]) == ("accepted", "Smith, J.", 2)
    assert claim(volunteer("cas"), where, START) is None


def test_one_more_reader_is_asked_for_the_field_on_which_two_differ() -> None:
    where = project(sheets=1, most=3)
    read(volunteer("ann"), where)
    read(volunteer("bob"), where, {**AGREED, "country": "France"})
    task = Task.objects.get()
    assert (task.stage, task.wanted, task.asked) == ("open", 3, ["country"])
    read(volunteer("cas"), where, {"country": "Belgium"})
    assert (Task.objects.get().stage, Task.objects.get().decided["country"]["value"]) == ("accepted", "Belgium")


def test_three_who_all_differ_are_left_to_a_reviewer() -> None:
    where = project(sheets=1, most=3)
    for name, country in (("ann", "A"), ("bob", "B"), ("cas", "C")):
        read(volunteer(name), where, {**AGREED, "country": country})
    task = Task.objects.get()
    assert (task.stage, task.decided["country"]["outcome"], task.decided["country"]["value"]) == ("adjudication", "conflict", "")
    reviewing.rule(SYSTEM, task.pk, {"country": "Belgium"}, task.changed.isoformat(), "Seen on the label.", START)
    task = Task.objects.get()
    assert (task.stage, final_values(task)["country"]["outcome"]) == ("accepted", "adjudicated")
    assert task.decided["country"]["outcome"] == "conflict"


def test_a_draft_outlives_its_lease_and_is_counted_even_when_others_were_faster() -> None:
    where = project(sheets=1)
    ann = volunteer("ann")
    lease = claim(ann, where, START)
    assert lease
    save_draft(ann, lease.task, {"country": "Belgium"}, 0, START)
    later = START + dt.timedelta(days=30)
    assert expire(later) == 1
    assert Draft.objects.get().values == {"country": "Belgium"}
    for name in ("bob", "cas"):
        read(volunteer(name), where, now=later)
    assert hold(ann, lease.task, later) is None
    submit(ann, lease.task, AGREED, "late", 60, later)
    assert (Submission.objects.count(), Draft.objects.count()) == (3, 0)
    assert Task.objects.get().decided["country"]["votes"] == 3
    assert list(faults(later)) == []


def test_a_place_that_ran_out_is_taken_again_when_it_is_free() -> None:
    where = project(sheets=1)
    ann = volunteer("ann")
    lease = claim(ann, where, START)
    assert lease
    held = hold(ann, lease.task, START + 40 * MINUTE)
    assert held is not None
    assert held.pk != lease.pk
    assert held.until == START + 70 * MINUTE


def test_a_lease_is_renewed_by_signs_of_life_but_never_longer_than_a_day() -> None:
    where = project(sheets=1)
    ann = volunteer("ann")
    lease = claim(ann, where, START)
    assert lease
    now = START
    while (held := hold(ann, lease.task, now)) and held.pk == lease.pk:
        assert held.until <= START + dt.timedelta(days=1)
        now += 20 * MINUTE
    assert now >= START + dt.timedelta(days=1)


def test_a_second_window_does_not_overwrite_the_first() -> None:
    where = project(sheets=1)
    ann = volunteer("ann")
    lease = claim(ann, where, START)
    assert lease
    first = save_draft(ann, lease.task, {"country": "Belgium"}, 0, START)
    save_draft(ann, lease.task, {"country": "France"}, first.version, START)
    with pytest.raises(Stale) as refused:
        save_draft(ann, lease.task, {"country": "Spain"}, first.version, START)
    assert refused.value.draft.values == {"country": "France"}
    assert save_draft(ann, lease.task, {"country": "France"}, 0, START).version == 2


def test_what_is_sent_twice_is_kept_once() -> None:
    where = project(sheets=1)
    ann = volunteer("ann")
    first = read(ann, where)
    again = submit(ann, first.task, {"country": "other"}, first.client_key, 60, START)
    assert (again.pk, Submission.objects.get().values) == (first.pk, AGREED)
    assert Tally.objects.get().sheets == 1


def test_ones_own_reading_can_be_corrected_until_it_is_decided_and_the_old_one_is_kept() -> None:
    where = project(sheets=1)
    ann = volunteer("ann")
    first = read(ann, where)
    submit(ann, first.task, {**AGREED, "country": "France"}, "new", 60, START + MINUTE)
    kept = Submission.objects.get()
    assert (kept.values["country"], kept.earlier[0][1]["country"]) == ("France", "Belgium")
    read(volunteer("bob"), where, {**AGREED, "country": "France"})
    with pytest.raises(NotReading):
        submit(ann, first.task, AGREED, "newer", 60, START + MINUTE)


def test_who_was_never_given_a_sheet_cannot_write_on_it() -> None:
    where = project(sheets=1)
    mallory = volunteer("mallory")
    with pytest.raises(NotReading):
        submit(mallory, Task.objects.get(), AGREED, "k", 1, START)
    with pytest.raises(NotReading):
        save_draft(mallory, Task.objects.get(), AGREED, 0, START)
    assert where.tasks.get().stage == "open"


def test_a_sheet_passed_on_is_not_offered_again_and_two_can_take_it_out() -> None:
    where = project(sheets=1)
    for name in ("ann", "bob"):
        who = volunteer(name)
        lease = claim(who, where, START)
        assert lease
        skip(who, lease.task, Skipping.UNUSABLE, START)
        assert claim(who, where, START) is None
    assert Task.objects.get().stage == "unusable"


def test_nobody_reviews_what_they_have_read() -> None:
    where = project(sheets=1, most=2)
    curator = Account.objects.create_user("curator@example.org")
    ann = Volunteer.objects.create(alias="ann", account=curator)
    read(ann, where)
    read(volunteer("bob"), where, {**AGREED, "country": "France"})
    actor = Actor(str(curator.pk), {"garden": Role.CURATOR})
    with pytest.raises(reviewing.OwnReading):
        reviewing.rule(actor, Task.objects.get().pk, {"country": "France"}, "", "", START)
    assert reviewing.accept_agreed(actor, [Task.objects.get().pk], START) == 0


def test_a_reading_that_is_sent_back_is_a_draft_with_a_note_and_its_place_is_free() -> None:
    where = project(sheets=1)
    ann = volunteer("ann")
    made = read(ann, where)
    reviewing.send_back(SYSTEM, made, "The date is behind the plant.", START)
    draft = Draft.objects.get()
    assert (draft.values, draft.note) == (AGREED, "The date is behind the plant.")
    assert Tally.objects.get().sheets == 0
    assert claim(volunteer("bob"), where, START) is not None
    submit(ann, made.task, {**AGREED, "eventDate": "1904"}, "again", 60, START)
    assert list(faults(START)) == []


def test_two_reviewers_at_once_do_not_overwrite_each_other() -> None:
    where = project(sheets=1, most=2)
    read(volunteer("ann"), where)
    read(volunteer("bob"), where, {**AGREED, "country": "France"})
    task = Task.objects.get()
    seen = task.changed.isoformat()
    reviewing.rule(SYSTEM, task.pk, {"country": "France"}, seen, "", START + MINUTE)
    with pytest.raises(reviewing.Changed):
        reviewing.rule(SYSTEM, task.pk, {"country": "Belgium"}, seen, "", START + MINUTE)


def test_what_is_altered_by_hand_is_found_and_boards_can_be_counted_anew() -> None:
    where = project(sheets=1)
    read(volunteer("ann"), where)
    Tally.objects.update(sheets=7)
    Task.objects.update(decided={}, wanted=1)
    assert len(list(faults(START))) == 3
    recount()
    assert Tally.objects.get().sheets == 1


def test_erasing_a_person_keeps_the_work_under_an_alias() -> None:
    where = project(sheets=1)
    account = Account.objects.create_user("ann@example.org", name="Ann Verzonnen")
    ann = Volunteer.objects.create(alias="volunteer-1", account=account, public_name="Ann V.", on_board=True, orcid="0000")
    read(ann, where)
    account.erased = START
    account.save()
    ann.refresh_from_db()
    assert (ann.account, ann.public_name, ann.on_board, ann.orcid) == (None, "", False, "")
    assert (Submission.objects.count(), Tally.objects.get().sheets) == (1, 1)


def test_the_hours_work_lets_leases_go_and_keeps_drafts_for_ninety_days() -> None:
    where = project(sheets=1)
    ann = volunteer("ann")
    lease = claim(ann, where, START)
    assert lease
    save_draft(ann, lease.task, AGREED, 0, START)
    assert look(START + dt.timedelta(days=89)) == []
    assert (Lease.objects.get().state, Draft.objects.count()) == ("expired", 1)
    Task.objects.update(wanted=0)
    assert look(START + dt.timedelta(days=91)) == [
        f"task {lease.task_id} is stuck: it is open, asks for nobody, and nobody reads it"
    ]
    assert Draft.objects.count() == 0
