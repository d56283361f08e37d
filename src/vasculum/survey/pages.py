"""The pages of the survey: where it begins, the form, and a figure as understood while it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vasculum.people.access import actor_of, allowed, require, signed_in, standing_for
from vasculum.people.models import Account
from vasculum.people.policy import OWN_ACCOUNT, Actor, may, places_of
from vasculum.registry.editing import Changed
from vasculum.registry.models import Collection, Institution
from vasculum.survey.actions import ACT, NotEntered, enter_draft, hand_in, keep_draft
from vasculum.survey.answering import answers_of, described
from vasculum.survey.models import Draft
from vasculum.survey.queries import collection_of, draft_for, drafts_for, names_at, places_named, uploads_for
from vasculum.survey.questions import PARTS_SHOWN, Answers, parts_in, plain, question_of
from vasculum.survey.showing import Shown, figure_echo, form_sections, why_not
from vasculum.web.layout import NATIVE_NAMES, current_language, page

form_page = require_http_methods(["GET", "HEAD", "POST"])


def account_of(request: HttpRequest) -> Account:
    """The account whose drafts these are; a token has none."""
    account = signed_in(request)
    if account is None:
        raise Http404
    return account


def place_of(request: HttpRequest, act: str = ACT) -> tuple[Actor, Institution]:
    """Who asks, and the institution that the address names, or the only one they may act at."""
    key = request.GET.get("institution", "")
    if not key:
        mine = places_of(actor_of(request), act)
        key = next(iter(mine)) if len(mine) == 1 else ""
    actor = require(request, act, key)
    found = Institution.objects.filter(key=key).first()
    if found is None:
        raise Http404
    return actor, found


@require_safe
@never_cache
@standing_for(ACT)
def index(request: HttpRequest) -> HttpResponse:
    """Where the survey begins: an institution's collections, drafts, and the table to fill in."""
    places = places_of(actor_of(request), ACT)
    if not request.GET.get("institution") and len(places - {""}) != 1:
        require(request, ACT, next(iter(places), ""))
        return page(request, "survey/places.html", {"places": places_named(places)})
    actor, institution = place_of(request)
    context = {
        "institution": institution,
        "collections": names_at(institution.key),
        "drafts": drafts_for(account_of(request), actor, institution.key),
        "uploads": uploads_for(account_of(request), actor, institution.key),
        "reminds": may(actor, "send reminders"),
        "moderates": may(actor, "moderate suggestion", institution.key),
    }
    return page(request, "survey/index.html", context)


@form_page
@never_cache
@standing_for(ACT)
def new(request: HttpRequest) -> HttpResponse:
    """Describing a collection that is not here yet."""
    actor, institution = place_of(request)
    draft = draft_for(account_of(request), actor, institution.key, request.GET.get("draft", ""))
    if draft and draft.collection:
        return redirect(_address(draft))
    return _form(request, actor, institution, None, draft)


@form_page
@never_cache
@standing_for(ACT)
def collection(request: HttpRequest, key: str) -> HttpResponse:
    """Describing a collection that is here already: what it answers so far can be corrected."""
    found = collection_of(key)
    actor = require(request, ACT, found.institution.key if found else "")
    if found is None:
        raise Http404
    mine = account_of(request)
    draft = draft_for(mine, actor, found.institution.key, request.GET.get("draft", ""))
    draft = draft or Draft.objects.filter(account=mine, collection=key).first()
    return _form(request, actor, found.institution, found, draft)


def _form(
    request: HttpRequest, actor: Actor, institution: Institution, found: Collection | None, draft: Draft | None
) -> HttpResponse:
    language = draft.language if draft else current_language()
    now = answers_of(described(found), language) if found else {"as_of": str(timezone.localdate().year)}
    if request.method == "POST":
        given, opened = given_answers(request), _opened(request)
        handed = {"answers": given, "opened": opened if found else {}, "language": language}
        draft = keep_draft(account_of(request), draft, institution.key, found.key if found else "", handed)
        return _kept(request, actor, institution, found, draft)
    answers, opened = (draft.answers, draft.opened) if draft else (now, now)
    return _shown(request, actor, institution, found, draft, Shown(answers, current_language()), opened if found else {})


