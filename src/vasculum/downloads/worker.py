"""The worker: takes up one download after the other, until it is told to stop."""

from __future__ import annotations

import logging
from threading import Event, Thread

from django.db import Error, close_old_connections

from vasculum.downloads.actions import work_once

PAUSE = 2.0
_LOG = logging.getLogger(__name__)


def work(stop: Event) -> None:
    """Works until `stop` is set; a database that does not answer is asked again after a pause."""
    while not stop.is_set():
        close_old_connections()
        try:
            busy = work_once()
        except Error as error:
            _LOG.warning("downloads wait: %s", error)
            busy = False
        if not busy:
            stop.wait(PAUSE)


def start_in_this_process() -> Event:
    """Works in a thread beside the web process; setting the event that is given ends it."""
    stop = Event()
    Thread(target=work, args=(stop,), name="downloads", daemon=True).start()
    return stop
