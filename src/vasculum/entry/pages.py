"""The pages of entry: where it begins, the form, and labels."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from vasculum.entry.actions import ACT, ChangedMeanwhile, NotEntered, enter, keep
from vasculum.entry.labels import SIZES, labels_pdf
from vasculum.entry.models import Entry
from vasculum.entry.presets import BY_CODE, NUMBER, PRESETS, Field, Preset
from vasculum.entry.rules import faults, typed
from vasculum.harvest.node import open_node
from vasculum.people.access import require, standing_for
from vasculum.people.policy import Actor
from vasculum.registry.access import collections_for
from vasculum.registry.models import Collection
from vasculum.web.layout import current_language, page

SHOWN = 50
MOST_LABELS = 500


@require_safe
@never_cache
@standing_for(ACT)
def collections(request: HttpRequest) -> HttpResponse:
    """The collections for which somebody may enter specimens; the parameter `institution` narrows them to those of one."""
    mine = collections_for(request, ACT)
    return page(request, "entry/collections.html", {"collections": [(each.key, each.name(current_language())) for each in mine]})


def _place(request: HttpRequest, key: str) -> tuple[Actor, Collection]:
    """Who asks, and the collection, once it is sure that they may enter specimens for it."""
    found = Collection.objects.select_related("institution").filter(key=key).first()
    actor = require(request, ACT, found.institution.key if found else "")
    if found is None:
        raise Http404
    return actor, found


@require_safe
@never_cache
@standing_for(ACT)
def collection(request: HttpRequest, key: str) -> HttpResponse:
    """What was entered for a collection lately, the forms, and labels."""
    _, found = _place(request, key)
    context = {
        "collection": found,
        "name": found.name(current_language()),
        "presets": PRESETS,
        "entries": Entry.objects.filter(collection=found)[:SHOWN],
        "sizes": [*SIZES],
    }
    return page(request, "entry/collection.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@standing_for(ACT)
def new(request: HttpRequest, key: str, preset: str) -> HttpResponse:
    """The form of a kind of material, empty or with what is taken over from another specimen."""
    actor, found = _place(request, key)
    if preset not in BY_CODE:
        raise Http404
    if request.method == "POST":
        return _sent(request, actor, found, BY_CODE[preset])
    return _form(request, found, BY_CODE[preset], _taken_over(request, found, BY_CODE[preset]), uuid.uuid4(), 1)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@standing_for(ACT)
def entry(request: HttpRequest, key: str, number: uuid.UUID) -> HttpResponse:
    """The form of a specimen that was typed before."""
    actor, found = _place(request, key)
    known = Entry.objects.filter(collection=found, pk=number).first()
    if known is None:
        raise Http404
    if request.method == "POST":
        return _sent(request, actor, found, BY_CODE[known.preset])
    return _form(request, found, BY_CODE[known.preset], known.said, known.id, known.edition, known=known)


def _taken_over(request: HttpRequest, collection: Collection, preset: Preset) -> dict[str, str]:
    """What the next specimen has in common with the one it is copied from."""
    try:
        before = Entry.objects.filter(collection=collection, pk=uuid.UUID(request.GET.get("copy", ""))).first()
    except ValueError:
        before = None
    sticky = {field.term for field in preset.fields if field.sticky}
    return {term: text for term, text in before.said.items() if term in sticky} if before else {}


def _sent(request: HttpRequest, actor: Actor, collection: Collection, preset: Preset) -> HttpResponse:
    """Keeps what was typed, and enters it if that was asked for and nothing is wrong."""
    said = typed(preset, request.POST.dict())
    try:
        number, edition = uuid.UUID(request.POST.get("entry", "")), int(request.POST.get("edition", "1")[:9])
    except ValueError:
        number, edition = uuid.uuid4(), 1
    try:
        kept = keep(actor, collection, number, preset.code, said, edition)
    except ChangedMeanwhile:
        told = _("Somebody else has changed this meanwhile. What you typed is below; open it again to see theirs.")
        return _form(request, collection, preset, said, number, edition, wrong={"": told})
    wanted = request.POST.get("do", "draft")
    wrong = dict(faults(preset, said)) if wanted in {"enter", "next"} else {}
    if wanted == "draft" and kept.state == Entry.State.ENTERED:
        wrong = {"": _("This specimen is entered: enter it again to change it.")}
    if wanted in {"enter", "next"} and not wrong:
        try:
            enter(open_node(settings.NODE), actor, kept, said)
        except NotEntered:
            wrong[NUMBER] = _("Another specimen of this collection has this number.")
    if wrong:
        return _form(request, collection, preset, said, kept.id, kept.edition, known=kept, wrong=wrong)
    return _after(request, collection, preset, kept, wanted)


def _after(request: HttpRequest, collection: Collection, preset: Preset, kept: Entry, wanted: str) -> HttpResponse:
    messages.success(request, _("Entered.") if wanted != "draft" else _("Kept as a draft."))
    if wanted == "next":
        return redirect(f"{reverse('entry-new', args=[collection.key, preset.code])}?copy={kept.id}")
    return redirect("entry", collection.key, kept.id) if wanted == "draft" else redirect("entry-collection", collection.key)


def _form(
    request: HttpRequest,
    collection: Collection,
    preset: Preset,
    said: dict[str, str],
    number: uuid.UUID,
    edition: int,
    *,
    known: Entry | None = None,
    wrong: dict[str, Any] | None = None,
) -> HttpResponse:
    wrong = wrong or {}
    context = {
        "collection": collection,
        "name": collection.name(current_language()),
        "preset": preset,
        "first": [_shown(field, said, wrong) for field in preset.first],
        "second": [_shown(field, said, wrong) for field in preset.second],
        "is_open": any(said.get(field.term) or wrong.get(field.term) for field in preset.second),
        "number": number,
        "edition": edition,
        "known": known,
        "wrong": wrong,
    }
    return page(request, "entry/form.html", context, 400 if wrong else 200)


def _shown(field: Field, said: dict[str, str], wrong: dict[str, Any]) -> dict[str, Any]:
    return {
        "field": field,
        "text": said.get(field.term, ""),
        "fault": wrong.get(field.term, ""),
        "is_number": field.term == NUMBER,
    }


@require_safe
@never_cache
@standing_for(ACT)
def labels(request: HttpRequest, key: str) -> HttpResponse:
    """Labels of the specimens that were chosen, or of those entered last, as PDF."""
    _, found = _place(request, key)
    size, code = request.GET.get("size", "medium"), request.GET.get("code", "qr")
    if size not in SIZES or code not in {"qr", "datamatrix"}:
        raise Http404
    chosen = Entry.objects.filter(collection=found, state=Entry.State.ENTERED)
    wanted = [_uuid(text) for text in request.GET.getlist("entry")[:MOST_LABELS]]
    if wanted:
        chosen = chosen.filter(pk__in=[number for number in wanted if number])
    pdf = labels_pdf([entry.said for entry in chosen[:MOST_LABELS]], found.institution.name(current_language()), size, code)
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="labels-{key}.pdf"'}
    )


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
