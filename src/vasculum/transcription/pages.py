"""The pages everybody sees: the expeditions, one of them, boards, discussions; and a volunteer's own work."""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vasculum.model.language_map import name_in
from vasculum.people.access import actor_of, require, signed_in, standing_for
from vasculum.people.anonymous import is_trapped
from vasculum.people.policy import may, places_of
from vasculum.transcription import queries
from vasculum.transcription.actions import NotReading, claim, own_data
from vasculum.transcription.leading import ACT as LEAD
from vasculum.transcription.models import Post, Project, Task, Volunteer
from vasculum.transcription.reader import reader, reader_made, remembered
from vasculum.transcription.reviewing import ACT as REVIEW
from vasculum.web.layout import current_language, page
from vasculum.web.rates import client_of, take, too_many

ACT = "read labels"
POSTS_PER_HOUR = 30
STARTS_PER_MINUTE = 60
form_page = require_http_methods(["GET", "HEAD", "POST"])


def project_of(request: HttpRequest, key: str) -> Project:
    """The project of a key; raises Http404 for one that this visitor may not see."""
    found = Project.objects.filter(key=key).first()
    if found is None or (found.state == Project.State.DRAFT and not may(actor_of(request), LEAD, found.institution)):
        raise Http404
    return found


def _frame(request: HttpRequest, project: Project | None = None) -> dict[str, Any]:
    """What every page of an expedition needs: who reads, and what else they may do."""
    actor = actor_of(request)
    place = project.institution if project else ""
    return {
        "project": project,
        "reader": reader(request),
        "leads": may(actor, LEAD, place) if project else bool(places_of(actor, LEAD)),
        "reviews": may(actor, REVIEW, place) if project else False,
    }


def shown(request: HttpRequest, template: str, project: Project | None = None, **context: Any) -> HttpResponse:
    """A page of this room."""
    status = context.pop("status", 200)
    return page(request, f"transcription/{template}.html", {**_frame(request, project), **context}, status=status)


@require_safe
@standing_for(ACT)
def home(request: HttpRequest) -> HttpResponse:
    """The expeditions: what can be read today, and how far each is."""
    projects = [(each, queries.progress(each)) for each in queries.seen_by_volunteers()]
    open_ = [pair for pair in projects if pair[0].state == Project.State.OPEN]
    others = [pair for pair in projects if pair[0].state != Project.State.OPEN]
    own = [each for each in Project.objects.filter(state=Project.State.DRAFT) if may(actor_of(request), LEAD, each.institution)]
    first = next(
        (each for each, how in open_ if how.done < how.total and current_language() in (each.languages or "nlfrende")), None
    )
    return shown(request, "home", open=open_, others=others, drafts=own, first=first)


@require_safe
@standing_for(ACT)
def project(request: HttpRequest, key: str) -> HttpResponse:
    """One expedition: why, how, how far, who, and what is new."""
    found = project_of(request, key)
    today = timezone.localdate()
    context = {
        "progress": queries.progress(found),
        "news": queries.news_of(found, today),
        "board": queries.board(today, "week", found),
        "posts": queries.posts_of(found, None)[-5:],
        "manual": name_in(found.manuals, current_language()),
        "tutorial": name_in(found.tutorials, current_language()),
    }
    return shown(request, "project", found, **context)


