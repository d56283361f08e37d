"""The worker: publishes what is due, one data set after the other, until it is told to stop."""

from __future__ import annotations

import logging
from threading import Event, Thread

from django.db import Error, close_old_connections
from django.utils import timezone

from vasculum.publishing.actions import publish_next, withdraw_outdated
from vasculum.publishing.registering import register_next
from vasculum.specimens.queries import node

PAUSE = 10.0
_LOG = logging.getLogger(__name__)


def work_once() -> bool:
    """Publishes the next data set that is due, or registers the next version elsewhere; whether there was something to do."""
    served = node()
    if served is None:
        return False
    withdraw_outdated(served, timezone.now())
    return publish_next(served, timezone.now()) or register_next(served, timezone.now())


def work(stop: Event) -> None:
    """Works until `stop` is set; a database that does not answer is asked again after a pause."""
    while not stop.is_set():
        close_old_connections()
        try:
            busy = work_once()
        except Error as error:
            _LOG.warning("publishing waits: %s", error)
            busy = False
        if not busy:
            stop.wait(PAUSE)


def start_in_this_process(stop: Event) -> None:
    """Works in a thread beside others, until `stop` is set."""
    Thread(target=work, args=(stop,), name="publishing", daemon=True).start()
