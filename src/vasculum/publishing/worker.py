"""What the worker does for data sets: publishes what is due, one after the other."""

from __future__ import annotations

from django.utils import timezone

from vasculum.publishing.actions import publish_next, withdraw_outdated
from vasculum.publishing.registering import register_next
from vasculum.specimens.queries import node
from vasculum.web.working import Errand


def work_once() -> bool:
    """Publishes the next data set that is due, or registers the next version elsewhere; whether there was something to do."""
    served = node()
    if served is None:
        return False
    withdraw_outdated(served, timezone.now())
    return publish_next(served, timezone.now()) or register_next(served, timezone.now())


ERRAND = Errand("publishing", work_once, pause=10.0)
