"""A publication that is killed, or whose disk is full, in processes of their own.

`python -m tests.behaviour.publishing_killed NODE ARCHIVE ARCHIVE` makes a node with one published version, harvests a second
edition and then forks publications that die at steps of their way, one after the other on fresh copies. It prints one JSON
line for each: the step, the versions that are served then, what is wrong with their files, and what a second attempt gives.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from tests.shared import ROOT

COUNTED = tuple(str(ROOT / "src" / "vasculum" / room) for room in ("publishing", "formats/dwca", "formats/eml", "downloads"))
DEATHS = 14


def begin(folder: Path, archives: list[Path]) -> None:
    """A node whose data set has one version, with new records since."""
    from vasculum.site.node import new_node

    node = new_node(folder, "10.5072")
    from django.utils import timezone

    from vasculum.harvest.actions import harvest
    from vasculum.harvest.progress import silent
    from vasculum.publishing.making import make
    from vasculum.publishing.models import Dataset

    harvest(node, archives[0], "herbarium", silent)
    dataset = Dataset.objects.create(key="roses", scope="collection", of="herbarium", title={"en": "Roses"})
    make(node, dataset, timezone.now())
    harvest(node, archives[1], "herbarium", silent, approved=True)


def publish(folder: Path) -> tuple[int, bool]:
    """Publishes the data set of the node in a folder."""
    from django.utils import timezone

    from vasculum.harvest.node import open_node
    from vasculum.publishing.actions import publish as publish_dataset
    from vasculum.publishing.models import Dataset

    edition, is_new = publish_dataset(open_node(folder), Dataset.objects.get(key="roses"), timezone.now())
    return edition.version, is_new


def served(folder: Path) -> dict[str, Any]:
    """The versions that are there, what is wrong with them, and what lies about besides."""
    from vasculum.publishing.editions import editions, faults

    known = editions(folder / "archives", "roses")
    beside = sorted(path.name for path in (folder / "work").glob("publish-*"))
    wrong = [fault for edition in known for fault in faults(edition)]
    return {"versions": [edition.version for edition in known], "faults": wrong, "beside": beside}


def use(folder: Path) -> None:
    """Makes the node the one of this process."""
    from django.conf import settings
    from django.db import connections

    connections.close_all()
    os.environ["VASCULUM_DATA"] = str(folder)
    settings.NODE = folder
    connections.databases["default"]["NAME"] = folder / "node.sqlite3"


def forked(act: Callable[[], object]) -> int:
    """The wait status of a child that does something."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            act()
            os._exit(0)
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(1)
    return os.waitpid(child, 0)[1]


class Counter:
    """Counts calls in the rooms that publish, and kills this process at one of them."""

    def __init__(self, die_at: int, tell: Path | None = None) -> None:
        self._die_at, self._tell, self._steps = die_at, tell, 0

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        if event in {"call", "c_call"} and frame.f_code.co_filename.startswith(COUNTED):
            self._steps += 1
            if self._tell:
                self._tell.write_text(str(self._steps))
            if self._steps == self._die_at:
                os.kill(os.getpid(), signal.SIGKILL)


def counting(folder: Path, counter: Counter) -> None:
    """Publishes under the eyes of a counter."""
    sys.setprofile(counter)
    publish(folder)
    sys.setprofile(None)


def main(folder: Path, archives: list[Path]) -> None:
    """Kills publications of the node at steps spread over their way."""
    forked(lambda: begin(folder, archives))
    import django

    os.environ["VASCULUM_DATA"] = str(folder)
    django.setup()
    tally = folder.with_name("steps")
    fresh = shutil.copytree(folder, folder.with_name("counted"))
    use(fresh)
    forked(lambda: counting(fresh, Counter(0, tally)))
    steps = int(tally.read_text())
    for at in range(DEATHS):
        step = 1 + at * (steps - 1) // (DEATHS - 1)
        copy = shutil.copytree(folder, folder.with_name(f"killed-{step}"))
        use(copy)
        status = forked(lambda copy=copy, step=step: counting(copy, Counter(step)))  # type: ignore[misc]
        after = served(copy)
        told_again = folder.with_name("again")
        forked(lambda copy=copy, told=told_again: told.write_text(str(publish(copy)[0])))  # type: ignore[misc]
        again = int(told_again.read_text())
        told = {"step": step, "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, "after": after}
        print(json.dumps({**told, "again": again, "end": served(copy)}), flush=True)
        shutil.rmtree(copy)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vasculum.site.settings")
    os.environ["VASCULUM_DATA"] = sys.argv[1]
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
