"""Changing the registry on pages: an institution, a collection, a figure, a state; nobody's words are lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vasculum.model.inventory import StatusPeriod
from vasculum.model.period import Period
from vasculum.people.access import require, standing_for
from vasculum.people.policy import Actor
from vasculum.registry.conflict import differences
from vasculum.registry.editing import Changed, Subject, change, set_status, state_measure
from vasculum.registry.form_fields import joined
from vasculum.registry.forms import CollectionForm, InstitutionForm, StatusForm, SubjectForm
from vasculum.registry.measure_form import MeasureForm
from vasculum.registry.models import Collection, Institution, Measure
from vasculum.web.layout import current_language, page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@standing_for("edit institution")
@form_page
@never_cache
def edit_institution(request: HttpRequest, key: str) -> HttpResponse:
    """Changing what is said of an institution."""
    found, actor = institution_of(request, key)
    return _edit(request, actor, found, InstitutionForm(found, request.POST or None))


@standing_for("edit collection")
@form_page
@never_cache
def edit_collection(request: HttpRequest, key: str) -> HttpResponse:
    """Changing what is said of a collection."""
    found, actor = collection_of(request, key)
    return _edit(request, actor, found, CollectionForm(found, request.POST or None))


def _edit(request: HttpRequest, actor: Actor, found: Subject, form: SubjectForm) -> HttpResponse:
    context: dict[str, Any] = {"title": _("Edit"), **about(found)}
    if not form.is_valid():
        return _shown(request, form, context)
    try:
        change(actor, found, form.cleaned_data["version"], form.changes())
    except Changed as changed:
        return _refused(request, form, changed, context)
    messages.success(request, _("Saved."))
    return back(found)


def _refused(request: HttpRequest, form: SubjectForm, changed: Changed, context: Mapping[str, Any]) -> HttpResponse:
    """The form once more with what was typed, beside what somebody else saved in between."""
    typed = request.POST.copy()
    typed["version"] = str(changed.found.version)
    again = type(form)(changed.found, typed)
    told = {"differences": differences(changed.found, form, current_language()), "set_aside": changed.set_aside.pk}
    return page(request, "registry/form.html", {**context, **told, "form": again, "groups": again.groups()}, 409)


def _shown(request: HttpRequest, form: Any, context: Mapping[str, Any]) -> HttpResponse:
    status = 400 if form.is_bound else 200
    return page(request, "registry/form.html", {**context, "form": form, "groups": form.groups()}, status)


@standing_for("edit institution")
@form_page
@never_cache
def measure_institution(request: HttpRequest, key: str) -> HttpResponse:
    """Adding a figure about an institution as a whole."""
    found, actor = institution_of(request, key)
    return _measure(request, actor, found)


@standing_for("edit collection")
@form_page
@never_cache
def measure_collection(request: HttpRequest, key: str) -> HttpResponse:
    """Adding a figure about a collection."""
    found, actor = collection_of(request, key)
    return _measure(request, actor, found)


def _measure(request: HttpRequest, actor: Actor, found: Subject) -> HttpResponse:
    older = Measure.objects.filter(superseded_by=None).filter(**{type(found).__name__.lower(): found})
    form = MeasureForm(older, request.POST or None)
    if not form.is_valid():
        return _shown(request, form, {"title": _("Add a figure"), **about(found)})
    state_measure(actor, found, form.told(), form.cleaned_data["supersedes"])
    messages.success(request, _("The figure has been added."))
    return back(found)


@standing_for("edit collection")
@form_page
@never_cache
def status_of_collection(request: HttpRequest, key: str) -> HttpResponse:
    """Telling in which state a collection is or was."""
    found, actor = collection_of(request, key)
    form = StatusForm(request.POST or None)
    if not form.is_valid():
        return _shown(request, form, {"title": _("Set the state"), **about(found)})
    set_status(actor, found, _status(form))
    messages.success(request, _("The state has been set."))
    return back(found)


def _status(form: forms.Form) -> StatusPeriod:
    said = form.cleaned_data
    period = Period(said["begins"], said["ends"], said["begins_state"], said["ends_state"])
    reason = joined(said, "reason", {})
    return StatusPeriod(said["status"], period, reason, "", said["retires_on"], said["successor"], said["source"])


def institution_of(request: HttpRequest, key: str) -> tuple[Institution, Actor]:
    """The institution and who asks; raises Refusal before anything is told to somebody who may not."""
    actor = require(request, "edit institution", key)
    found = Institution.objects.filter(key=key).first()
    if found is None:
        raise Http404
    return found, actor


def collection_of(request: HttpRequest, key: str) -> tuple[Collection, Actor]:
    """The collection and who asks, likewise."""
    found = Collection.objects.select_related("institution").filter(key=key).first()
    actor = require(request, "edit collection", found.institution.key if found else "")
    if found is None:
        raise Http404
    return found, actor


def about(found: Subject) -> dict[str, Any]:
    """What the head of a form says."""
    kind = "institution" if isinstance(found, Institution) else "collection"
    return {"kind": kind, "key": found.key, "name": found.name(current_language())}


def back(found: Subject) -> HttpResponse:
    """On to its page."""
    return redirect("institution" if isinstance(found, Institution) else "collection", found.key)
