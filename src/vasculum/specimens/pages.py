"""The page of a PID, in the form the client prefers."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vasculum.interpret.identifications import identifications
from vasculum.interpret.media import media
from vasculum.model.specimen import Version
from vasculum.pids import symbols
from vasculum.specimens import citation, queries
from vasculum.specimens.differences import as_text
from vasculum.specimens.labels import license_label
from vasculum.specimens.ladder import ladder
from vasculum.specimens.linked_data import json_ld, turtle
from vasculum.specimens.opends import document
from vasculum.specimens.showing import point, shown_groups, shown_steps
from vasculum.specimens.specimen import Specimen
from vasculum.web import negotiation
from vasculum.web.layout import current_language, in_language_of_address, page
from vasculum.web.problems import problem_page

VERBATIM = "verbatim"
_NAMED_FORMS: Mapping[str, str] = {
    "html": negotiation.HTML,
    "json": negotiation.JSON,
    "jsonld": negotiation.JSON_LD,
    "turtle": negotiation.TURTLE,
    "verbatim": VERBATIM,
}
_OFFERS = (negotiation.HTML, negotiation.JSON, negotiation.JSON_LD, negotiation.TURTLE)


@require_safe
@in_language_of_address
def specimen(request: HttpRequest, prefix: str, suffix: str) -> HttpResponseBase:
    """A specimen by its PID: 301 to the PID as it is written, 404 for one never given, 410 with the tombstone when it is gone."""
    if symbols.number_of(suffix) is None:
        return problem_page(request, 404, _("This is not a valid specimen number: please check it for a typing error."))
    pid = f"{prefix}/{symbols.normalised(suffix)}"
    if request.path != f"/{pid}":
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"/{pid}" + (f"?{query}" if query else ""))
    form = _form(request)
    if form is None:
        return problem_page(request, 406)
    response = _answer(request, pid, form)
    patch_vary_headers(response, ["Accept", "Accept-Language", "Cookie"])
    return response


def _form(request: HttpRequest) -> str | None:
    named = request.GET.get("format")
    if named is not None:
        return _NAMED_FORMS.get(named)
    return negotiation.accepted(request.headers.get("Accept", ""), _OFFERS)


def _answer(request: HttpRequest, pid: str, form: str) -> HttpResponse:
    known = queries.specimen(pid)
    if known is None:
        return problem_page(request, 404, _("No specimen has this number."))
    wanted = request.GET.get("version")
    if wanted is not None and not re.fullmatch("[1-9][0-9]{0,8}", wanted):
        return problem_page(request, 400, _("A version is a whole number from 1."))
    shown = known if wanted is None else known.at(int(wanted))
    if shown is None:
        return problem_page(request, 404, _("This specimen has no such version."))
    status = 410 if shown.is_gone else 200
    return _page(request, known, shown, status) if form == negotiation.HTML else _FORMS[form](shown, status)


def _page(request: HttpRequest, known: Specimen, shown: Specimen, status: int) -> HttpResponse:
    return page(request, "specimens/specimen.html", _context(request, known, shown), status)


def _context(request: HttpRequest, known: Specimen, shown: Specimen) -> dict[str, Any]:
    content = shown.content
    cited = citation.citation_of(content, known.origin.institution_name, request.build_absolute_uri(f"/{known.pid}"))
    found, remarks = media(content.verbatim, content.extensions)
    return {
        "specimen": shown,
        "origin": known.origin,
        "version": content,
        "text": _by_local_name(content),
        "understood": content.interpreted,
        "latest": known.current.version,
        "is_latest": shown.current.version == known.current.version,
        "groups": shown_groups(content, remarks),
        "point": point(content),
        "license": license_label(as_text(content.interpreted.get("license")) or content.verbatim.get("dcterms:license", "")),
        "ladder": ladder(content, current_language()),
        "media": [replace(medium, license=license_label(medium.license)) for medium in found],
        "images": [medium for medium in found if medium.is_image],
        "identifications": identifications(content.verbatim, content.extensions),
        "steps": shown_steps(known.history),
        "at_version": "" if shown.current.version == known.current.version else f"version={shown.current.version}&",
        "citation": citation.in_words(cited),
        "bibtex": citation.bibtex(cited, known.pid),
    }


def _by_local_name(version: Version) -> Mapping[str, str]:
    return defaultdict(str, {term.rpartition(":")[2]: text for term, text in version.verbatim.items()})


def _json(known: Specimen, status: int) -> HttpResponse:
    return _written(document(known), status, negotiation.JSON)


def _json_ld(known: Specimen, status: int) -> HttpResponse:
    return _written(json_ld(document(known)), status, negotiation.JSON_LD)


def _turtle(known: Specimen, status: int) -> HttpResponse:
    return HttpResponse(turtle(document(known)), status=status, content_type=f"{negotiation.TURTLE}; charset=utf-8")


def _verbatim(known: Specimen, status: int) -> HttpResponse:
    content = known.content
    return _written({"core": content.verbatim, "extensions": content.extensions}, status, negotiation.JSON)


def _written(content: Any, status: int, media_type: str) -> HttpResponse:
    text = json.dumps(content, ensure_ascii=False, indent=2, default=list)
    return HttpResponse(text, status=status, content_type=media_type)


_FORMS: Mapping[str, Callable[[Specimen, int], HttpResponse]] = {
    negotiation.JSON: _json,
    negotiation.JSON_LD: _json_ld,
    negotiation.TURTLE: _turtle,
    VERBATIM: _verbatim,
}
