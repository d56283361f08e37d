"""Asking the help desk without an account, and reading what was answered."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vasculum.helpdesk.actions import ASK, Settled, ask, say_more
from vasculum.helpdesk.forms import MoreForm, QuestionForm
from vasculum.helpdesk.models import Ticket
from vasculum.helpdesk.rules import ANSWER_DAYS, CLOSED, KIND_LABELS, SPAM, STATE_LABELS, due_day
from vasculum.people.access import actor_of, allowed
from vasculum.people.anonymous import count_anonymous_act
from vasculum.web.layout import current_language, page

form_page = require_http_methods(["GET", "HEAD", "POST"])


def base_of(request: HttpRequest) -> str:
    """The address of the node, for links in messages."""
    return request.build_absolute_uri("/").rstrip("/")


@form_page
@allowed(ASK)
def help_desk(request: HttpRequest) -> HttpResponse:
    """Asking a question; `kind`, `institution` and `pid` in the address fill the form in."""
    initial = {name: request.GET.get(name, "")[:80] for name in ("kind", "institution", "pid")}
    form = QuestionForm(current_language(), request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "due": due_day(timezone.localdate()), "days": ANSWER_DAYS}
        return page(request, "helpdesk/ask.html", context, 422 if form.errors else 200)
    if form.trapped:
        return redirect("help-desk")
    if not actor_of(request).account:
        count_anonymous_act(request, ASK)
    told = form.cleaned_data
    names = ("kind", "institution", "pid", "email")
    ticket = Ticket(language=current_language(), **{name: told[name] for name in names})
    return redirect("question", key=ask(ticket, told["text"], base_of(request)).key)


@form_page
@never_cache
@allowed(ASK)
def question(request: HttpRequest, key: UUID) -> HttpResponse:
    """One's own question at its secret address: how it stands, what was answered, and room for more."""
    ticket = Ticket.objects.filter(key=key).exclude(state=SPAM).first()
    if ticket is None:
        raise Http404
    form = MoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not form.trapped:
        if not actor_of(request).account:
            count_anonymous_act(request, ASK)
        try:
            say_more(ticket, form.cleaned_data["text"], base_of(request))
        except Settled:
            ticket.refresh_from_db()
        return redirect("question", key=key)
    context = {
        "ticket": ticket,
        "kind": KIND_LABELS.get(ticket.kind, ticket.kind),
        "state": STATE_LABELS[ticket.state],
        "messages_of": ticket.messages.filter(note=False),
        "form": None if ticket.state == CLOSED else form,
    }
    return page(request, "helpdesk/question.html", context, 422 if form.errors else 200)
