"""The worker: makes the search index anew after what is protected has changed; until then nothing is found."""

from __future__ import annotations

import logging
from threading import Event, Thread

from django.conf import settings
from django.db import Error, close_old_connections

from vasculum.harvest.follow import follow_ledgers
from vasculum.harvest.node import NoNode, open_node
from vasculum.harvest.progress import silent
from vasculum.protection.current import current
from vasculum.search.state import read_state

PAUSE = 1.0
_LOG = logging.getLogger(__name__)


def work_once() -> bool:
    """Makes the index anew where it was made under other rules; whether there was something to do."""
    try:
        node = open_node(settings.NODE)
    except NoNode:
        return False
    state = read_state(node.search)
    if not state.folder or state.rules == current().digest:
        return False
    follow_ledgers(node, silent)
    return True


def work(stop: Event) -> None:
    """Works until `stop` is set; what does not succeed is tried again after a pause."""
    while not stop.is_set():
        close_old_connections()
        try:
            work_once()
        except (Error, OSError) as error:
            _LOG.warning("the search index waits: %s", error)
        stop.wait(PAUSE)


def start_in_this_process(stop: Event) -> None:
    """Works in a thread beside others, until `stop` is set."""
    Thread(target=work, args=(stop,), name="protection", daemon=True).start()
