"""Sources that are read again and again: once when nothing changed, later and later when they fail, never twice at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from tests.application.sources.conftest import Museum, table
from vasculum.harvest.address import ALLOWED_HOSTS
from vasculum.harvest.models import Harvest, Schedule
from vasculum.harvest.node import Node
from vasculum.harvest.refusal import Refused
from vasculum.harvest.schedule import ask, hand_in, keep_schedule, take_up, work_once
from vasculum.harvest.schedule_rules import KEPT_FAILURES

NOW = timezone.now


def states() -> list[str]:
    """How the harvests ended, the first one first."""
    return list(Harvest.objects.order_by("pk").values_list("state", flat=True))


def again(wish: str = "harvest") -> Schedule:
    """Reads the source once more."""
    schedule = Schedule.objects.get(key="herb")
    ask(schedule, wish, NOW())
    return schedule


def test_a_source_that_did_not_change_is_asked_but_not_read(museum: Museum, node: Node) -> None:
    keep_schedule("herb", "url", museum.address, "", True, NOW())
    assert work_once(node)
    assert not work_once(node)
    again()
    assert work_once(node)
    assert museum.conditions == [None, '"edition-3"']
    assert states() == ["committed"]
    museum.rows = 4
    again()
    work_once(node)
    assert states() == ["committed", "committed"]
    schedule = Schedule.objects.get()
    assert (schedule.failures, schedule.etag) == (0, '"edition-4"')
    assert schedule.due is not None
    assert dt.timedelta(days=6) < schedule.due - NOW() <= dt.timedelta(days=7)


def test_a_hundred_failures_leave_a_few_rows_and_no_files_and_one_alert(
    museum: Museum, node: Node, mailoutbox: list[object], settings: object
) -> None:
    settings.ADMINS = [("Keeper", "keeper@example.org")]  # type: ignore[attr-defined]
    keep_schedule("herb", "url", museum.address, "", True, NOW())
    work_once(node)
    museum.broken = 503
    before = sum(1 for _ in node.root.rglob("*"))
    waits = []
    for _ in range(100):
        again()
        work_once(node)
        schedule = Schedule.objects.get()
        assert schedule.due is not None
        waits.append(round((schedule.due - NOW()).total_seconds() / 3600))
    assert waits[:6] == [1, 6, 24, 72, 168, 168]
    assert (schedule.failures, len(mailoutbox)) == (100, 1)
    assert "503" in schedule.why
    assert states().count("failed") <= KEPT_FAILURES
    assert sum(1 for _ in node.root.rglob("*")) <= before + 2


def test_a_table_that_cannot_be_used_a_hundred_times_leaves_a_few_rows(node: Node) -> None:
    hand_in(node, "herb", "good.csv", [table(3).encode()], NOW())
    keep_schedule("herb", "folder", "", "", False, NOW())
    again()
    work_once(node)
    for number in range(KEPT_FAILURES + 5):
        hand_in(node, "herb", f"bad{number}.csv", [b"nothing,known\n1,2\n"], NOW() + dt.timedelta(seconds=number + 1))
        again()
        work_once(node)
    assert states() == ["committed", *["failed"] * KEPT_FAILURES]
    assert len(list((node.root / "inbox" / "herb").iterdir())) == 5


def test_a_failure_by_hand_is_tried_three_times_and_then_waits_for_a_person(museum: Museum, node: Node) -> None:
    museum.broken = 404
    keep_schedule("herb", "url", museum.address, "", False, NOW())
    for _ in range(3):
        again()
        work_once(node)
    schedule = Schedule.objects.get()
    assert (schedule.due, schedule.failures) == (None, 3)


def test_a_preview_writes_nothing_and_what_is_held_waits_for_a_curators_word(museum: Museum, node: Node) -> None:
    museum.rows = 60
    keep_schedule("herb", "url", museum.address, "", False, NOW())
    again("preview")
    work_once(node)
    assert states() == ["held"]
    assert not any(node.lake.glob("**/*.parquet"))
    again()
    work_once(node)
    museum.rows = 20
    again()
    work_once(node)
    assert states() == ["held", "committed", "held"]
    again()
    work_once(node)
    assert states()[-1] == "held"
    again("approve")
    work_once(node)
    assert states()[-1] == "committed"
    assert Schedule.objects.get().wish == "harvest"


def test_a_source_is_leased_to_one_and_to_the_next_when_that_one_vanished(museum: Museum, node: Node) -> None:
    assert node.root.exists()
    keep_schedule("herb", "url", museum.address, "", True, NOW())
    now = NOW()
    first = take_up(now)
    assert first is not None
    assert take_up(now) is None
    later = take_up(now + dt.timedelta(hours=1))
    assert later is not None
    assert later.attempts == first.attempts + 1


def test_whoever_lost_the_lease_changes_nothing_of_the_schedule(
    museum: Museum, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_schedule("herb", "url", museum.address, "", True, NOW())
    from vasculum.harvest import schedule as room

    reading = room._harvest

    def overtaken(*given: object) -> object:
        Schedule.objects.update(attempts=99)
        return reading(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "_harvest", overtaken)
    assert work_once(node)
    assert Schedule.objects.get().succeeded is None


def test_the_archive_of_a_resource_is_found_in_the_feed_of_an_ipt(museum: Museum, node: Node) -> None:
    keep_schedule("herb", "ipt", museum.feed, "herb", True, NOW())
    work_once(node)
    assert states() == ["committed"]
    again()
    work_once(node)
    assert museum.conditions == [None]
    keep_schedule("herb", "ipt", museum.feed, "bones", True, NOW())
    work_once(node)
    assert "herb (Herbarium); eggs (Eggs)" in Schedule.objects.get().why


def test_a_source_in_the_nodes_own_network_is_never_asked(museum: Museum, node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ALLOWED_HOSTS)
    for kind in ("url", "ipt", "biocase"):
        keep_schedule("herb", kind, museum.address, "", True, NOW())
        work_once(node)
        assert "not on the public internet" in Schedule.objects.get().why, kind
    assert museum.conditions == []


@pytest.mark.parametrize(
    ("kind", "location", "why"),
    [
        ("url", "file:///etc/passwd", "not from file"),
        ("url", "http://user:word@example.org/a.zip", "user name or password"),
        ("gbif", "https://www.gbif.org/dataset/1", "names no GBIF download"),
        ("ipt", "not an address", "spaces"),
    ],
)
def test_an_address_that_is_none_is_refused_when_it_is_written_down(kind: str, location: str, why: str, node: Node) -> None:
    assert node.root.exists()
    with pytest.raises(Refused, match=why):
        keep_schedule("herb", kind, location, "", True, NOW())
    assert not Schedule.objects.exists()


@pytest.mark.parametrize("name", ["../../node.toml", "/etc/passwd", "..", "a\\b\\c.csv", "\x00", "x" * 500 + ".csv"])
def test_the_name_of_a_file_that_is_handed_in_leads_nowhere(name: str, node: Node) -> None:
    file = hand_in(node, "herb", name, [b"a"], NOW())
    assert file.parent == node.root / "inbox" / "herb"
    assert file.read_bytes() == b"a"


def test_a_link_in_the_inbox_is_not_followed(node: Node, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(table(2))
    (node.root / "inbox" / "herb").mkdir(parents=True)
    (node.root / "inbox" / "herb" / "x.csv").symlink_to(secret)
    keep_schedule("herb", "folder", "", "", True, NOW())
    work_once(node)
    assert Schedule.objects.get().why == "no file was handed in"
