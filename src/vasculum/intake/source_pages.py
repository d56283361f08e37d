"""The pages of sources: what is read from where and when, with its history, and what a curator may have done with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from vasculum.harvest.models import Harvest, Schedule, Source
from vasculum.harvest.node import open_node
from vasculum.harvest.refusal import Refused
from vasculum.harvest.remembered import forget
from vasculum.harvest.schedule import ask, hand_in, inbox, keep_schedule
from vasculum.harvest.schedule_rules import ALERT_AFTER
from vasculum.mapping.reading import mapping_of
from vasculum.people.access import require, standing_for
from vasculum.people.audit import record
from vasculum.people.policy import Actor
from vasculum.registry.access import collections_for
from vasculum.registry.models import Collection
from vasculum.web.layout import current_language, page

ACT = "harvest"
APPROVING = "approve harvest"
MOST_UPLOADED = 2 * 1024 * 1024 * 1024
SHOWN = 25


class ScheduleForm(forms.Form):
    """Where the records of a collection lie, and whether they are read every week."""

    kind = forms.ChoiceField(label=gettext_lazy("Where the records lie"), choices=Schedule.Kind.choices)
    location = forms.CharField(label=gettext_lazy("Address"), max_length=2000, required=False)
    resource = forms.CharField(
        label=gettext_lazy("Resource"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only for the feed of an IPT: the short name of the resource."),
    )
    every_week = forms.BooleanField(label=gettext_lazy("Read it every week"), required=False)

    def clean(self) -> dict[str, Any]:
        """What was filled in; an address is missing only for files handed in."""
        said = super().clean() or {}
        if said.get("kind") != Schedule.Kind.FOLDER and not said.get("location"):
            self.add_error("location", _("An address is needed."))
        return said


@require_safe
@standing_for(ACT)
def sources(request: HttpRequest) -> HttpResponse:
    """Every collection at which somebody may harvest, with how its source is read and what went wrong.

    The parameter `institution` narrows them to those of one.
    """
    mine = collections_for(request, ACT)
    schedules = {each.key: each for each in Schedule.objects.all()}
    latest: dict[str, Harvest] = {}
    for harvest in Harvest.objects.select_related("source").order_by("started", "pk"):
        latest[harvest.source.key] = harvest
    rows = [
        {
            "key": each.key,
            "name": each.name(current_language()),
            "schedule": schedules.get(each.key),
            "latest": latest.get(each.key),
            "alert": each.key in schedules and schedules[each.key].failures >= ALERT_AFTER,
        }
        for each in mine
    ]
    return page(request, "intake/sources.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@standing_for(ACT)
def source(request: HttpRequest, key: str) -> HttpResponse:
    """One source: where it lies, when it is read, its history; and what is to be done with it."""
    collection = Collection.objects.select_related("institution").filter(key=key).first()
    institution = collection.institution.key if collection else ""
    actor = require(request, ACT, institution)
    if collection is None:
        raise Http404
    schedule = Schedule.objects.filter(key=key).first()
    form = ScheduleForm(request.POST if request.POST.get("do") == "keep" else None, initial=_initial(schedule))
    if request.method == "POST" and _do(request, actor, collection, schedule, form):
        return redirect("source", key)
    known = Source.objects.filter(key=key).first()
    harvests = list(known.harvests.select_related("source__collection")[:SHOWN]) if known else []
    context = {
        "collection": collection,
        "name": collection.name(current_language()),
        "schedule": schedule,
        "form": form,
        "mapping": mapping_of(known.mapping, key) if known and known.mapping else None,
        "harvests": harvests,
        "held": harvests[0] if harvests and harvests[0].state == Harvest.State.HELD else None,
        "is_busy": bool(schedule and schedule.lease and schedule.lease > timezone.now()),
        "alert": bool(schedule and schedule.failures >= ALERT_AFTER),
        "files": _handed_in(key),
    }
    return page(request, "intake/source.html", context)


def _initial(schedule: Schedule | None) -> dict[str, Any]:
    if schedule is None:
        return {"kind": Schedule.Kind.URL}
    return {name: getattr(schedule, name) for name in ("kind", "location", "resource", "every_week")}


def _handed_in(key: str) -> list[str]:
    folder = inbox(open_node(settings.NODE), key)
    return sorted((file.name for file in folder.iterdir()), reverse=True) if folder.is_dir() else []


def _do(request: HttpRequest, actor: Actor, collection: Collection, schedule: Schedule | None, form: ScheduleForm) -> bool:
    """Does what was asked for; whether it was done."""
    wanted = request.POST.get("do", "")
    if wanted == "keep":
        return _keep(request, actor, collection, form)
    if wanted == "upload":
        return _upload(request, actor, collection, schedule)
    if wanted == "forget":
        return _forget(request, actor, collection)
    if schedule is None or wanted not in Schedule.Wish.values:
        return False
    if wanted == Schedule.Wish.APPROVE:
        require(request, APPROVING, collection.institution.key)
    ask(schedule, wanted, timezone.now())
    record(actor, APPROVING if wanted == Schedule.Wish.APPROVE else ACT, collection.key, institution=collection.institution.key)
    messages.success(request, _("Asked for. It is read as soon as the worker is free."))
    return True


def _forget(request: HttpRequest, actor: Actor, collection: Collection) -> bool:
    forget(collection.key)
    record(actor, ACT, collection.key, after={"mapping": ""}, institution=collection.institution.key)
    messages.success(request, _("Its columns are read by their own headings from now on."))
    return True


def _keep(request: HttpRequest, actor: Actor, collection: Collection, form: ScheduleForm) -> bool:
    if not form.is_valid():
        return False
    said = form.cleaned_data
    try:
        keep_schedule(collection.key, said["kind"], said["location"], said["resource"], said["every_week"], timezone.now())
    except Refused as error:
        form.add_error("location", str(error))
        return False
    after = {name: said[name] for name in ("kind", "location", "resource", "every_week")}
    record(actor, ACT, collection.key, after=after, institution=collection.institution.key)
    messages.success(request, _("Kept."))
    return True


def _upload(request: HttpRequest, actor: Actor, collection: Collection, schedule: Schedule | None) -> bool:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        messages.error(request, _("No file was chosen, or it is empty."))
        return False
    if file.size > MOST_UPLOADED:
        messages.error(request, _("The file is too large."))
        return False
    now = timezone.now()
    hand_in(open_node(settings.NODE), collection.key, file.name or "", file.chunks(), now)
    if schedule is None or schedule.kind != Schedule.Kind.FOLDER:
        schedule = keep_schedule(collection.key, Schedule.Kind.FOLDER, "", "", False, now)
    ask(schedule, Schedule.Wish.PREVIEW, now)
    record(actor, ACT, collection.key, after={"file": file.name}, institution=collection.institution.key)
    messages.success(request, _("The file is here. First it is only looked at: harvest it when the preview is as you expect."))
    return True
