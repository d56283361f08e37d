"""Suggesting a change, without an account."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vasculum.people.access import actor_of, allowed
from vasculum.people.anonymous import count_anonymous_act
from vasculum.suggestions.actions import suggest
from vasculum.suggestions.forms import SuggestionForm
from vasculum.suggestions.models import Suggestion
from vasculum.suggestions.queries import Subject, place_of, subject_of, targets, values_of
from vasculum.suggestions.rules import COLLECTION, CONVERT, CREATE, DELETE, FIELDS, INSTITUTION, MERGE, SUBJECT_LABELS, UPDATE
from vasculum.web.layout import current_language, page

ACT = "suggest change"
form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@allowed(ACT)
def of_institution(request: HttpRequest, key: str) -> HttpResponse:
    """Suggesting a change of an institution."""
    return _of(request, INSTITUTION, key)


@form_page
@allowed(ACT)
def of_collection(request: HttpRequest, key: str) -> HttpResponse:
    """Suggesting a change of a collection."""
    return _of(request, COLLECTION, key)


@form_page
@allowed(ACT)
def new(request: HttpRequest) -> HttpResponse:
    """Suggesting an institution or a collection that is missing; `institution` names the owner."""
    subject = INSTITUTION if request.GET.get("what") == INSTITUTION else COLLECTION
    return _form(request, subject, None)


@require_safe
@allowed(ACT)
def thanks(request: HttpRequest) -> HttpResponse:
    """That a suggestion was received."""
    return page(request, "suggestions/thanks.html")


def _of(request: HttpRequest, subject: str, key: str) -> HttpResponse:
    found = subject_of(subject, key)
    if found is None:
        raise Http404
    return _form(request, subject, found)


def _form(request: HttpRequest, subject: str, found: Subject | None) -> HttpResponse:
    language, is_new = current_language(), found is None
    now = values_of(found, subject, language)
    initial = {**now, "target": request.GET.get("institution", "") if is_new else ""}
    form = SuggestionForm(subject, language, targets(found), request.POST or None, is_new=is_new, initial=initial)
    if is_new and subject == INSTITUTION:
        del form.fields["target"]
    if request.method == "POST" and form.is_valid():
        return _received(request, form, subject, found, now)
    context = {"form": form, "found": found, "subject": subject, "subject_label": SUBJECT_LABELS[subject], "is_new": is_new}
    return page(request, "suggestions/form.html", context, 422 if form.errors else 200)


def _received(
    request: HttpRequest, form: SuggestionForm, subject: str, found: Subject | None, now: dict[str, str]
) -> HttpResponse:
    if form.trapped:
        return redirect("suggestion-thanks")
    told = form.cleaned_data
    kind = told.get("kind", CREATE)
    fields = _differing(subject, told, now) if kind in (CREATE, UPDATE) else {}
    if kind == UPDATE and not fields and not told["comment"]:
        form.add_error(None, _("Change a field, or write what is wrong."))
        context = {"form": form, "found": found, "subject": subject, "subject_label": SUBJECT_LABELS[subject], "is_new": False}
        return page(request, "suggestions/form.html", context, 422)
    actor = actor_of(request)
    if not actor.account:
        count_anonymous_act(request, ACT)
    is_placed = kind == CREATE and subject == COLLECTION
    suggestion = Suggestion(
        kind=kind,
        subject=subject,
        key=found.key if found else "",
        institution=told.get("target", "") if is_placed else _place(kind, subject, found),
        target=told.get("target", "") if kind in (MERGE, CONVERT) else "",
        language=current_language(),
        fields=fields,
        before={name: now[name] for name in fields},
        comment=told["comment"],
        email=told["email"],
    )
    suggest(actor, suggestion)
    return redirect("suggestion-thanks")


def _differing(subject: str, told: dict[str, Any], now: dict[str, str]) -> dict[str, str]:
    names = [each.name for each in FIELDS[subject]]
    return {name: told[name] for name in names if told[name] != now[name].strip().replace("\r\n", "\n")}


def _place(kind: str, subject: str, found: Subject | None) -> str:
    return "" if subject == INSTITUTION and kind in (MERGE, CONVERT, DELETE) else place_of(found)
