"""Working in the background: an errand is done again and again in a thread, until somebody says stop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread

from django.db import Error, close_old_connections

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Errand:
    """What is done: `once` does one thing and says whether there was one; `pause` are the seconds to wait where there was none.

    What fails because the database or the disk does not answer is tried again after a pause.
    """

    name: str
    once: Callable[[], bool]
    pause: float


def work(errand: Errand, stop: Event) -> None:
    """Does an errand until `stop` is set."""
    while not stop.is_set():
        close_old_connections()
        if not _done(errand):
            stop.wait(errand.pause)


def _done(errand: Errand) -> bool:
    try:
        return errand.once()
    except (Error, OSError) as error:
        _LOG.warning("%s: tried again later: %s", errand.name, error)
        return False


def start(errand: Errand, stop: Event) -> None:
    """Does an errand in a thread beside others."""
    Thread(target=work, args=(errand, stop), name=errand.name, daemon=True).start()
