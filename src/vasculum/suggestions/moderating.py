"""The queue of suggestions, and deciding on one."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vasculum.people.access import places_for, require_for, standing_for
from vasculum.people.policy import Actor
from vasculum.people.refusal import NotAllowed
from vasculum.registry.editing import Changed
from vasculum.suggestions.actions import MODERATE, Decided, accept, discard
from vasculum.suggestions.applying import NotApplicable
from vasculum.suggestions.forms import DecisionForm
from vasculum.suggestions.models import Suggestion
from vasculum.suggestions.pages import form_page
from vasculum.suggestions.queries import decided, pending, subject_of, values_of
from vasculum.suggestions.rules import KIND_LABELS, PENDING, STATE_LABELS, SUBJECT_LABELS, field_of, target_subject
from vasculum.web.layout import current_language, page


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion in the queue."""

    suggestion: Suggestion
    kind: Promise
    subject: Promise
    state: Promise | str
    name: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what stands there now, what is suggested, and whether it changed since it was suggested."""

    label: Promise
    now: str
    suggested: str
    changed_since: bool


@require_safe
@never_cache
@standing_for(MODERATE)
def queue(request: HttpRequest) -> HttpResponse:
    """What is to be decided, and what was decided last; `institution` narrows it to one."""
    places = places_for(request, MODERATE)
    language = current_language()
    waiting, done = pending(places), decided(places)
    context = {"waiting": [_line(each, language) for each in waiting], "done": [_line(each, language) for each in done]}
    return page(request, "suggestions/queue.html", context)


def _line(each: Suggestion, language: str) -> Line:
    found = subject_of(each.subject, each.key, include_hidden=True)
    name = found.name(language) if found else each.fields.get("names", "")
    return Line(each, KIND_LABELS[each.kind], SUBJECT_LABELS[each.subject], STATE_LABELS.get(each.state, each.state), name)


@form_page
@never_cache
@standing_for(MODERATE)
def suggestion(request: HttpRequest, number: int) -> HttpResponse:
    """One suggestion with the difference it makes, and the decision."""
    actor, found = require_for(request, MODERATE, Suggestion.objects.filter(pk=number).first())
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _decided(request, actor, found, form)
        if answer:
            return answer
        found.refresh_from_db()
    return _shown(request, found, form)


def _decided(request: HttpRequest, actor: Actor, found: Suggestion, form: DecisionForm) -> HttpResponse | None:
    """What follows a decision; nothing where the page must be looked at again."""
    told = form.cleaned_data
    try:
        if "discard" in request.POST:
            discard(actor, found.pk, told["reason"])
        else:
            accept(actor, found.pk, _version_seen(request), told["reason"])
    except Decided:
        form.add_error(None, _("Somebody else has decided on this first. What you wrote was not sent."))
    except Changed:
        form.add_error(None, _("Somebody changed this since you opened the page. Compare again."))
    except NotApplicable:
        form.add_error(None, _("What this is about, or where it leads, is not there any more."))
    except NotAllowed:
        form.add_error(None, _("You may not do this yourself: leave it to somebody whose role allows it."))
    else:
        messages.success(request, _("Decided."))
        return redirect("suggestions")
    return None


def _version_seen(request: HttpRequest) -> int:
    """The version of the subject that the moderator compared with; 0 where the form names none."""
    told = request.POST.get("version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def _shown(request: HttpRequest, found: Suggestion, form: DecisionForm) -> HttpResponse:
    language = found.language
    subject = subject_of(found.subject, found.key, include_hidden=True)
    now = values_of(subject, found.subject, language)
    differences = [
        Difference(field_of(found.subject, name).label, now[name], text, now[name] != found.before.get(name, ""))
        for name, text in found.fields.items()
    ]
    target = subject_of(target_subject(found.subject, found.kind), found.target, include_hidden=True)
    context = {
        "line": _line(found, current_language()),
        "subject": subject,
        "target": target,
        "differences": differences,
        "form": form,
        "version": subject.version if subject else 0,
        "is_open": found.state == PENDING,
    }
    return page(request, "suggestions/suggestion.html", context, 409 if form.non_field_errors() else 422 if form.errors else 200)
