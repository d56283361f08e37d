"""The address of a PID: the page of a specimen or of a medium, or another form of it, as the client prefers."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vasculum.pids import symbols
from vasculum.specimens import media_pids, queries
from vasculum.specimens.forms import DARWIN_CORE, VERBATIM, as_json, in_form, wanted_form
from vasculum.specimens.linked_data import CONTEXT
from vasculum.specimens.opends import document
from vasculum.specimens.opends_media import DigitalMedium, media_document
from vasculum.specimens.plain_row import plain_lines
from vasculum.specimens.specimen import Specimen
from vasculum.specimens.specimen_page import medium_context, specimen_context
from vasculum.web import negotiation
from vasculum.web.layout import in_language_of_address, page
from vasculum.web.problems import problem_page


@require_safe
@in_language_of_address
def identified(request: HttpRequest, prefix: str, suffix: str, ending: str = "") -> HttpResponseBase:
    """A specimen or a medium by its PID: 301 to the PID as it is written, 404 for one never given, 410 with the tombstone."""
    parts = media_pids.parts_of(suffix)
    if parts is None and symbols.number_of(suffix) is None:
        return problem_page(request, 404, _("This is not a valid specimen number: please check it for a typing error."))
    pid = f"{prefix}/{parts[1] if parts else symbols.normalised(suffix)}"
    ending = ending or ""
    if request.path != f"/{pid}{ending}":
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"/{pid}{ending}" + (f"?{query}" if query else ""))
    form = wanted_form(request, ending)
    if form is None:
        return problem_page(request, 406)
    response = _medium(request, prefix, suffix, form) if parts else _specimen(request, pid, form)
    patch_vary_headers(response, ["Accept", "Accept-Language", "Cookie"])
    return response


@require_safe
def context(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The JSON-LD context of our documents; it does not change under this address."""
    response = as_json({"@context": CONTEXT}, 200, negotiation.JSON_LD)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _specimen(request: HttpRequest, pid: str, form: str) -> HttpResponse:
    known = queries.specimen(pid)
    if known is None:
        return problem_page(request, 404, _("No specimen has this number."))
    wanted = request.GET.get("version")
    if wanted is not None and not re.fullmatch("[1-9][0-9]{0,8}", wanted):
        return problem_page(request, 400, _("A version is a whole number from 1."))
    shown = known if wanted is None else known.at(int(wanted))
    if shown is None:
        return problem_page(request, 404, _("This specimen has no such version."))
    return _in_form(request, known, shown, form)


def _in_form(request: HttpRequest, known: Specimen, shown: Specimen, form: str) -> HttpResponse:
    status = 410 if shown.is_gone else 200
    if form == negotiation.HTML:
        return page(request, "specimens/specimen.html", specimen_context(request, known, shown), status)
    if form == VERBATIM:
        return as_json({"core": shown.content.verbatim, "extensions": shown.content.extensions}, status)
    if form == DARWIN_CORE:
        return _plain(shown, status)
    return in_form(document(shown), form, status)


def _plain(shown: Specimen, status: int) -> HttpResponse:
    response = HttpResponse("".join(plain_lines(shown)), status=status, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{shown.pid.replace("/", "-")}.csv"'
    return response


def _medium(request: HttpRequest, prefix: str, suffix: str, form: str) -> HttpResponse:
    known = queries.medium(prefix, suffix)
    if known is None:
        return problem_page(request, 404, _("No image, sound or page has this number."))
    status = 410 if known.is_gone else 200
    if form == negotiation.HTML:
        return page(request, "specimens/medium.html", medium_context(request, known), status)
    if form == DARWIN_CORE:
        return problem_page(request, 406)
    return as_json(_said(known), status) if form == VERBATIM else in_form(media_document(known), form, status)


def _said(known: DigitalMedium) -> dict[str, str]:
    medium = known.medium
    return {name: getattr(medium, name) for name in medium.__dataclass_fields__ if getattr(medium, name)}
