"""The worker of the schedule: reads one source after the other, until it is told to stop."""

from __future__ import annotations

import logging
from threading import Event, Thread

from django.db import Error, close_old_connections

from vasculum.harvest.node import Node
from vasculum.harvest.schedule import work_once

PAUSE = 10.0
_LOG = logging.getLogger(__name__)


def work(node: Node, stop: Event) -> None:
    """Works until `stop` is set; a database that does not answer is asked again after a pause."""
    while not stop.is_set():
        close_old_connections()
        try:
            busy = work_once(node)
        except Error as error:
            _LOG.warning("the schedule waits: %s", error)
            busy = False
        if not busy:
            stop.wait(PAUSE)


def start_in_this_process(node: Node, stop: Event) -> None:
    """Works in a thread beside others, until `stop` is set."""
    Thread(target=work, args=(node, stop), name="schedule", daemon=True).start()
