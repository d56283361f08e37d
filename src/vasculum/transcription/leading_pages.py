"""Pages for who leads an expedition: making one, its texts and form, bringing sheets in, news, and taking readings away."""

from __future__ import annotations

import datetime as dt
from random import SystemRandom
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from vasculum.people.access import actor_of, require, require_for, standing_for
from vasculum.people.policy import places_of
from vasculum.search.query import QueryError
from vasculum.terms.darwin_core import known_terms
from vasculum.terms.messages import LANGUAGES
from vasculum.transcription import leading, queries, staging
from vasculum.transcription.leading import ACT
from vasculum.transcription.models import Post, Project
from vasculum.transcription.pages import form_page, shown
from vasculum.transcription.reading.fields import Kind
from vasculum.transcription.round_trip import as_answer
from vasculum.transcription.showing import KIND_LABELS, shown_fields
from vasculum.web.layout import NATIVE_NAMES, current_language

TEXTS = ("titles", "goals", "manuals", "tutorials")
BLANK_ROWS = 3
LARGEST_FILE = 5_000_000


@form_page
@never_cache
@standing_for(ACT)
def new(request: HttpRequest) -> HttpResponse:
    """Makes an expedition at an institution."""
    key = request.POST.get("institution") or request.GET.get("institution", "")
    mine = places_of(actor_of(request), ACT)
    key = key or next(iter(sorted(mine - {""})), "")
    actor = require(request, ACT, key)
    if request.method == "POST":
        titles = _words(request, "titles")
        if any(titles.values()):
            made = leading.make_project(actor, key, titles)
            return redirect("transcribe-lead", made.key)
        messages.error(request, _("Give it a title in one language at least."))
    return shown(request, "new", institution=key, titles=_by_language({}))


def _words(request: HttpRequest, name: str) -> dict[str, str]:
    """A text by language."""
    told = {code: request.POST.get(f"{name}-{code}", "").strip()[:20_000] for code in LANGUAGES}
    return {code: text for code, text in told.items() if text}


def _by_language(texts: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(code, NATIVE_NAMES[code], texts.get(code, "")) for code in LANGUAGES]


def _led(request: HttpRequest, key: str) -> tuple[Any, Project]:
    """Who leads, and the project; raises Refusal, and Http404 only to those who might."""
    return require_for(request, ACT, Project.objects.filter(key=key).first())


@form_page
@never_cache
@standing_for(ACT)
def lead(request: HttpRequest, key: str) -> HttpResponse:
    """What an expedition says and how it is read; its form, with a preview."""
    actor, found = _led(request, key)
    if request.method == "POST":
        leading.change_project(actor, found, _settings(request, found))
        leading.change_form(actor, found, _form(request))
        if found.state == Project.State.OPEN:
            leading.open_tasks(actor, found, timezone.now())
        messages.success(request, _("Saved."))
        return redirect("transcribe-lead", key)
    form = found.templates.first()
    fields = form.fields if form else []
    context = {
        "texts": [(name, _by_language(getattr(found, name))) for name in TEXTS],
        "rows": list(enumerate([*fields, *({} for _ in range(BLANK_ROWS))])),
        "kinds": [(kind.value, label) for kind, label in KIND_LABELS.items()],
        "states": Project.State.values,
        "terms": sorted(term for term in known_terms() if term.startswith("dwc:")),
        "quiz": "\n".join(_quiz_line(each) for each in found.quiz),
        "preview": shown_fields(fields, {}, [], current_language()),
        "progress": queries.progress(found),
        "news": found.announcements.all(),
    }
    return shown(request, "lead", found, **context)


def _settings(request: HttpRequest, found: Project) -> dict[str, Any]:
    """The settings in the form, each within what makes sense."""
    least = _number(request, "least", 1, 10, found.least)
    most = max(least, _number(request, "most", 1, 10, found.most))
    state = request.POST.get("state", "")
    return {
        **{name: _words(request, name) for name in TEXTS},
        "least": least,
        "most": most,
        "quorum": min(most, _number(request, "quorum", 1, 10, found.quorum)),
        "state": state if state in Project.State.values else found.state,
        "review": Project.Review.EVERYTHING if request.POST.get("review") else Project.Review.CONFLICTS,
        "anonymous": bool(request.POST.get("anonymous")),
        "quiz": _quiz(request.POST.get("quiz", "")),
    }


