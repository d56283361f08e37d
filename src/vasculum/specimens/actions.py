"""The one act of a visitor here: to tell the curator what is wrong."""

from __future__ import annotations

from vasculum.helpdesk.actions import ask
from vasculum.helpdesk.models import Ticket
from vasculum.helpdesk.rules import ERROR
from vasculum.specimens.specimen import Specimen


def report_error(specimen: Specimen, text: str, reply_to: str, language: str, base: str) -> Ticket:
    """Makes a ticket of a visitor's message, for those who look after the specimen; it is answered as every question is."""
    ticket = Ticket(
        kind=ERROR,
        pid=specimen.pid,
        version=specimen.current.version,
        institution=specimen.origin.institution,
        email=reply_to,
        language=language,
    )
    return ask(ticket, text, base)
