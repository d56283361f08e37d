"""An expedition gets its sheets from the specimens of the node."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from random import Random

from tests.application.transcription.expeditions import project
from vasculum.people.policy import SYSTEM
from vasculum.transcription.models import Task
from vasculum.transcription.staging import of_search, stage


def test_sheets_come_from_a_search_and_only_once(served: Path) -> None:  # noqa: ARG001
    where = project(sheets=0)
    now = dt.datetime.now(dt.UTC)
    done = stage(SYSTEM, where, of_search("rosa"), now, Random(1))
    again = stage(SYSTEM, where, of_search("rosa"), now, Random(1))
    assert (done.new, done.broken, again.new, again.known) == (1, 0, 0, 1)
    assert (Task.objects.get().key, Task.objects.get().stage) == ("GRD0001", "staged")
    assert Task.objects.get().images[0]["url"] == "/media/demo/rose.png"
