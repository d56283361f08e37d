"""A disk that is full: one clear line, the previous state stays served, and with room again the harvest ends as it should."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.behaviour.crashing import Ended
from tests.behaviour.stories import Story, check_served, check_whole

PAGE = 4096
ROOMS = {"lake": range(1, 16), "work": range(1, 12), "search": range(1, 40, 2), "": range(1, 40, 2)}
FILES = (1, 300, 2_000, 6_000, 20_000, 60_000, 120_000)


@contextmanager
def disk_of_its_own(folder: Path) -> Iterator[None]:
    """Puts a folder on a small disk in memory for the length of the block; skips the test where that is not allowed."""
    aside = folder.with_name(f"{folder.name}-aside")
    folder.mkdir(exist_ok=True)
    folder.rename(aside)
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        shutil.copytree(aside, folder, dirs_exist_ok=True)
        yield
        shutil.copytree(folder, aside, dirs_exist_ok=True)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()
        aside.rename(folder)


@contextmanager
def filled(folder: Path, pages: int) -> Iterator[None]:
    """Leaves so many pages free on the disk of a folder."""
    disk, filler = os.statvfs(folder), folder / "filler"
    filler.write_bytes(bytes(disk.f_bavail * disk.f_frsize - pages * PAGE))
    yield
    filler.unlink()


def check_told(ended: Ended) -> bool:
    """The harvest ended by itself, and if it failed it said why in one line; returns whether it failed."""
    assert (ended.signal, ended.status in {0, 1}) == (0, True), ended.told
    assert ended.status == 0 or re.fullmatch(r"vasculum: [^\n]{10,}\n", ended.told), ended.told
    return ended.status == 1


def fill_and_restart(known: Story, room: str, pages: int) -> bool:
    node = known.fresh("full")
    with disk_of_its_own(node / room if room else node):
        with filled(node / room, pages):
            failed = check_told(known.nursery.harvest(node, known.archive))
            check_served(node, known)
        ended = known.nursery.harvest(node, known.archive)
        assert (ended.status, ended.told) == (0, "")
        check_whole(node, known)
    return failed


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk")
@pytest.mark.parametrize(("room", "pages"), [("lake", 1), ("lake", 4), ("work", 1), ("search", 3), ("", 12)])
def test_a_full_disk_is_told_in_one_line_and_harms_nothing(stories: dict[str, Story], room: str, pages: int) -> None:
    assert fill_and_restart(stories["second"], room, pages)


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk")
@pytest.mark.parametrize("which", ["first", "second"])
@pytest.mark.parametrize("room", ROOMS)
def test_a_disk_with_any_room_left_is_harmed_by_nothing(stories: dict[str, Story], which: str, room: str) -> None:
    failed = [fill_and_restart(stories[which], room, pages) for pages in ROOMS[room]]
    assert failed[0]


def fail_fsync_and_restart(known: Story, number: int) -> bool:
    node = known.fresh("unsynced")
    failed = check_told(known.nursery.harvest(node, known.archive, fail_fsync=number))
    check_served(node, known)
    ended = known.nursery.harvest(node, known.archive)
    assert (ended.status, ended.told) == (0, "")
    check_whole(node, known)
    return failed


@pytest.mark.slow
def test_an_fsync_that_fails_once_ends_the_harvest_and_is_not_tried_again(stories: dict[str, Story]) -> None:
    assert [fail_fsync_and_restart(stories["first"], number) for number in (1, 6)] == [True, True]


@pytest.mark.slow
def test_whichever_fsync_fails_the_harvest_ends_and_restarts(stories: dict[str, Story]) -> None:
    for known in stories.values():
        number = next(number for number in range(1, 100) if not fail_fsync_and_restart(known, number))
        assert number > 6


@pytest.mark.slow
@pytest.mark.parametrize("largest", FILES[2:6:2])
def test_a_limit_on_the_size_of_files_is_told_in_one_line(stories: dict[str, Story], largest: int) -> None:
    limit_and_restart(stories["second"], largest)


@pytest.mark.slow
@pytest.mark.parametrize("largest", FILES)
def test_any_limit_on_the_size_of_files_is_told_in_one_line(stories: dict[str, Story], largest: int) -> None:
    for known in stories.values():
        limit_and_restart(known, largest)


def limit_and_restart(known: Story, largest: int) -> None:
    node = known.fresh("limited")
    check_told(known.nursery.harvest(node, known.archive, limit=largest))
    check_served(node, known)
    ended = known.nursery.harvest(node, known.archive)
    assert (ended.status, ended.told) == (0, "")
    check_whole(node, known)