def _kept(request: HttpRequest, actor: Actor, institution: Institution, found: Collection | None, draft: Draft) -> HttpResponse:
    """What follows once the answers are safe: they are entered, handed in, or simply kept."""
    if "enter" in request.POST:
        return _entered(request, actor, institution, found, draft)
    if "hand_in" in request.POST:
        hand_in(actor, draft)
        messages.success(request, _("Handed in: a curator of the institution will look at it."))
        return redirect(f"{reverse('survey')}?{urlencode({'institution': institution.key})}")
    shown = parts_in(request.POST) + ("more" in request.POST)
    messages.success(request, _("Kept as a draft. Come back whenever you like."))
    return redirect(f"{_address(draft)}&{urlencode({'parts': shown})}#{'split' if 'more' in request.POST else 'content'}")


def _entered(
    request: HttpRequest, actor: Actor, institution: Institution, found: Collection | None, draft: Draft
) -> HttpResponse:
    require(request, "edit collection", institution.key)
    try:
        enter_draft(actor, institution, found, draft)
    except NotEntered as refusal:
        shown = Shown(draft.answers, current_language(), refusal.faults, refusal.theirs)
        now = answers_of(described(found), draft.language) if found else {}
        return _shown(request, actor, institution, found, draft, shown, now if refusal.theirs else draft.opened, 422)
    except Changed:
        messages.error(request, _("Somebody else saved in this very moment. Look again and save once more; nothing is lost."))
        return redirect(_address(draft))
    messages.success(request, _("Thank you. It is entered, and counts as up to date from today."))
    return redirect(f"{reverse('survey')}?{urlencode({'institution': institution.key})}")


def _shown(
    request: HttpRequest, actor: Actor, institution: Institution, found: Collection | None, draft: Draft | None,
    shown: Shown, opened: Answers, status: int = 200,
) -> HttpResponse:  # fmt: skip
    wanted = request.GET.get("parts", "")
    more = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 0
    shown = Shown(shown.answers, shown.language, shown.faults, shown.theirs, min(more, 200) or PARTS_SHOWN)
    sections = form_sections(shown)
    fields = [each for section in sections for each in (*section.fields, *(one for part in section.parts for one in part))]
    context = {
        "institution": institution,
        "collection": found,
        "draft": draft,
        "texts_in": NATIVE_NAMES[draft.language if draft else current_language()],
        "sections": sections,
        "wrong": [each for each in fields if each.fault],
        "theirs": [each for each in fields if each.theirs is not None],
        "opened": orjson.dumps(dict(opened)).decode(),
        "may_enter": may(actor, "edit collection", institution.key),
        "address": _address(draft) if draft else request.get_full_path(),
    }
    return page(request, "survey/form.html", context, status)


def _address(draft: Draft) -> str:
    query = {"draft": str(draft.pk)}
    if draft.collection:
        return f"{reverse('survey-collection', args=[draft.collection])}?{urlencode(query)}"
    return f"{reverse('survey-new')}?{urlencode({'institution': draft.institution, **query})}"


def given_answers(request: HttpRequest) -> dict[str, str]:
    """The answers in a form, without the parts of which nothing is said at the end."""
    given = {code: plain(str(answer)) for code, answer in request.POST.items() if question_of(code)}
    last = parts_in(code for code, answer in given.items() if answer)
    stated = _opened(request)
    return {code: answer for code, answer in given.items() if parts_in([code]) <= last or code in stated}


def _opened(request: HttpRequest) -> dict[str, str]:
    """The answers the form was opened with, as the form itself brings them back."""
    try:
        told = orjson.loads(request.POST.get("opened", "") or "{}")
    except orjson.JSONDecodeError:
        told = {}
    pairs: Mapping[Any, Any] = told if isinstance(told, dict) else {}
    return {str(code): str(answer) for code, answer in pairs.items()}


@require_POST
@allowed(OWN_ACCOUNT)
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Throws away one of my drafts."""
    draft = Draft.objects.filter(account=account_of(request), pk=number).first()
    if draft is None:
        raise Http404
    draft.delete()
    messages.success(request, _("The draft has been thrown away."))
    return redirect(f"{reverse('survey')}?{urlencode({'institution': draft.institution})}")


@require_safe
def figure(request: HttpRequest) -> HttpResponse:
    """A figure as understood, in one line of words, while it is typed."""
    code = next((each for each in ("how_many", "recorded", "imaged") if each == request.GET.get("of")), "how_many")
    answers = {name: plain(str(answer))[:300] for name, answer in request.GET.items() if question_of(name)}
    words = figure_echo(code, answers, current_language()) or (why_not(code, answers) if answers.get(code) else "")
    return HttpResponse(str(words or ""), content_type="text/plain; charset=utf-8")
