"""What a command costs: processor time, wall time and memory of a fresh process and everything it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

MIB = 1024 * 1024
LOOK_EVERY = 0.1
TAIL_LINES = 15


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost and said.

    `cpu_seconds` is user plus system time of the process and of every child it waited for; `peak_mib` the largest resident memory
    of any of them, or of all together where that was seen to be more.
    """

    status: int
    seconds: float
    cpu_seconds: float
    peak_mib: float
    output: str
    errors: str

    @property
    def complaint(self) -> str:
        """The last lines of the error output, empty when the command succeeded."""
        if self.status == 0:
            return ""
        return "\n".join([f"exit status {self.status}", *self.errors.splitlines()[-TAIL_LINES:]])


def measure(command: Sequence[str], environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Cost:
    """Runs a command in a fresh process to its end and says what it cost."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, cwd=folder, env={**os.environ, **(environment or {})}
        )
        with watched(process.pid) as tree:
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        largest = usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024
        return Cost(
            process.returncode,
            seconds,
            usage.ru_utime + usage.ru_stime,
            max(largest, tree.peak) / MIB,
            _text(output),
            _text(errors),
        )


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


class watched:  # noqa: N801
    """Looks, while a command runs, at the memory of all its processes together; sees nothing where there is no `/proc`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.peak = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> watched:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(LOOK_EVERY):
            family = list(descendants(self.pid))
            if len(family) > 1:
                self.peak = max(self.peak, sum(map(own_memory, family)))


def descendants(pid: int) -> Iterator[int]:
    """The process and all its children's children; nothing once it has ended."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(children).split():
            yield from descendants(int(child))


def own_memory(pid: int) -> int:
    """The bytes of memory a process has to itself: pages shared between processes count in proportion."""
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
