"""The quality pages: the overview, one source, collection or institution, one problem, and the files to take away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vasculum.assessment import queries, scopes, showing
from vasculum.assessment.download import COLUMNS, cells
from vasculum.assessment.elements import elements
from vasculum.assessment.rules import problem_of
from vasculum.assessment.scopes import Scope
from vasculum.assessment.tally import Found, Tally
from vasculum.terms.remedies import Problem, problems
from vasculum.web.layout import current_language, page
from vasculum.web.problems import ParameterError, problem_page
from vasculum.web.tables import csv_lines, xlsx_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every source with what is wrong in it, and what to mend first in the whole node."""
    whole = scopes.node()
    listed = [(scopes.of_source(source), source) for source in scopes.seen()]
    rows = [_row(scope, queries.tally(scope), source.collection.name(current_language())) for scope, source in listed]
    tally = queries.tally(whole)
    return page(request, "assessment/overview.html", {"rows": rows, **_digitised(whole, tally)})


def _row(scope: Scope, tally: Tally, collection: str) -> dict[str, Any]:
    return {
        "scope": scope,
        "collection": collection,
        "specimens": tally.specimens,
        "untroubled": showing.of_whole(tally.untroubled, tally),
        "basic": showing.of_whole(sum(tally.levels.get(level, 0) for level in "123"), tally) if tally.levels else None,
        "commonest": showing.commonest(showing.groups(scope, tally)),
    }


def _digitised(scope: Scope, tally: Tally) -> dict[str, Any]:
    return {
        "scope": scope,
        "tally": tally,
        "untroubled": showing.of_whole(tally.untroubled, tally),
        "levels": showing.levels(scope, tally),
        "acts": showing.first_acts(scope, tally),
    }


@require_safe
def quality(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """What is wrong with the records of a source, a collection or an institution."""
    scope = _scope(kind, key)
    tally = queries.tally(scope)
    context = {
        **_digitised(scope, tally),
        "missing": showing.missing(scope, tally),
        "groups": showing.groups(scope, tally),
        "proposals": showing.proposals(tally),
        "measures": showing.measures(tally),
        **_files(scope),
        "about": _about(scope),
    }
    return page(request, "assessment/quality.html", context)


def _scope(kind: str, key: str) -> Scope:
    found = scopes.scope(kind, key)
    if found is None:
        raise Http404
    return found


def _files(scope: Scope) -> dict[str, str]:
    return {form: reverse(f"quality-{scope.kind}-{form}", args=[scope.key]) for form in ("csv", "xlsx")}


def _about(scope: Scope) -> str:
    """The page of the collection or institution itself; that of a source is the list of harvests."""
    return reverse("harvests") if scope.kind == "source" else reverse(scope.kind, args=[scope.key])


@require_safe
def problem(request: HttpRequest, key: str, kind: str, of: str, code: str) -> HttpResponse:
    """One problem: what it means, what to do, and five specimens that have it."""
    scope, found = _scope(kind, key), _problem(f"{of}:{code}")
    if found is None:
        raise Http404
    counted = queries.tally(scope).found.get(found.key, Found(0))
    context = {
        "scope": scope,
        "problem": found,
        "text": showing.text_of(found.texts),
        "remedy": showing.text_of(found.remedy.texts),
        "kind": showing.KINDS[found.kind],
        "records": counted.records,
        "examples": queries.examples(counted, found),
        "search": showing.search_of(scope, found),
        **_files(scope),
    }
    return page(request, "assessment/problem.html", context)


def _problem(key: str) -> Problem | None:
    kind, _colon, code = key.partition(":")
    known = code in elements() if kind == "mids" else key in problems()
    return problem_of(key) if known else None


@require_safe
def as_csv(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    """Every problem, or that of the parameter `code`, as CSV."""
    return _table(request, _scope(kind, key), _csv)


@require_safe
def as_xlsx(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    """Every problem, or that of the parameter `code`, as XLSX."""
    return _table(request, _scope(kind, key), _xlsx)


def _table(request: HttpRequest, scope: Scope, form: Callable[[Scope, Problem | None], HttpResponseBase]) -> HttpResponseBase:
    try:
        return form(scope, _asked(request))
    except ParameterError as error:
        return problem_page(request, 400, f"{error.parameter}: {error.reason}", parameter=error.parameter)


def _asked(request: HttpRequest) -> Problem | None:
    code = request.GET.get("code", "")
    found = _problem(code)
    if code and found is None:
        raise ParameterError("code", _("there is no such problem"))
    return found


def _csv(scope: Scope, found: Problem | None) -> HttpResponseBase:
    lines = csv_lines(COLUMNS, cells(scope, current_language(), found))
    headers = {"Content-Disposition": f'attachment; filename="{_name(scope, found)}.csv"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _xlsx(scope: Scope, found: Problem | None) -> HttpResponseBase:
    file = xlsx_file(COLUMNS, cells(scope, current_language(), found))
    return FileResponse(file, as_attachment=True, filename=f"{_name(scope, found)}.xlsx", content_type=XLSX)


def _name(scope: Scope, found: Problem | None) -> str:
    return f"{scope.key}-{found.code}" if found else f"{scope.key}-quality"
