"""The reports of harvests as pages, and their rejected rows to take away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vasculum.harvest.models import Harvest
from vasculum.harvest.node import NoNode, open_node
from vasculum.harvest.rejected import COLUMNS, as_cells, reason_in_words, rejected_rows
from vasculum.model.language_map import name_in
from vasculum.model.rejection import Rejection
from vasculum.terms.messages import remarks
from vasculum.web.charts import Point, shares
from vasculum.web.layout import current_language, page
from vasculum.web.tables import csv_lines, xlsx_file

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_PARTS: Mapping[str, Promise] = {
    "new": _("new"),
    "updated": _("changed"),
    "equal": _("unchanged"),
    "rejected": _("not usable"),
    "gone": _("no longer there"),
}


@dataclass(frozen=True, slots=True)
class RemarkCount:
    """How many records have a remark."""

    code: str
    level: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How many rows were rejected for a reason."""

    code: str
    text: str
    count: int


@require_safe
def harvests(request: HttpRequest) -> HttpResponse:
    """Every harvest, the latest first."""
    every = Harvest.objects.select_related("source__collection__institution")
    return page(request, "harvest/harvests.html", {"page": Paginator(every, PER_PAGE).get_page(request.GET.get("page"))})


@require_safe
def harvest(request: HttpRequest, number: int) -> HttpResponse:
    """The report of one harvest."""
    found = get_object_or_404(Harvest.objects.select_related("source__collection__institution"), pk=number)
    report: Mapping[str, Any] = found.report
    parts = [(code, Point(str(name), int(report.get(code) or 0))) for code, name in _PARTS.items()]
    context = {
        "harvest": found,
        "collection": found.source.collection.name(current_language()),
        "report": report,
        "parts": [(code, *share) for (code, _), share in zip(parts, shares([point for _, point in parts]), strict=True)],
        "remarks": _remarks(report.get("remarks") or {}),
        "reasons": _reasons(report.get("reasons") or {}),
        "rejections": [_shown(row) for row in report.get("rejections") or ()],
        "orphans": (report.get("orphans") or {}).items(),
    }
    return page(request, "harvest/harvest.html", context)


def _remarks(counts: Mapping[str, int]) -> list[RemarkCount]:
    known, language = remarks(), current_language()
    found = [
        RemarkCount(code, known[code].level, name_in(known[code].texts, language), count)
        if code in known
        else RemarkCount(code, "info", code, count)
        for code, count in counts.items()
    ]
    return sorted(found, key=lambda remark: -remark.count)


def _reasons(counts: Mapping[str, int]) -> list[ReasonCount]:
    found = [ReasonCount(code, reason_in_words(code, current_language()), count) for code, count in counts.items()]
    return sorted(found, key=lambda reason: -reason.count)


def _shown(row: Mapping[str, Any]) -> tuple[Rejection, str]:
    rejection = Rejection(**row)
    return rejection, reason_in_words(rejection.reason, current_language())


@require_safe
def rejected_csv(request: HttpRequest, number: int) -> HttpResponseBase:  # noqa: ARG001
    """Every rejected row of a harvest as CSV."""
    get_object_or_404(Harvest, pk=number)
    lines = csv_lines(COLUMNS, _cells(number, current_language()))
    headers = {"Content-Disposition": f'attachment; filename="harvest-{number}-rejected.csv"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def rejected_xlsx(request: HttpRequest, number: int) -> HttpResponseBase:  # noqa: ARG001
    """Every rejected row of a harvest as XLSX."""
    get_object_or_404(Harvest, pk=number)
    file = xlsx_file(COLUMNS, _cells(number, current_language()))
    return FileResponse(file, as_attachment=True, filename=f"harvest-{number}-rejected.xlsx", content_type=XLSX)


def _cells(number: int, language: str) -> Iterator[tuple[str, ...]]:
    try:
        file = open_node(settings.NODE).rejected_rows(number)
    except NoNode:
        return
    for rejection in rejected_rows(file):
        yield as_cells(rejection, language)
