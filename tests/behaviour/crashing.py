"""Harvests that are killed: a process of their own, forked from one that is warm, stopped at a chosen step.

A step is a call in the rooms that write (and in Django's SQLite), or of a native function from there. The count is the same
in every run of the same harvest, so that a seed chooses the same moments again. `python -m tests.behaviour.crashing`
answers requests, one JSON array a line, as `Nursery.harvest` writes them.
"""

from __future__ import annotations

import errno
import importlib
import itertools
import json
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn, Self

import django

if TYPE_CHECKING:
    from _typeshed import FileDescriptorLike

from tests.shared import ROOT

STEPS = "\0"
COUNTED = (
    *(str(ROOT / "src" / "vasculum" / room) for room in ("harvest", "lake", "search", "engine", "formats", "pids")),
    str(Path(django.__file__).parent / "db" / "backends" / "sqlite3"),
)


@dataclass(frozen=True)
class Ended:
    """How a harvest in a process of its own ended: the signal that killed it (0 for none), its exit status and its steps."""

    signal: int
    status: int
    steps: int
    seconds: float
    told: str


class Nursery:
    """A warm process that forks harvests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        environment = {**os.environ, "VASCULUM_DATA": str(folder / "template")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.behaviour.crashing"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def prepare(self, node: Path) -> None:
        """Makes an empty node."""
        self.harvest(node, Path())

    def harvest(
        self,
        node: Path,
        archive: Path,
        *,
        collection: str = "herbarium",
        die_at_step: int = 0,
        die_after: float = 0,
        limit: int = 0,
        fail_fsync: int = 0,
    ) -> Ended:
        """Harvests an archive; files may not grow above `limit` bytes (0 for any), and the fsync numbered `fail_fsync` fails."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = [str(node), str(archive), collection, die_at_step, die_after, limit, fail_fsync]
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


def _serve() -> None:
    """Answers each request with how the harvest ended; runs in the warm process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vasculum.site.settings")
    django.setup()
    for room in ("cli", "harvest.actions", "harvest.check"):
        importlib.import_module(f"vasculum.{room}")
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    for line in sys.stdin:
        print(json.dumps(_harvest(*json.loads(line))), flush=True)


def _harvest(
    node: str, archive: str, collection: str, die_at: int, die_after: float, limit: int, fail_fsync: int
) -> dict[str, Any]:
    reading, writing = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _be_the_harvest(Path(node), Path(archive), collection, die_at, limit, fail_fsync, writing)
    os.close(writing)
    if die_after:
        signal.sigtimedwait([signal.SIGCHLD], die_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        told, _, steps = pipe.read().rpartition(STEPS)
    _, status = os.waitpid(child, 0)
    return {
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        "status": 0 if os.WIFSIGNALED(status) else os.WEXITSTATUS(status),
        "steps": int(steps) if steps.isdecimal() else 0,
        "seconds": time.monotonic() - began,
        "told": told,
    }


def _be_the_harvest(node: Path, archive: Path, collection: str, die_at: int, limit: int, fail_fsync: int, tell: int) -> NoReturn:
    """Does what `vasculum harvest` and then `vasculum check` do, and ends the process; `tell` hears what people would."""
    os.dup2(tell, sys.stderr.fileno())
    counter = _Counter(die_at)
    status = 70
    try:
        _use(node)
        if fail_fsync:
            _fail_once(fail_fsync)
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        sys.setprofile(counter)
        status = _run(node, archive, collection)
    except BaseException:
        traceback.print_exc()
    sys.setprofile(None)
    print(STEPS, counter.steps, sep="", end="", file=sys.stderr, flush=True)
    os._exit(status)


def _fail_once(number: int) -> None:
    """Lets one call of fsync report that the disk failed."""
    real, calls = os.fsync, itertools.count(1)

    def fsync(fd: FileDescriptorLike) -> None:
        if next(calls) == number:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(fd)

    os.fsync = fsync


def _use(node: Path) -> None:
    """Makes the node the one of this process."""
    from django.conf import settings
    from django.db import connections

    os.environ["VASCULUM_DATA"] = str(node)
    settings.NODE = node
    connections.databases["default"]["NAME"] = node / "node.sqlite3"


def _run(node: Path, archive: Path, collection: str) -> int:
    from vasculum.harvest.actions import harvest
    from vasculum.harvest.check import faults
    from vasculum.harvest.progress import silent
    from vasculum.site.node import new_node
    from vasculum.site.refusing import refusing

    try:
        with refusing():
            opened = new_node(node, "10.5072")
            if archive == Path():
                return 0
            harvest(opened, archive, collection, silent)
            found = list(faults(opened))
    except SystemExit as ended:
        return int(str(ended.code))
    print("\n".join(found), end="", file=sys.stderr)
    return 1 if found else 0


class _Counter:
    """Counts steps, and kills this process at one of them."""

    def __init__(self, die_at: int) -> None:
        self.steps = 0
        self._die_at = die_at

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        if event in {"call", "c_call"} and frame.f_code.co_filename.startswith(COUNTED):
            self.steps += 1
            if self.steps == self._die_at:
                os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    _serve()
