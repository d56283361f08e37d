"""The review desk: what readers did not decide, their readings side by side, one key to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from vasculum.people.access import require, require_for, standing_for
from vasculum.people.policy import Actor
from vasculum.transcription import queries, reviewing
from vasculum.transcription.deciding import final_values
from vasculum.transcription.models import Project, Submission, Task
from vasculum.transcription.pages import form_page, shown
from vasculum.transcription.reading.answers import plain
from vasculum.transcription.reviewing import ACT
from vasculum.transcription.sheet_pages import image_shown
from vasculum.transcription.showing import marked, term_label

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that was given, where it differs from the first, and how many gave it."""

    text: str
    shown: SafeString
    votes: int


@dataclass(frozen=True, slots=True)
class Line:
    """A field on the desk: what stands, how it came about, and what was answered."""

    term: str
    label: str
    value: str
    outcome: str
    is_open: bool
    choices: list[Choice]
    proposal: str


@form_page
@never_cache
@standing_for(ACT)
def queue(request: HttpRequest, key: str) -> HttpResponse:
    """What waits for a reviewer; sheets on which all agree can be accepted together."""
    actor, found = require_for(request, ACT, Project.objects.filter(key=key).first())
    if request.method == "POST":
        chosen = [int(each) for each in request.POST.getlist("sheet") if each.isdigit() and len(each) < 12]
        mine = set(found.tasks.filter(pk__in=chosen).values_list("pk", flat=True))
        number = reviewing.accept_agreed(actor, [pk for pk in chosen if pk in mine], timezone.now())
        messages.success(request, _("%(number)s sheets accepted.") % {"number": number})
        return redirect("transcribe-review", key)
    waiting = queries.waiting(found, actor.account)
    lines = [(task, _open(task)) for task in waiting[:AT_ONCE]]
    return shown(request, "queue", found, lines=lines, total=waiting.count(), quality=queries.quality(found))


def _open(task: Task) -> list[str]:
    return [term_label(name) for name, told in final_values(task).items() if not told["decided"] and told["outcome"] != "blank"]


@form_page
@never_cache
@standing_for(ACT)
def desk(request: HttpRequest, number: int) -> HttpResponse:
    """One sheet on the desk: choose, write, accept, or send a reading back to its author."""
    task = Task.objects.select_related("project", "template").filter(pk=number).first()
    actor = require(request, ACT, task.project.institution if task else "")
    if task is None:
        raise Http404
    if request.method == "POST":
        return _done(request, actor, task)
    return _desk(request, actor, task)


def _desk(request: HttpRequest, actor: Actor, task: Task) -> HttpResponse:
    lines = sorted(_lines(task), key=lambda line: not line.is_open)
    readings = task.submissions.filter(state=Submission.State.FINAL).select_related("volunteer").order_by("made")
    own = any(each.volunteer.account_id and str(each.volunteer.account_id) == actor.account for each in readings)
    context = {"task": task, "lines": lines, "readings": readings, "own": own, "seen": task.changed.isoformat()}
    return shown(request, "desk", task.project, images=[image_shown(each) for each in task.images], **context)


def _lines(task: Task) -> list[Line]:
    return [_line(name, told) for name, told in final_values(task).items()]


def _line(name: str, told: dict[str, Any]) -> Line:
    first = told["answers"][0][0] if told["answers"] else ""
    choices = [Choice(text, marked(text, first if text != first else text), votes) for text, votes, _persons in told["answers"]]
    return Line(
        name, term_label(name), told["value"], told["outcome"],
        not told["decided"] and told["outcome"] != "blank", choices, told.get("proposal", ""),
    )  # fmt: skip


def _done(request: HttpRequest, actor: Actor, task: Task) -> HttpResponse:
    now, note = timezone.now(), request.POST.get("note", "").strip()[:2_000]
    try:
        if back := request.POST.get("back", ""):
            _take_out(request, actor, task, back, note)
        else:
            reviewing.rule(actor, task.pk, _answers(request, task), request.POST.get("seen", ""), note, now)
    except reviewing.OwnReading:
        messages.error(request, _("You have read this sheet yourself: somebody else reviews it."))
    except (reviewing.Changed, reviewing.NotNow):
        messages.error(request, _("This sheet has changed in the meantime. Look at it again."))
        return redirect("transcribe-desk", task.pk)
    following = queries.waiting(task.project, actor.account).exclude(pk=task.pk).first()
    return redirect("transcribe-desk", following.pk) if following else redirect("transcribe-review", task.project.key)


def _take_out(request: HttpRequest, actor: Actor, task: Task, which: str, note: str) -> None:
    found = task.submissions.filter(pk=which).first() if which.isdigit() and len(which) < 12 else None
    if found is None:
        raise reviewing.NotNow
    act = reviewing.reject if request.POST.get("reject") else reviewing.send_back
    act(actor, found, note, timezone.now())


def _answers(request: HttpRequest, task: Task) -> dict[str, str]:
    """What the reviewer wrote, or else chose."""
    found: dict[str, str] = {}
    for each in task.template.fields:
        term = each["term"]
        written = plain(request.POST.get(f"own-{term}", ""))
        chosen = request.POST.get(f"choice-{term}")
        if written or chosen is not None:
            found[term] = written or plain(chosen or "")
    return found