@require_POST
@standing_for(ACT)
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Gives the next sheet, or the one that is held; asks for the quiz first where there is one."""
    found = project_of(request, key)
    if not found.anonymous:
        require(request, "use own account")
    allowance = take("transcribe", client_of(request), STARTS_PER_MINUTE, time.time())
    if allowance.is_spent:
        return too_many(request, allowance)
    who = reader_made(request)
    if found.quiz and found.key not in who.passed:
        return remembered(request, redirect("transcribe-quiz", found.key), who)
    return remembered(request, _next(request, who, found), who)


def _next(request: HttpRequest, who: Volunteer, found: Project) -> HttpResponse:
    try:
        lease = claim(who, found, timezone.now())
    except NotReading:
        messages.info(request, _("This expedition is closed for now."))
        return redirect("transcribe-project", found.key)
    if lease is None:
        messages.success(request, _("There is no sheet left for you here. Thank you!"))
        return redirect("transcribe-project", found.key)
    return redirect("transcribe-sheet", lease.task_id)


@form_page
@never_cache
@standing_for(ACT)
def quiz(request: HttpRequest, key: str) -> HttpResponse:
    """A few questions before the first sheet, with the right answers told."""
    found = project_of(request, key)
    wrong: list[int] = []
    if request.method == "POST":
        given = [request.POST.get(f"question-{at}", "") for at in range(len(found.quiz))]
        wrong = [at for at, each in enumerate(found.quiz) if given[at] != str(each["right"])]
        if not wrong:
            who = reader_made(request)
            who.passed = sorted({*who.passed, found.key})
            who.save(update_fields=["passed"])
            return remembered(request, _next(request, who, found), who)
    return shown(request, "quiz", found, questions=list(enumerate(found.quiz)), wrong=wrong)


@require_safe
@standing_for(ACT)
def board(request: HttpRequest) -> HttpResponse:
    """Who read most, of those who want to be named, by day, week, month and ever."""
    period = request.GET.get("period", "week")
    chosen = Project.objects.filter(key=request.GET.get("project", "")).first()
    period = period if period in queries.PERIODS else "week"
    ranked = queries.board(timezone.localdate(), period, chosen, request.GET.get("institution", ""))
    return shown(request, "board", ranked=ranked, period=period, chosen=chosen, projects=queries.seen_by_volunteers())


@form_page
@never_cache
@standing_for(ACT)
def discussion(request: HttpRequest, key: str) -> HttpResponse:
    """What volunteers and leaders write about an expedition, or about one of its sheets."""
    found = project_of(request, key)
    number = request.GET.get("sheet", "")
    task = Task.objects.filter(project=found, pk=number).first() if number.isdigit() and len(number) < 12 else None
    if request.method == "POST":
        return _posted(request, found, task)
    return shown(request, "discussion", found, task=task, posts=queries.posts_of(found, task))


def _posted(request: HttpRequest, found: Project, task: Task | None) -> HttpResponse:
    text = request.POST.get("text", "").strip()[:4_000]
    allowance = take("posts", client_of(request), POSTS_PER_HOUR, time.time(), 3600)
    if allowance.is_spent:
        return too_many(request, allowance)
    who = reader_made(request)
    if text and not is_trapped(request.POST):
        Post.objects.create(project=found, task=task, volunteer=who, text=text.replace("\0", ""), made=timezone.now())
    return remembered(request, redirect(request.get_full_path()), who)


@form_page
@never_cache
@standing_for(ACT)
def mine(request: HttpRequest) -> HttpResponse:
    """A volunteer's own work: drafts, what was read and what became of it; how they want to be named."""
    who = reader(request)
    if request.method == "POST":
        return _named(request, reader_made(request))
    if who is None:
        return shown(request, "mine", submissions=[], drafts=[], total=0)
    read = list(who.submissions.select_related("task__project", "task__template")[:50])
    context: dict[str, Any] = {
        "drafts": list(who.drafts.select_related("task__project")),
        "submissions": [(each, queries.changes_of(each)) for each in read],
        "total": sum(who.tallies.values_list("sheets", flat=True)),
        "is_anonymous": signed_in(request) is None,
    }
    return shown(request, "mine", **context)


def _named(request: HttpRequest, who: Volunteer) -> HttpResponse:
    who.public_name = " ".join(request.POST.get("public_name", "").split())[:80]
    who.on_board = bool(request.POST.get("on_board"))
    orcid = request.POST.get("orcid", "").strip().rpartition("/")[2]
    who.orcid = orcid if len(orcid) == 19 and orcid.replace("-", "").rstrip("X").isdigit() else ""
    who.save(update_fields=["public_name", "on_board", "orcid"])
    messages.success(request, _("Saved."))
    return remembered(request, redirect("transcribe-mine"), who)


@require_safe
@never_cache
@standing_for(ACT)
def mine_json(request: HttpRequest) -> HttpResponse:
    """Everything the node keeps of this volunteer's work, and of nobody else."""
    who = reader(request)
    if who is None:
        raise Http404
    answer = JsonResponse(own_data(who), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="my-readings.json"'
    return answer
