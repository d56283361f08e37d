"""Acts at the help desk: ask, say more, answer, hand on, close. E-mail that cannot be sent holds nothing up."""

from __future__ import annotations

from collections.abc import Sequence
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from vasculum.helpdesk.models import Message, Ticket
from vasculum.helpdesk.queries import answering_at
from vasculum.helpdesk.rules import ANSWERED, CLOSED, OPEN, SPAM, SUSPECTED, due_day, looks_like_advertising
from vasculum.people.audit import record
from vasculum.people.policy import Actor
from vasculum.registry.permission import require_act

ASK, ANSWER = "ask help desk", "answer question"


class Settled(Exception):
    """The ticket is closed: nothing can be said in it any more."""


def ask(ticket: Ticket, text: str, base: str) -> Ticket:
    """Makes a ticket of a question and tells those who answer; what looks like advertising waits for them without a message."""
    ticket.due = due_day(timezone.localdate())
    ticket.state = SUSPECTED if looks_like_advertising(text) else OPEN
    with transaction.atomic():
        ticket.save()
        Message.objects.create(ticket=ticket, text=text)
    if ticket.state == OPEN:
        _tell_staff(ticket, text, base)
        _tell_asker(ticket, "", base)
    return ticket


def say_more(ticket: Ticket, text: str, base: str) -> None:
    """What the asker adds; an answered ticket waits again. Raises Settled."""
    with transaction.atomic():
        _open_to_words(ticket)
        Message.objects.create(ticket=ticket, text=text)
        if ticket.state == ANSWERED:
            Ticket.objects.filter(pk=ticket.pk).update(state=OPEN, due=due_day(timezone.localdate()))
    ticket.refresh_from_db()
    if ticket.state == OPEN:
        _tell_staff(ticket, text, base)


def answer(actor: Actor, ticket: Ticket, text: str, base: str) -> None:
    """An answer, sent to the asker where an address is known; raises Settled and NotAllowed."""
    _said(actor, ticket, text, ANSWERED, note=False)
    _tell_asker(ticket, text, base)


def note(actor: Actor, ticket: Ticket, text: str) -> None:
    """Something for colleagues alone; raises Settled and NotAllowed."""
    _said(actor, ticket, text, "", note=True)


def hand_on(actor: Actor, ticket: Ticket, institution: str, base: str) -> None:
    """Gives a ticket to another institution, or to the node for "", and tells them; raises Settled and NotAllowed."""
    require_act(actor, ANSWER, ticket.institution)
    before = ticket.institution
    with transaction.atomic():
        _open_to_words(ticket)
        Ticket.objects.filter(pk=ticket.pk).update(institution=institution, state=OPEN)
        record(actor, ANSWER, _subject(ticket), {"institution": before}, {"institution": institution}, before)
    ticket.refresh_from_db()
    first = ticket.messages.first()
    _tell_staff(ticket, first.text if first else "", base)


def close(actor: Actor, ticket: Ticket, *, as_spam: bool = False) -> None:
    """Closes a ticket and forgets the asker's address; raises NotAllowed."""
    require_act(actor, ANSWER, ticket.institution)
    state = SPAM if as_spam else CLOSED
    with transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(state=state, email="")
        record(actor, ANSWER, _subject(ticket), {"state": ticket.state}, {"state": state}, ticket.institution)
    ticket.refresh_from_db()


def _said(actor: Actor, ticket: Ticket, text: str, state: str, *, note: bool) -> None:
    require_act(actor, ANSWER, ticket.institution)
    with transaction.atomic():
        _open_to_words(ticket)
        Message.objects.create(ticket=ticket, who=actor.account, text=text, note=note)
        if state:
            Ticket.objects.filter(pk=ticket.pk).update(state=state)
        record(actor, ANSWER, _subject(ticket), None, {"note" if note else "answer": True}, ticket.institution)
    ticket.refresh_from_db()


def _open_to_words(ticket: Ticket) -> None:
    """Takes the ticket's row for this act; raises Settled where somebody closed it meanwhile."""
    ticket.state = Ticket.objects.select_for_update().get(pk=ticket.pk).state
    if ticket.state in {CLOSED, SPAM}:
        raise Settled(ticket.pk)


def _subject(ticket: Ticket) -> str:
    return f"ticket/{ticket.pk}"


def _tell_staff(ticket: Ticket, text: str, base: str) -> None:
    receivers = answering_at(ticket.institution)
    address = base + reverse("ticket", args=[ticket.pk])
    specimen = f"\n{base}/{ticket.pid}" if ticket.pid else ""
    version = f"\nVersion {ticket.version}" if ticket.version else ""
    subject = _("Help desk, question %(number)s") % {"number": ticket.pk}
    replies = [ticket.email] if ticket.email else []
    if receivers and _sent(subject, f"{text}\n\n{address}{specimen}{version}", receivers, replies):
        Ticket.objects.filter(pk=ticket.pk).update(told=timezone.now())


def _tell_asker(ticket: Ticket, text: str, base: str) -> None:
    if not ticket.email:
        return
    with translation.override(ticket.language):
        address = base + reverse("question", args=[ticket.key])
        told = {"ticket": ticket, "text": text, "address": address}
        body = render_to_string("helpdesk/email/answer.txt" if text else "helpdesk/email/received.txt", told)
        _sent(_("Your question, number %(number)s") % {"number": ticket.pk}, body, [ticket.email], [])


def _sent(subject: str, body: str, receivers: Sequence[str], reply_to: Sequence[str]) -> bool:
    try:
        return EmailMessage(subject, body, to=list(receivers), reply_to=list(reply_to)).send() > 0
    except (SMTPException, OSError):
        return False
