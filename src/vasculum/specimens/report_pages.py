"""The form by which anybody tells the curator what is wrong with a record."""

from __future__ import annotations

import time

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from vasculum.specimens import queries
from vasculum.specimens.actions import report_error
from vasculum.specimens.specimen import Specimen
from vasculum.web.layout import current_language, page
from vasculum.web.rates import client_of, take, too_many

REPORTS_PER_HOUR = 6


class ReportForm(forms.Form):
    """A message, and an address for the answer if one is wanted; `website` stays empty unless a program fills in everything."""

    text = forms.CharField(label=_("What is wrong, and how you know"), max_length=4000, widget=forms.Textarea)
    reply_to = forms.EmailField(label=_("Your e-mail address, if you want an answer"), max_length=254, required=False)
    website = forms.CharField(required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, prefix: str, suffix: str) -> HttpResponse:
    """The form, and the thanks once it was sent; no account is needed."""
    known = queries.specimen(f"{prefix}/{suffix}")
    if known is None:
        raise Http404
    if request.method != "POST":
        return _form(request, known, ReportForm())
    allowance = take("report", client_of(request), REPORTS_PER_HOUR, time.time(), 3600)
    if allowance.is_spent:
        return too_many(request, allowance)
    given = ReportForm(request.POST)
    if not given.is_valid():
        return _form(request, known, given, 400)
    ticket, told = None, given.cleaned_data
    if not told["website"]:
        base = request.build_absolute_uri("/").rstrip("/")
        ticket = report_error(known, told["text"], told["reply_to"], current_language(), base)
    return page(request, "specimens/reported.html", {"specimen": known, "ticket": ticket})


def _form(request: HttpRequest, known: Specimen, form: ReportForm, status: int = 200) -> HttpResponse:
    name = known.content.verbatim.get("dwc:scientificName") or known.content.verbatim.get("dwc:catalogNumber", "")
    return page(request, "specimens/report.html", {"specimen": known, "form": form, "name": name}, status)
