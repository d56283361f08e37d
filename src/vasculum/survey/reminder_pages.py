"""The yearly reminders: which collections are to be confirmed, per institution and contact, as a page and as CSV."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vasculum.people.access import allowed
from vasculum.survey.reminding import REMIND, due
from vasculum.web.layout import current_language, page
from vasculum.web.tables import csv_lines


@require_safe
@never_cache
@allowed(REMIND)
def reminders(request: HttpRequest) -> HttpResponse:
    """The collections of which nothing was said or confirmed for a year, by institution."""
    dues = due(timezone.localdate())
    places = [(place, list(rows)) for place, rows in groupby(dues, key=lambda each: each.collection.institution)]
    return page(request, "survey/reminders.html", {"places": places, "count": len(dues)})


@require_safe
@never_cache
@allowed(REMIND)
def reminders_csv(request: HttpRequest) -> StreamingHttpResponse:  # noqa: ARG001
    """The same as CSV."""
    language = current_language()
    header = (
        _("Institution"),
        _("Collection"),
        _("Name of the collection"),
        _("Last said"),
        _("Who"),
        _("E-mail"),
        _("Reminded"),
    )
    rows = (
        (
            each.collection.institution.key,
            each.collection.key,
            each.collection.name(language),
            each.last.isoformat() if each.last else "",
            each.name,
            each.email,
            each.reminded.isoformat() if each.reminded else "",
        )
        for each in due(timezone.localdate())
    )
    headers = {"Content-Disposition": 'attachment; filename="reminders.csv"'}
    return StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8", headers=headers)
