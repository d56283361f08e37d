"""What the worker does for the schedule: reads one source after the other."""

from __future__ import annotations

from functools import partial

from vasculum.harvest.node import Node
from vasculum.harvest.schedule import work_once
from vasculum.web.working import Errand


def errand(node: Node) -> Errand:
    """Reading the sources of a node that are due."""
    return Errand("schedule", partial(work_once, node), pause=10.0)
