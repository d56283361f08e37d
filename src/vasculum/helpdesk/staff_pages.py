"""The queue of the help desk, and answering a ticket."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vasculum.helpdesk.actions import ANSWER, Settled, answer, close, hand_on, note
from vasculum.helpdesk.forms import AnswerForm, HandOnForm
from vasculum.helpdesk.models import Ticket
from vasculum.helpdesk.pages import base_of, form_page
from vasculum.helpdesk.queries import institutions, set_aside, settled, waiting
from vasculum.helpdesk.rules import CLOSED, KIND_LABELS, OPEN, SPAM, STATE_LABELS
from vasculum.people.access import places_for, require_for, standing_for
from vasculum.people.policy import Actor
from vasculum.web.layout import current_language, page


@dataclass(frozen=True, slots=True)
class Line:
    """A ticket in the queue, with its first words."""

    ticket: Ticket
    kind: Promise | str
    state: Promise
    place: str
    words: str
    is_late: bool


@require_safe
@never_cache
@standing_for(ANSWER)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the most urgent first; `institution` narrows it to one."""
    places = places_for(request, ANSWER)
    context = {"waiting": _lines(waiting(places)), "aside": _lines(set_aside(places)), "settled": _lines(settled(places))}
    return page(request, "helpdesk/queue.html", context)


def _lines(tickets: list[Ticket]) -> list[Line]:
    names, today = dict(institutions(current_language())), timezone.localdate()
    return [_line(each, names.get(each.institution, each.institution), each.due < today) for each in tickets]


def _line(ticket: Ticket, place: str, is_late: bool) -> Line:
    first = ticket.messages.first()
    kind = KIND_LABELS.get(ticket.kind, ticket.kind)
    late = is_late and ticket.state == OPEN
    return Line(ticket, kind, STATE_LABELS[ticket.state], place, first.text[:120] if first else "", late)


@form_page
@never_cache
@standing_for(ANSWER)
def ticket(request: HttpRequest, number: int) -> HttpResponse:
    """One ticket: what was said, and answering, noting, handing on, closing."""
    actor, found = require_for(request, ANSWER, Ticket.objects.filter(pk=number).first())
    form = AnswerForm(request.POST if {"answer", "note"} & set(request.POST) else None)
    handing = HandOnForm(
        current_language(), request.POST if "hand-on" in request.POST else None, initial={"institution": found.institution}
    )
    if request.method == "POST":
        try:
            if done := _done(request, actor, found, form, handing):
                messages.success(request, done)
                return redirect("help-desk-queue")
        except Settled:
            form.add_error(None, _("Somebody else has closed this first. What you wrote was not sent."))
    status = 422 if form.errors or handing.errors else 200
    context = {
        "line": _lines([found])[0],
        "messages_of": found.messages.all(),
        "form": form,
        "handing": handing,
        "is_settled": found.state in {CLOSED, SPAM},
    }
    return page(request, "helpdesk/ticket.html", context, status)


def _done(request: HttpRequest, actor: Actor, found: Ticket, form: AnswerForm, handing: HandOnForm) -> str:
    """Does what the button says, and says so; "" where something is missing. Raises Settled."""
    if "close" in request.POST or "spam" in request.POST:
        close(actor, found, as_spam="spam" in request.POST)
        return _("Closed.")
    if "hand-on" in request.POST and handing.is_valid():
        hand_on(actor, found, handing.cleaned_data["institution"], base_of(request))
        return _("Handed on.")
    if "answer" in request.POST and form.is_valid():
        answer(actor, found, form.cleaned_data["text"], base_of(request))
        return _("Answered.")
    if "note" in request.POST and form.is_valid():
        note(actor, found, form.cleaned_data["text"])
        return _("Noted.")
    return ""
