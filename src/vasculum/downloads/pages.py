"""Asking for a download, watching it being made, and its lasting page."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from vasculum.downloads.actions import PUBLISHER, ask, take, work_at
from vasculum.downloads.models import Download
from vasculum.downloads.rules import FORMS, SMALL, citation
from vasculum.search.query import Query, QueryError
from vasculum.specimens import queries
from vasculum.specimens.asking import parameters_of, query_of
from vasculum.specimens.labels import facet_label, institution_name, license_label, value_label
from vasculum.web.addresses import with_parameters
from vasculum.web.layout import current_language, page
from vasculum.web.problems import ParameterError, problem_page
from vasculum.web.rates import client_of, too_many
from vasculum.web.rates import take as take_share

NEW_PER_HOUR = 60


@require_http_methods(["GET", "HEAD", "POST"])
def download(request: HttpRequest) -> HttpResponseBase:
    """The file at once where the result is small; where it is large, a page that asks whether it shall be made."""
    try:
        query, form = asked_for(request)
        total = queries.find(query).total
    except ParameterError as error:
        return problem_page(request, 400, f"{error.parameter}: {error.reason}", parameter=error.parameter)
    except QueryError as error:
        return problem_page(request, 400, str(error))
    if not form or (total > SMALL and request.method != "POST"):
        return page(request, "downloads/choose.html", _choices(request, query, form, total))
    allowance = take_share("download", client_of(request), NEW_PER_HOUR, time.time(), 3600)
    if allowance.is_spent:
        return too_many(request, allowance)
    base = request.build_absolute_uri("/").rstrip("/")
    wanted = ask(query, form, base, current_language(), _email(request))
    if total > SMALL:
        return HttpResponseRedirect(reverse("download-of", args=[wanted.pk]))
    return _at_once(request, wanted)


def asked_for(request: HttpRequest) -> tuple[Query, str]:
    """The question and the form in the parameters of a request; `pid` asks for one specimen. Raises ParameterError."""
    given = {name: request.GET.getlist(name) for name in request.GET}
    form = "".join(given.pop("as", [])[-1:])
    if form and form not in FORMS:
        raise ParameterError("as", _("this form of download does not exist"))
    pid = "".join(given.pop("pid", [])[-1:])
    query = query_of({**given, **({"q": [f'"{pid}"']} if pid else {})})
    if form and queries.find(query).total > FORMS[form].most:
        raise ParameterError("as", _("a spreadsheet cannot hold so many specimens: choose another form"))
    return query, form


def _email(request: HttpRequest) -> str:
    given = request.POST.get("email", "").strip()[:254]
    return given if "@" in given and not set(given) & set("\r\n \t,;<>") else ""


def _choices(request: HttpRequest, query: Query, form: str, total: int) -> dict[str, Any]:
    asked = parameters_of(query)
    return {
        "total": total,
        "form": form,
        "is_small": total <= SMALL,
        "chosen": with_parameters(request.path, {**asked, "as": [form]}),
        "forms": [(name, kind.name, with_parameters(request.path, {**asked, "as": [name]})) for name, kind in FORMS.items()],
        "facts": _facts(asked),
        "search": with_parameters(reverse("search"), asked),
    }


def _facts(asked: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(_label(name), ", ".join(_value(name, value) for value in values)) for name, values in asked.items() if any(values)]


def _label(name: str) -> str:
    try:
        return _("Words") if name == "q" else facet_label(name)
    except KeyError:
        return name


def _value(name: str, value: str) -> str:
    return value if name == "q" else value_label(name, value)


def _at_once(request: HttpRequest, wanted: Download) -> HttpResponseBase:
    taken = take(wanted.pk, timezone.now())
    if taken is not None:
        work_at(taken)
        wanted = taken
    wanted.refresh_from_db()
    if not wanted.is_there:
        return HttpResponseRedirect(reverse("download-of", args=[wanted.pk]))
    response = _file(wanted)
    response.headers["Link"] = f'<{request.build_absolute_uri(reverse("download-of", args=[wanted.pk]))}>; rel="describedby"'
    return response


def _file(done: Download) -> FileResponse:
    response = FileResponse(done.file.open("rb"), as_attachment=True, filename=done.file_name, content_type=done.kind.media_type)
    response.headers["ETag"] = f'"{done.sha256}"'
    return response


@require_safe
@never_cache
def download_of(request: HttpRequest, key: UUID) -> HttpResponse:
    """The lasting page of a download: how far it is, then its file, checksum, citation and the licences inside."""
    found = _found(key)
    made = timezone.localdate(found.made)
    context = {
        "download": found,
        "facts": _facts(found.asked),
        "search": with_parameters(reverse("search"), found.asked),
        "is_under_way": found.state in (Download.State.WAITING, Download.State.RUNNING),
        "citation": citation(PUBLISHER, made, found.total, found.address(current_language())),
        "licenses": [(license_label(name), count) for name, count in found.licenses.items()],
        "institutions": [(institution_name(name), count) for name, count in found.sources.items()],
    }
    return page(request, "downloads/download.html", context)


@require_safe
def file_of_a_download(request: HttpRequest, key: UUID) -> HttpResponseBase:  # noqa: ARG001
    """The file of a download that is done; 404 until then."""
    found = _found(key)
    if not found.is_there:
        raise Http404
    return _file(found)


def _found(key: UUID) -> Download:
    found = Download.objects.filter(pk=key).first()
    if found is None:
        raise Http404
    return found
