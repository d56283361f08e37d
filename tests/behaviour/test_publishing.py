"""Publishing whatever happens: full disks, crashes, two at once, failing schedules. The version before is served until then."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import LazySettings

from tests.behaviour.archives import Export, changed, specimens
from tests.behaviour.conftest import Museum
from tests.behaviour.test_full_disk import PAGE
from tests.shared import ROOT
from vasculum.formats.dwca.checking import NotAsWritten, check_archive
from vasculum.harvest.node import Node
from vasculum.lake.lock import Busy, writing
from vasculum.people.policy import ANYONE, SYSTEM
from vasculum.people.refusal import NotAllowed
from vasculum.publishing import editions, making
from vasculum.publishing.actions import ask_for_publication, describe, publish, publish_next, withdraw
from vasculum.publishing.checking import NotPublishable
from vasculum.publishing.editions import Edition
from vasculum.publishing.models import Dataset

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
SHEETS = specimens(6, locality="Meise {}", catalogNumber="BR{}", license="CC0")
SECOND = Export([*changed(SHEETS[1:], 2, locality="Gent"), *specimens(2, occurrenceID="urn:new:{}")])


@pytest.fixture
def roses(museum: Museum, settings: LazySettings) -> Dataset:
    """A data set of a harvested herbarium."""
    settings.NODE = museum.node.root
    museum.hand_over(Export(SHEETS))
    words = {"scope": "collection", "of": "herbarium", "title": {"en": "Roses"}, "abstract": {"en": "All of them."}}
    return describe(SYSTEM, Dataset(key="roses"), words, NOW)


def versions(node: Node) -> list[int]:
    return [edition.version for edition in editions.editions(making.archives_of(node), "roses")]


def newest(node: Node) -> Edition:
    found = editions.newest(making.archives_of(node), "roses")
    assert found is not None
    return found


def test_a_version_has_its_number_checksums_and_what_changed(museum: Museum, roses: Dataset) -> None:
    first, is_new = publish(museum.node, roses, NOW)
    assert (first.version, is_new, first.facts["changes"]["new"]) == (1, True, 6)
    assert set(first.files) == {"dwca.zip", "eml.xml", "records.parquet"}
    assert editions.faults(first) == []
    with ZipFile(first.archive) as packed:
        assert packed.read("eml.xml") == (first.folder / "eml.xml").read_bytes()
    museum.hand_over(SECOND, approved=True)
    second, _ = publish(museum.node, roses, NOW)
    assert second.facts["changes"] == {"new": 2, "changed": 1, "equal": 4, "gone": 1}
    assert editions.faults(first) == []
    assert versions(museum.node) == [2, 1]


def test_nothing_new_makes_no_new_version(museum: Museum, roses: Dataset) -> None:
    publish(museum.node, roses, NOW)
    edition, is_new = publish(museum.node, roses, NOW)
    assert (edition.version, is_new, versions(museum.node)) == (1, False, [1])
    describe(SYSTEM, roses, {"title": {"en": "Roses and others"}}, NOW)
    assert publish(museum.node, roses, NOW)[0].version == 2


def test_two_at_once_make_one_version_and_the_second_is_told(museum: Museum, roses: Dataset) -> None:
    with writing(museum.node.root / "locks" / "publish-roses"), pytest.raises(Busy):
        publish(museum.node, roses, NOW)
    assert versions(museum.node) == []
    publish(museum.node, roses, NOW)
    assert versions(museum.node) == [1]


def test_only_who_may_publishes(museum: Museum, roses: Dataset) -> None:
    with pytest.raises(NotAllowed):
        ask_for_publication(ANYONE, roses, NOW)
    ask_for_publication(SYSTEM, roses, NOW)
    assert publish_next(museum.node, NOW)
    assert not publish_next(museum.node, NOW)
    assert versions(museum.node) == [1]


def test_an_archive_that_does_not_read_back_is_not_published(
    museum: Museum, roses: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(museum.node, roses, NOW)
    museum.hand_over(SECOND, approved=True)
    from vasculum.downloads.archive import write_archive

    monkeypatch.setitem(
        making._WRITERS,
        "occurrence",
        lambda *given: {file: count + 1 for file, count in write_archive(*given).items()},
    )
    with pytest.raises(NotPublishable, match="read back"):
        publish(museum.node, roses, NOW)
    assert versions(museum.node) == [1]
    assert not (museum.node.work / "publish-roses").exists()


@pytest.mark.slow
def test_a_hundred_failing_runs_leave_no_files_wait_longer_and_raise_the_alarm(
    museum: Museum, roses: Dataset, caplog: pytest.LogCaptureFixture
) -> None:
    describe(SYSTEM, roses, {"of": "herbarium", "every": "day"}, NOW)
    publish(museum.node, roses, NOW)
    roses.refresh_from_db()
    (museum.node.lake / "herbarium").rename(museum.node.lake / "away")
    before = sum(file.stat().st_size for file in museum.node.root.rglob("*") if file.is_file() and file.suffix != ".sqlite3")
    waited = []
    with caplog.at_level(logging.ERROR, "vasculum.publishing.actions"):
        for _ in range(100):
            roses.refresh_from_db()
            assert roses.due is not None
            due = roses.due
            assert publish_next(museum.node, due)
            roses.refresh_from_db()
            waited.append(roses.due - due)
    after = sum(file.stat().st_size for file in museum.node.root.rglob("*") if file.is_file() and file.suffix != ".sqlite3")
    assert after <= before + 4096
    assert waited[0] < waited[1] < waited[5] <= waited[99] == dt.timedelta(days=1)
    assert (roses.failures, versions(museum.node)) == (100, [1])
    assert len(caplog.records) == 98


def test_a_failed_schedule_recovers_by_itself(museum: Museum, roses: Dataset) -> None:
    away = museum.node.lake / "away"
    (museum.node.lake / "herbarium").rename(away)
    ask_for_publication(SYSTEM, roses, NOW)
    publish_next(museum.node, NOW)
    roses.refresh_from_db()
    assert (roses.failures, "no record" in roses.why) == (1, True)
    away.rename(museum.node.lake / "herbarium")
    assert roses.due is not None
    publish_next(museum.node, roses.due)
    roses.refresh_from_db()
    assert (roses.failures, roses.why, versions(museum.node)) == (0, "", [1])


def test_what_is_withdrawn_is_no_longer_there_and_keeps_its_number(museum: Museum, roses: Dataset) -> None:
    publish(museum.node, roses, NOW)
    assert withdraw(museum.node, roses, "a rule was added", NOW) == [1]
    (gone,) = editions.editions(making.archives_of(museum.node), "roses")
    assert (gone.withdrawn, gone.archive.exists(), gone.size) == ("a rule was added", False, 0)
    assert editions.newest(making.archives_of(museum.node), "roses") is None
    roses.refresh_from_db()
    assert publish_next(museum.node, NOW)
    assert newest(museum.node).version == 2


def test_a_half_written_manifest_hides_no_other_version(museum: Museum, roses: Dataset) -> None:
    first, _ = publish(museum.node, roses, NOW)
    torn = first.folder.with_name("000002")
    torn.mkdir()
    (torn / "edition.json").write_text('{"version": 2, "ma')
    assert versions(museum.node) == [1]
    assert editions.faults(replace(first, files={**first.files, "eml.xml": "0" * 64})) != []


def test_a_duplicate_identifier_is_found_when_reading_back(museum: Museum, roses: Dataset, tmp_path: Path) -> None:
    first, _ = publish(museum.node, roses, NOW)
    with ZipFile(first.archive) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    lines = members["occurrence.txt"].splitlines(keepends=True)
    members["occurrence.txt"] = b"".join([*lines[:-1], lines[1]])
    twice = tmp_path / "twice.zip"
    with ZipFile(twice, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    from vasculum.engine.kernel import Kernel

    with Kernel(tmp_path / "spill") as kernel, pytest.raises(NotAsWritten, match=r"not in the core|two records"):
        check_archive(twice, first.facts["rows"], kernel, tmp_path / "work")


def killed(tmp_path: Path) -> list[dict[str, object]]:
    archives = [Export(SHEETS).zipped(tmp_path / "1.zip"), SECOND.zipped(tmp_path / "2.zip")]
    command = [sys.executable, "-m", "tests.behaviour.publishing_killed", str(tmp_path / "node"), *map(str, archives)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]


@pytest.mark.slow
def test_a_publication_killed_at_any_step_leaves_the_old_version_or_the_new_one(tmp_path: Path) -> None:
    told = killed(tmp_path)
    assert len(told) == 14
    assert sum(each["signal"] == 9 for each in told) >= 13
    for each in told:
        after, end = each["after"], each["end"]
        assert isinstance(after, dict)
        assert isinstance(end, dict)
        assert (after["versions"] in ([1], [2, 1]), after["faults"]) == (True, []), each
        assert (each["again"], end["versions"], end["faults"], end["beside"]) == (2, [2, 1], [], []), each


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk")
@pytest.mark.parametrize("pages", [1, pytest.param(3, marks=pytest.mark.slow)])
def test_a_full_disk_leaves_the_old_version(museum: Museum, roses: Dataset, pages: int) -> None:
    publish(museum.node, roses, NOW)
    museum.hand_over(SECOND, approved=True)
    disk = museum.node.work / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(museum.node.work)], check=False)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        room = os.statvfs(museum.node.work)
        filler = museum.node.work / "filler"
        filler.write_bytes(bytes(room.f_bavail * room.f_frsize - pages * PAGE))
        with pytest.raises(OSError, match=r"space|Could not write|IO"):
            publish(museum.node, roses, NOW)
    finally:
        subprocess.run(["umount", "-l", str(museum.node.work)], check=True)
    assert versions(museum.node) == [1]
    assert editions.faults(newest(museum.node)) == []
    assert publish(museum.node, roses, NOW)[0].version == 2
