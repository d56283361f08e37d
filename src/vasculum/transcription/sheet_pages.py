"""The screen on which a sheet is read: the image beside the form. Each button is a form, so it works without JavaScript too."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from vasculum.people.access import standing_for
from vasculum.transcription import queries
from vasculum.transcription.actions import NotReading, Stale, claim, hold, release, save_draft, skip, submit, was_given
from vasculum.transcription.models import Draft, Submission, Task, Volunteer
from vasculum.transcription.pages import ACT, form_page, shown
from vasculum.transcription.reader import reader
from vasculum.transcription.reading.answers import ABSENT_TEXT, ILLEGIBLE_TEXT, UNSURE_MARK, plain
from vasculum.transcription.reading.fields import Kind
from vasculum.transcription.rules import SKIP_LABELS, Skipping
from vasculum.transcription.showing import region_key, shown_fields, understood
from vasculum.web.addresses import image_source
from vasculum.web.layout import current_language

_STATES = {"absent": ABSENT_TEXT, "illegible": ILLEGIBLE_TEXT}
LONGEST_SITTING = 86_400


def _given(request: HttpRequest, number: int) -> tuple[Volunteer, Task]:
    """Who asks, and the sheet that was given to them; raises Http404."""
    who = reader(request)
    task = Task.objects.select_related("project", "template").filter(pk=number).first()
    if who is None or task is None or not was_given(who, task):
        raise Http404
    return who, task


@form_page
@never_cache
@standing_for(ACT)
def sheet(request: HttpRequest, number: int) -> HttpResponse:
    """A sheet to be read: shows it, and does what a button asks for."""
    who, task = _given(request, number)
    if request.method != "POST":
        return _screen(request, who, task, _kept(who, task))
    act = request.POST.get("act", "save")
    try:
        return _ACTS.get(act, _save)(request, who, task)
    except Stale as stale:
        return _screen(request, who, task, values_of(request, task), other=stale.draft, status=409)
    except NotReading:
        messages.info(request, _("This sheet has been decided on already. What you sent before is kept."))
        return redirect("transcribe-project", task.project.key)


def _kept(who: Volunteer, task: Task) -> dict[str, str]:
    """What this volunteer typed: the draft, or else what was submitted."""
    draft = Draft.objects.filter(task=task, volunteer=who).first()
    if draft:
        return dict(draft.values)
    sent = task.submissions.filter(volunteer=who, state=Submission.State.FINAL).first()
    return dict(sent.values) if sent else {}


def _screen(
    request: HttpRequest, who: Volunteer, task: Task, values: dict[str, str], other: Draft | None = None, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    draft = Draft.objects.filter(task=task, volunteer=who).first()
    sent = task.submissions.filter(volunteer=who, state=Submission.State.FINAL).first()
    lease = None if sent else hold(who, task, now)
    context = {
        "task": task,
        "fields": shown_fields(task.template.fields, values, task.asked, current_language()),
        "images": [image_shown(each) for each in task.images],
        "draft": draft,
        "version": draft.version if draft else 0,
        "other": other,
        "lease": lease,
        "sent": sent,
        "client_key": uuid4().hex,
        "began": int(now.timestamp()),
        "reasons": [(why.value, label) for why, label in SKIP_LABELS.items()],
        "can_copy": bool(queries.last_reading(who, task.project, task)),
        "posts": queries.posts_of(task.project, task),
    }
    return shown(request, "sheet", task.project, status=status, **context)


def image_shown(image: dict[str, str]) -> dict[str, str]:
    """Where an image is shown from, and its tiles where this node makes them."""
    service = f"/iiif/image/{image['pid']}" if image.get("pid") and image.get("url", "").startswith("/media/") else ""
    return {"url": image_source(image.get("url", "")) or image.get("url", ""), "tiles": f"{service}/info.json" if service else ""}


def values_of(request: HttpRequest, task: Task) -> dict[str, str]:
    """What stands in the form, as cells by field, with the regions of the image that were noted."""
    values: dict[str, str] = {}
    for each in task.template.fields:
        term = each["term"]
        state, text = request.POST.get(f"state-{term}", ""), plain(request.POST.get(f"value-{term}", ""))
        cell = _STATES.get(state, text)
        values[term] = f"{cell} {UNSURE_MARK}" if cell and request.POST.get(f"unsure-{term}") and state not in _STATES else cell
        if region := request.POST.get(f"region-{term}", "")[:60]:
            values[region_key(term)] = region
    return values


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() and len(text) < 9 else 0


def _save(request: HttpRequest, who: Volunteer, task: Task) -> HttpResponse:
    save_draft(who, task, values_of(request, task), _version(request), timezone.now())
    messages.success(request, _("Saved as a draft."))
    return redirect("transcribe-sheet", task.pk)


def _submit(request: HttpRequest, who: Volunteer, task: Task) -> HttpResponse:
    now, values = timezone.now(), values_of(request, task)
    draft = Draft.objects.filter(task=task, volunteer=who).first()
    if draft and draft.version != _version(request) and draft.values != values:
        raise Stale(draft)
    missing = [each["term"] for each in task.template.fields if each.get("required") and not values[each["term"]]]
    missing = [term for term in missing if not task.asked or term in task.asked]
    if missing:
        save_draft(who, task, values, _version(request), now)
        messages.error(request, _("Some fields still need an answer; if the label does not say it, choose “not on the label”."))
        return redirect("transcribe-sheet", task.pk)
    key = request.POST.get("client_key", "")[:64] or uuid4().hex
    began = request.POST.get("began", "")
    seconds = int(now.timestamp()) - int(began) if began.isdigit() and len(began) < 12 else 0
    submit(who, task, _asked_only(values, task), key, min(seconds, LONGEST_SITTING), now)
    messages.success(request, _("Thank you! Your reading of %(sheet)s is in.") % {"sheet": task.key})
    lease = claim(who, task.project, now)
    return redirect("transcribe-sheet", lease.task_id) if lease else redirect("transcribe-project", task.project.key)


def _asked_only(values: dict[str, str], task: Task) -> dict[str, str]:
    """The answers to what was asked; a field that earlier readers settled counts where it was answered all the same."""
    return {term: cell for term, cell in values.items() if cell or not task.asked or term in task.asked}


def _skip(request: HttpRequest, who: Volunteer, task: Task) -> HttpResponse:
    given = request.POST.get("reason", "")
    reason = Skipping(given) if given in set(Skipping) else Skipping.HARD
    now = timezone.now()
    skip(who, task, reason, now)
    lease = claim(who, task.project, now)
    return redirect("transcribe-sheet", lease.task_id) if lease else redirect("transcribe-project", task.project.key)


def _give_back(request: HttpRequest, who: Volunteer, task: Task) -> HttpResponse:
    values = values_of(request, task)
    if any(values.values()):
        save_draft(who, task, values, _version(request), timezone.now())
    release(who, task)
    messages.info(request, _("The sheet is free for others; your draft is kept under “My work”."))
    return redirect("transcribe-project", task.project.key)


def _copy(request: HttpRequest, who: Volunteer, task: Task) -> HttpResponse:
    """Fills what is empty from the volunteer's last sheet, for them to look at; nothing is saved by this."""
    values, last = values_of(request, task), queries.last_reading(who, task.project, task)
    filled = {term: values.get(term) or last.get(term, "") for term in (each["term"] for each in task.template.fields)}
    messages.info(request, _("Filled in from your last sheet. Check each field against this label."))
    return _screen(request, who, task, {**values, **filled})


_ACTS = {"save": _save, "submit": _submit, "skip": _skip, "release": _give_back, "copy": _copy}


@require_POST
@never_cache
@standing_for(ACT)
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Saves while somebody types: the version that stands now, or 409 with what another window saved."""
    who, task = _given(request, number)
    now = timezone.now()
    lease = hold(who, task, now)
    try:
        kept = save_draft(who, task, values_of(request, task), _version(request), now)
    except Stale as stale:
        return JsonResponse(_told(stale.draft, task), status=409)
    return JsonResponse({**_told(kept, task), "until": lease.until.isoformat() if lease else None})


def _told(kept: Draft, task: Task) -> dict[str, Any]:
    return {"version": kept.version, "values": kept.values, "saved": kept.changed.isoformat(), "sheet": task.pk}


@require_safe
@standing_for(ACT)
def understood_as(request: HttpRequest) -> HttpResponse:
    """What a text will be understood as, for a kind of field."""
    kind = request.GET.get("kind", "")
    text = plain(request.GET.get("text", ""))[:500]
    return JsonResponse({"text": understood(Kind(kind), text) if kind in set(Kind) else ""})
