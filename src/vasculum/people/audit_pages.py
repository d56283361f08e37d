"""The audit trail as a page with filters, and to take away."""

from __future__ import annotations

import re
from collections.abc import Iterator

import orjson
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vasculum.people.access import allowed
from vasculum.people.audit import faults_of_the_trail
from vasculum.people.models import Account, AuditEntry
from vasculum.web.layout import page
from vasculum.web.tables import csv_lines

PER_PAGE = 50
COLUMNS = ("number", "when", "who", "act", "subject", "institution", "before", "after", "request")


def _place(institution: str = "") -> str:
    return institution


@require_safe
@never_cache
@allowed("see audit trail", _place)
def trail(request: HttpRequest, institution: str = "") -> HttpResponse:
    """What was done at the node, or at one institution, the latest first."""
    shown = Paginator(_entries(request, institution), PER_PAGE).get_page(request.GET.get("page"))
    names = _names({entry.who for entry in shown})
    context = {
        "page": shown,
        "rows": [(entry, names.get(entry.who, ""), _json(entry.before), _json(entry.after)) for entry in shown],
        "acts": _of(institution).order_by("act").values_list("act", flat=True).distinct(),
        "asked": {name: request.GET.get(name, "") for name in ("act", "who", "subject")},
        "filters": _filters(request),
        "institution": institution,
        "faults": [] if institution else list(faults_of_the_trail()),
    }
    return page(request, "people/audit.html", context)


@require_safe
@never_cache
@allowed("see audit trail", _place)
def trail_csv(request: HttpRequest, institution: str = "") -> StreamingHttpResponse:
    """The same as CSV, with the same filters."""
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    lines = csv_lines(COLUMNS, _cells(_entries(request, institution)))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _of(institution: str) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(institution=institution) if institution else AuditEntry.objects.all()


def _entries(request: HttpRequest, institution: str) -> QuerySet[AuditEntry]:
    found = _of(institution).order_by("-number")
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("act", "who", "subject")}
    if asked["act"]:
        found = found.filter(act=asked["act"])
    if asked["who"]:
        found = found.filter(who=asked["who"])
    return found.filter(subject__icontains=asked["subject"]) if asked["subject"] else found


def _filters(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


def _cells(entries: QuerySet[AuditEntry]) -> Iterator[tuple[str, ...]]:
    for entry in entries.iterator():
        plain = (entry.who, entry.act, entry.subject, entry.institution)
        yield (str(entry.number), entry.when.isoformat(), *plain, _json(entry.before), _json(entry.after), entry.request)


def _names(ids: set[str]) -> dict[str, str]:
    """The names of accounts by their ids; what is no id of an account has none."""
    accounts = [each for each in ids if re.fullmatch(r"[0-9a-f-]{36}", each)]
    return {str(key): name for key, name in Account.objects.filter(pk__in=accounts).values_list("pk", "name")}


def _json(value: object) -> str:
    return "" if value is None else orjson.dumps(value).decode()