def _number(request: HttpRequest, name: str, lowest: int, highest: int, now: int) -> int:
    text = request.POST.get(name, "")
    return min(highest, max(lowest, int(text))) if text.isdigit() and len(text) < 4 else now


def _quiz(text: str) -> list[dict[str, Any]]:
    """Questions, a line each: the question and its answers between `|`, the right one with a star."""
    found = []
    for line in text.splitlines()[:20]:
        question, *answers = (part.strip() for part in line.split("|"))
        right = [at for at, each in enumerate(answers) if each.startswith("*")]
        if question and len(answers) > 1 and len(right) == 1:
            found.append({"question": question, "answers": [each.lstrip("* ") for each in answers], "right": right[0]})
    return found


def _quiz_line(each: dict[str, Any]) -> str:
    answers = (f"*{text}" if at == each["right"] else text for at, text in enumerate(each["answers"]))
    return " | ".join([each["question"], *answers])


def _form(request: HttpRequest) -> list[dict[str, Any]]:
    """The fields in the table of the form; a row without a term is none, and a term stands once."""
    rows: dict[str, dict[str, Any]] = {}
    for at in range(60):
        term = "".join(request.POST.get(f"term-{at}", "").split())[:80].removeprefix("dwc:")
        kind = request.POST.get(f"kind-{at}", "")
        if not term or "@" in term or kind not in set(Kind):
            continue
        options = [line.strip() for line in request.POST.get(f"options-{at}", "").splitlines() if line.strip()]
        help_ = {code: text for code in LANGUAGES if (text := request.POST.get(f"help-{at}-{code}", "").strip()[:500])}
        rows[term] = {
            "term": term, "kind": kind, "required": bool(request.POST.get(f"required-{at}")),
            **({"options": options[:500]} if options else {}), **({"help": help_} if help_ else {}),
        }  # fmt: skip
    return list(rows.values())


@form_page
@never_cache
@standing_for(ACT)
def bring_in(request: HttpRequest, key: str) -> HttpResponse:
    """Brings sheets in: by a search, a IIIF manifest or a table; shows how many there are."""
    actor, found = _led(request, key)
    if request.method == "POST":
        try:
            staged = staging.stage(actor, found, _sheets(request), timezone.now(), SystemRandom())
            if found.state == Project.State.OPEN:
                leading.open_tasks(actor, found, timezone.now())
            told = {"new": staged.new, "known": staged.known, "broken": staged.broken}
            messages.success(
                request, _("%(new)s sheets brought in, %(known)s were there, %(broken)s have no usable image.") % told
            )
            return redirect("transcribe-stage", key)
        except (staging.NotStaged, QueryError, UnicodeDecodeError) as error:
            messages.error(request, str(error))
    return shown(request, "stage", found, progress=queries.progress(found))


def _sheets(request: HttpRequest) -> Any:
    file = request.FILES.get("file")
    content = file.read(LARGEST_FILE) if file else b""
    way = request.POST.get("way", "")
    if way == "search":
        return staging.of_search(request.POST.get("words", ""))
    if way == "manifest":
        return staging.of_manifest(content or request.POST.get("manifest", "").encode())
    text = content.decode("utf-8-sig") if content else request.POST.get("table", "")
    return staging.of_table(text, request.POST.get("pattern", ""))


@require_POST
@standing_for(ACT)
def announce(request: HttpRequest, key: str) -> HttpResponse:
    """Writes news of an expedition."""
    actor, found = _led(request, key)
    texts, first = _words(request, "news"), _day(request, "first") or timezone.localdate()
    if texts:
        leading.announce(actor, found, texts, first, _day(request, "last"))
    return redirect("transcribe-lead", key)


def _day(request: HttpRequest, name: str) -> dt.date | None:
    try:
        return parse_date(request.POST.get(name, ""))
    except ValueError:
        return None


@require_POST
@standing_for(ACT)
def hide(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Takes a post out of the discussion."""
    actor, found = _led(request, key)
    post = Post.objects.filter(project=found, pk=number).first()
    if post:
        leading.hide(actor, post)
    return redirect("transcribe-discussion", key)


@require_safe
@never_cache
@standing_for(ACT)
def readings(request: HttpRequest, key: str) -> HttpResponseBase:
    """What was accepted, to take away: CSV, an exchange archive, or annotations."""
    _actor, found = _led(request, key)
    return as_answer(request, found, request.GET.get("as", "csv"))
