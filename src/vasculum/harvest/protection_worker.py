"""What the worker does for the gate: makes the search index anew after rules have changed; until then nothing is found."""

from __future__ import annotations

from django.conf import settings

from vasculum.harvest.follow import follow_ledgers
from vasculum.harvest.node import NoNode, open_node
from vasculum.harvest.progress import silent
from vasculum.protection.current import current
from vasculum.search.state import read_state
from vasculum.web.working import Errand


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


ERRAND = Errand("protection", work_once, pause=1.0)
