"""What the worker does for expeditions once an hour: lets leases go that ran out, forgets old drafts, and looks for faults."""

from __future__ import annotations

import datetime as dt
import logging

from django.utils import timezone

from vasculum.transcription.actions import expire
from vasculum.transcription.invariants import faults
from vasculum.transcription.models import Draft
from vasculum.transcription.rules import DRAFT_KEPT
from vasculum.web.working import Errand

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


def _look() -> bool:
    look(timezone.now())
    return False


ERRAND = Errand("expeditions", _look, pause=HOUR)
