"""What the worker does for expeditions once an hour: lets leases go that ran out, forgets old drafts, and looks for faults."""

from __future__ import annotations

import datetime as dt
import logging
from threading import Event, Thread

from django.db import Error, close_old_connections
from django.utils import timezone

from vasculum.transcription.actions import expire
from vasculum.transcription.invariants import faults
from vasculum.transcription.models import Draft
from vasculum.transcription.rules import DRAFT_KEPT

HOUR = 3600.0
_LOG = logging.getLogger(__name__)


def look(now: dt.datetime) -> list[str]:
    """Does the hour's work; gives the faults that were found, which are also written to the log."""
    expire(now)
    Draft.objects.filter(changed__lt=now - DRAFT_KEPT).delete()
    found = list(faults(now))
    for fault in found:
        _LOG.error("expeditions: %s", fault)
    return found


def watch(stop: Event, every: float = HOUR) -> None:
    """Looks at once and then every hour, until `stop` is set; a database that does not answer is asked again an hour later."""
    while True:
        close_old_connections()
        try:
            look(timezone.now())
        except Error as error:
            _LOG.warning("expeditions were not looked at: %s", error)
        if stop.wait(every):
            return


def watch_beside(stop: Event) -> None:
    """Watches in a thread of its own until `stop` is set."""
    Thread(target=watch, args=(stop,), name="expeditions", daemon=True).start()
