"""Progress in the terminal: a bar for each stage of a harvest, on stderr, and nothing where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vasculum.harvest.progress import Progress as HarvestProgress
from vasculum.harvest.progress import silent

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_WORDS = {
    "fetch": "fetching the archive",
    "compare": "comparing with what is known",
    "write": "writing the snapshot",
    "commit": "committing",
    "search": "bringing the search index up to date",
}


@contextmanager
def harvest_progress() -> Iterator[HarvestProgress]:
    """Shows the stages of a harvest while the block runs."""
    if not sys.stderr.isatty():
        yield silent
        return
    with _bars() as bars:
        yield _Stages(bars)


def _bars() -> Progress:
    """The bars; what draws them is loaded only where somebody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    count = TextColumn("{task.fields[count]}")
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), count, TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True))


class _Stages:
    """One bar per stage; a stage is over when the next one begins."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage not in self._tasks:
            self._finish()
            words = _WORDS.get(stage, f"reading {stage}")
            self._tasks[stage] = self._bars.add_task(words, total=total or None, count="")
        self._bars.update(self._tasks[stage], completed=done, count=f"{done:,}" if done else "")

    def _finish(self) -> None:
        for task in self._tasks.values():
            self._bars.update(task, total=1, completed=1)
