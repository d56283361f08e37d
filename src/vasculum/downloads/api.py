"""Downloads for programs: ask, look how far it is, take the file."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from vasculum.downloads.actions import PUBLISHER, ask
from vasculum.downloads.models import Download
from vasculum.downloads.pages import NEW_PER_HOUR, asked_for
from vasculum.downloads.rules import FORMS, citation
from vasculum.specimens.api import answered
from vasculum.specimens.api_parameters import QUESTION, described, given
from vasculum.web.problems import ParameterError
from vasculum.web.rates import client_of, take, too_many

router = Router(tags=["downloads"])
Body = dict[str, Any]
_ASKED = (*QUESTION, "as")


@router.post("/download", response={200: Body, 202: Body, 400: Body}, openapi_extra=described(_ASKED, required=("as",)))
def ask_for_a_download(request: HttpRequest) -> HttpResponse:
    """Asks for what the question finds in one form: 202 with where to look, 200 when the same file was made before."""
    given(request, _ASKED)
    query, form = asked_for(request)
    if not form:
        raise ParameterError("as", _("one of these is needed: %(names)s") % {"names": ", ".join(FORMS)})
    allowance = take("download", client_of(request), NEW_PER_HOUR, time.time(), 3600)
    if allowance.is_spent:
        return too_many(request, allowance)
    wanted = ask(query, form, request.build_absolute_uri("/").rstrip("/"), "en")
    response = answered(_told(request, wanted), 200 if wanted.state == Download.State.DONE else 202)
    response.headers["Location"] = _address(request, wanted)
    return response


@router.get("/download/{key}", response={200: Body, 404: Body})
def one_download(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far a download is; once it is done, its file with size and checksum, its citation, and the licences inside."""
    found = Download.objects.filter(pk=key).first()
    if found is None:
        raise Http404("There is no such download.")
    return answered(_told(request, found))


def _told(request: HttpRequest, found: Download) -> Body:
    is_done = found.state == Download.State.DONE
    made = timezone.localdate(found.made)
    return {
        "id": str(found.pk),
        "address": _address(request, found),
        "page": found.address("en"),
        "state": found.state,
        "as": found.form,
        "asked": found.asked,
        "total": found.total,
        "done": found.done,
        "file": request.build_absolute_uri(reverse("file-of-a-download", args=[found.pk])) if is_done else None,
        "size": found.size if is_done else None,
        "sha256": found.sha256 or None,
        "licenses": found.licenses,
        "citation": citation(PUBLISHER, made, found.total, found.address("en")) if is_done else None,
        "why": found.why or None,
    }


def _address(request: HttpRequest, found: Download) -> str:
    return request.build_absolute_uri(f"/api/download/{found.pk}")
