"""Who works in the background, beside the web process or in a process of its own."""

from __future__ import annotations

from threading import Event

from vasculum.downloads.worker import ERRAND as DOWNLOADS
from vasculum.harvest.node import Node
from vasculum.harvest.protection_worker import ERRAND as PROTECTION
from vasculum.harvest.schedule_worker import errand as reading_sources
from vasculum.intake.working import ERRAND as IMPORTS
from vasculum.publishing.worker import ERRAND as PUBLISHING
from vasculum.transcription.watch import ERRAND as EXPEDITIONS
from vasculum.web.working import start, work

_BESIDE_PAGES = (PUBLISHING, IMPORTS, PROTECTION)


def work_beside_pages() -> None:
    """Does what visitors wait for, in threads of the web process."""
    stop = Event()
    for errand in (DOWNLOADS, *_BESIDE_PAGES):
        start(errand, stop)


def work_alone(node: Node) -> None:
    """Does everything there is to do for a node, until the process is told to stop."""
    stop = Event()
    for errand in (*_BESIDE_PAGES, reading_sources(node), EXPEDITIONS):
        start(errand, stop)
    work(DOWNLOADS, stop)
