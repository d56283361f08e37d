"""Changing identifiers, people to ask and addresses on pages, row by row; nobody's words are lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from vasculum.people.access import standing_for
from vasculum.people.policy import Actor
from vasculum.registry.conflict import in_words
from vasculum.registry.editing import Changed, Subject, change
from vasculum.registry.editing_rows import change_rows, rows_of
from vasculum.registry.models import Institution
from vasculum.registry.pages import about, back, collection_of, form_page, institution_of
from vasculum.registry.row_forms import FORMS
from vasculum.web.layout import current_language, page

TITLES = {
    "identifiers": gettext_lazy("Identifiers"),
    "contacts": gettext_lazy("Whom to ask"),
    "addresses": gettext_lazy("Addresses"),
}


@standing_for("edit institution")
@form_page
@never_cache
def rows_of_institution(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Changing the identifiers, the people or the addresses of an institution."""
    return _edit(request, *institution_of(request, key), kind)


@standing_for("edit collection")
@form_page
@never_cache
def rows_of_collection(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Changing the identifiers or the people of a collection."""
    return _edit(request, *collection_of(request, key), kind)


def _edit(request: HttpRequest, found: Subject, actor: Actor, kind: str) -> HttpResponse:
    rows = FORMS[kind](request.POST or None, initial=_standing(found, kind))
    version = request.POST.get("version", "")
    if not rows.is_bound:
        return _shown(request, found, kind, rows, found.version, 200)
    if not rows.is_valid() or not version.isdecimal():
        return _shown(request, found, kind, rows, version, 400)
    try:
        _save(actor, found, int(version[:9]), kind, rows.told())
    except Changed as changed:
        return _shown(request, changed.found, kind, rows, changed.found.version, 409)
    messages.success(request, _("Saved."))
    return back(found)


def _standing(found: Subject, kind: str) -> list[dict[str, Any]]:
    if kind != "addresses" or not isinstance(found, Institution):
        return rows_of(found, kind)
    seat = {"kind": "physical", "city": found.city, "country": found.country}
    return list(found.addresses) or ([seat] if found.city else [])


def _save(actor: Actor, found: Subject, version: int, kind: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if kind != "addresses":
        change_rows(actor, found, version, kind, rows)
        return
    told = [{name: value for name, value in each.items() if value} for each in rows]
    seat = next((each for each in told if each["kind"] == "physical"), {})
    where = {"city": seat.get("city", ""), "country": seat.get("country", "")}
    change(actor, found, version, {"addresses": told, **where})


def _shown(request: HttpRequest, found: Subject, kind: str, rows: Any, version: int | str, status: int) -> HttpResponse:
    saved = [in_words({n: v for n, v in each.items() if v and n != "id"}, current_language()) for each in _standing(found, kind)]
    told = {"title": TITLES[kind], "rows": rows, "version": version, "saved": saved, "is_late": status == 409}
    return page(request, "registry/rows.html", {**about(found), **told}, status)
