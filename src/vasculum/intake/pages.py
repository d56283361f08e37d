"""Bringing a file in: dropped, its columns named, its problems mended, tried, brought in, and undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from vasculum.formats.dwca import ArchiveRefused
from vasculum.harvest.node import open_node
from vasculum.intake import actions
from vasculum.intake.models import ImportSession
from vasculum.intake.queries import collections_at, mapping_of_session, sessions_at
from vasculum.intake.reading import reading
from vasculum.intake.rules import KINDS
from vasculum.intake.showing import problems_of, problems_shown, shown
from vasculum.intake.undoing import can_undo
from vasculum.intake.workbook import problem_cells, workbook
from vasculum.people.access import actor_of, places_for, require, require_for, signed_in, standing_for
from vasculum.people.policy import Actor, places_of
from vasculum.registry.models import Institution
from vasculum.specimens.labels import basis_label
from vasculum.web.layout import current_language, page

ACT = "harvest"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
form_page = require_http_methods(["GET", "HEAD", "POST"])
State, Wish = ImportSession.State, ImportSession.Wish


@form_page
@never_cache
@standing_for(ACT)
def index(request: HttpRequest) -> HttpResponse:
    """Dropping a file for an institution, and the files dropped before."""
    if request.method == "POST":
        return _dropped(request)
    places_for(request, ACT)
    return _index(request, places_of(actor_of(request), ACT), "")


def _index(request: HttpRequest, places: frozenset[str], fault: str) -> HttpResponse:
    rows = Institution.objects.order_by("key")
    institutions = list(rows if "" in places else rows.filter(key__in=places))
    context = {"institutions": institutions, "sessions": sessions_at(places), "fault": fault}
    return page(request, "intake/index.html", context, 422 if fault else 200)


def _dropped(request: HttpRequest) -> HttpResponse:
    institution = request.POST.get("institution", "")
    actor = require(request, ACT, institution)
    file = request.FILES.get("file")
    if not Institution.objects.filter(key=institution).exists():
        return _index(request, places_of(actor, ACT), _("Choose an institution."))
    if not isinstance(file, UploadedFile):
        return _index(request, places_of(actor, ACT), _("Choose a file first."))
    try:
        made = actions.take_in(actor, signed_in(request), institution, file)
    except ArchiveRefused as refusal:
        return _index(request, places_of(actor, ACT), refusal.reason)
    return redirect("import", made.pk)


def _found(request: HttpRequest, key: UUID) -> tuple[Actor, ImportSession]:
    return require_for(request, ACT, ImportSession.objects.filter(pk=key).first())


@form_page
@never_cache
@standing_for(ACT)
def session(request: HttpRequest, key: UUID) -> HttpResponse:
    """One file on its way: what it holds, what is wrong, what it would change, and what to do next."""
    actor, found = _found(request, key)
    fault: str | Promise = ""
    if request.method == "POST" and not found.wish:
        try:
            fault = _doing(request.POST.get("act", ""), found)(request, actor, found)
        except ArchiveRefused as refusal:
            fault = refusal.reason
        if not fault and "preview" not in request.POST:
            return redirect("import", key) if ImportSession.objects.filter(pk=key).exists() else redirect("imports")
    return _shown(request, found, str(fault))


def _shown(request: HttpRequest, found: ImportSession, fault: str) -> HttpResponse:
    mapping, language = mapping_of_session(found), current_language()
    context = {
        "session": found,
        "mapping": mapping,
        "fault": fault,
        "institution": Institution.objects.filter(key=found.institution).first(),
        "collections": collections_at(found.institution),
        "kinds": [(kind, basis_label(kind)) for kind in KINDS],
        "problems": list(problems_shown(found, language)) if found.state != State.FOUND else [],
        "report": found.report,
        "undoable": found.state == State.COMMITTED and _undoable(found),
        "asked": [rule.columns[0] for rule in mapping.rules if rule.perhaps],
    }
    try:
        context["shown"] = None if found.wish else shown(found, mapping, language)
    except ArchiveRefused as refusal:
        context["fault"] = refusal.reason
    return page(request, "intake/session.html", context, 422 if fault else 200)


def _undoable(found: ImportSession) -> bool:
    return can_undo(open_node(settings.NODE), found.collection, found.snapshot)


def _named(request: HttpRequest, _actor: Actor, found: ImportSession) -> str:
    headings, known = request.POST.getlist("heading"), {rule.columns[0] for rule in mapping_of_session(found).rules}
    chosen = {heading: request.POST.get(f"column-{at}") for at, heading in enumerate(headings) if heading in known}
    terms = {heading: term for heading, term in chosen.items() if term is not None}
    actions.name_columns(found, terms, request.POST.get("kind", ""), request.POST.get("several", ""))
    return ""


def _checked(request: HttpRequest, actor: Actor, found: ImportSession) -> str:
    _named(request, actor, found)
    if "preview" in request.POST:
        return ""
    collection, name = request.POST.get("collection", ""), request.POST.get("new_collection", "")
    if not actions.choose_collection(found, collection, name, current_language()):
        return _("Choose the collection that the specimens belong to, or name a new one.")
    actions.ask(actor, found, Wish.CHECK)
    return ""


def _mended(request: HttpRequest, _actor: Actor, found: ImportSession) -> str:
    post = request.POST
    before, problems = found.problems, found.report
    actions.mend(found, post.get("column", ""), post.get("wrong", ""), post.get("right", "").strip())
    found.problems = _without(before, post.get("column", ""), post.get("wrong", ""))
    found.state, found.report = State.CHECKED, {**problems, "stale": True}
    found.save()
    return ""


def _without(problems: list[Mapping[str, object]], column: str, wrong: str) -> list[object]:
    """The problems without a text that was mended; those without any left go."""
    kept: list[object] = []
    for problem in problems:
        texts = dict(problem["texts"])  # type: ignore[call-overload]
        if problem["column"] == column and wrong in texts:
            count = int(str(problem["count"])) - texts.pop(wrong)
            if texts:
                kept.append({**problem, "texts": texts, "count": count})
            continue
        kept.append(problem)
    return kept


def _again(_request: HttpRequest, actor: Actor, found: ImportSession) -> str:
    actions.ask(actor, found, Wish.CHECK)
    return ""


def _replaced(request: HttpRequest, actor: Actor, found: ImportSession) -> str:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _("Choose a file first.")
    actions.replace_file(found, file)
    if found.collection:
        actions.ask(actor, found, Wish.CHECK)
    return ""


def _sheet(request: HttpRequest, _actor: Actor, found: ImportSession) -> str:
    actions.choose_sheet(found, request.POST.get("sheet", ""))
    return ""


def _committed(_request: HttpRequest, actor: Actor, found: ImportSession) -> str:
    if found.state != State.CHECKED:
        return _("Check the rows first.")
    actions.ask(actor, found, Wish.COMMIT)
    return ""


def _undone(_request: HttpRequest, actor: Actor, found: ImportSession) -> str:
    if found.state != State.COMMITTED or not _undoable(found):
        return _("Something was brought in after this: it cannot be undone any more.")
    actions.ask(actor, found, Wish.UNDO)
    return ""


def _discarded(request: HttpRequest, actor: Actor, found: ImportSession) -> str:
    if found.state in (State.COMMITTED, State.UNDONE):
        return _("What was brought in is kept: undo it first.")
    actions.discard(actor, found)
    messages.success(request, _("The file has been thrown away."))
    return ""


def _kept(_request: HttpRequest, _actor: Actor, _found: ImportSession) -> str:
    return _("What was brought in is kept: undo it first.")


def _nothing(_request: HttpRequest, _actor: Actor, _found: ImportSession) -> str:
    return ""


_DOING: Mapping[str, Callable[[HttpRequest, Actor, ImportSession], str]] = {
    "check": _checked, "mend": _mended, "again": _again, "replace": _replaced, "sheet": _sheet, "commit": _committed,
    "undo": _undone, "discard": _discarded,
}  # fmt: skip


_BEFORE = frozenset({"check", "mend", "again", "replace", "sheet"})


def _doing(act: str, found: ImportSession) -> Callable[[HttpRequest, Actor, ImportSession], str]:
    """What does an act; one that comes before bringing in is refused once that is done, so that undoing stays possible."""
    return _kept if act in _BEFORE and found.state == State.COMMITTED else _DOING.get(act, _nothing)


@require_safe
@never_cache
@standing_for(ACT)
def problems_xlsx(request: HttpRequest, key: UUID) -> FileResponse:
    """The rows with problems, bad cells coloured and explained in the visitor's language, to be mended and dropped back."""
    _actor, found = _found(request, key)
    return _workbook(found, is_marked=True)


@require_safe
@never_cache
@standing_for(ACT)
def table_xlsx(request: HttpRequest, key: UUID) -> FileResponse:
    """The whole table as it was dropped, its columns in their own order."""
    _actor, found = _found(request, key)
    return _workbook(found, is_marked=False)


def _workbook(found: ImportSession, is_marked: bool) -> FileResponse:
    wrong = problem_cells(problems_of(found), current_language()) if is_marked else {}
    with reading(found, "export") as read:
        file = workbook(read.heading.names, read.rows, wrong, _("What to look at"))
    return FileResponse(file, as_attachment=True, filename=f"{Path(found.file_name).stem}.xlsx", content_type=XLSX)


@require_safe
@never_cache
@standing_for(ACT)
def mapping_yaml(request: HttpRequest, key: UUID) -> HttpResponse | HttpResponseRedirect:
    """What the columns are, as a mapping file to keep, share and use on the command line."""
    _actor, found = _found(request, key)
    headers = {"Content-Disposition": f'attachment; filename="{Path(found.file_name).stem[:60]}.yaml"'}
    return HttpResponse(found.mapping, content_type="application/yaml; charset=utf-8", headers=headers)
