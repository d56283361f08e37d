"""The survey as a table: taking it away, dropping it back, and what was understood of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vasculum.people.access import require, standing_for
from vasculum.people.policy import may
from vasculum.registry.models import Institution
from vasculum.survey.actions import ACT, keep_draft
from vasculum.survey.columns import heading
from vasculum.survey.models import Draft, Upload
from vasculum.survey.pages import account_of, form_page, place_of
from vasculum.survey.queries import collections_at, uploads_for
from vasculum.survey.reading import LARGEST, TableRefused, read_table
from vasculum.survey.sheet import workbook
from vasculum.survey.showing import FIGURE_CODES, figure_echo, shown_answer
from vasculum.survey.uploading import CHANGED, NEW, SAME, WRONG, Outcome, enter_upload, keep_upload, outcomes
from vasculum.web.layout import current_language, page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@never_cache
@standing_for(ACT)
def template(request: HttpRequest) -> FileResponse:
    """The survey as a workbook with the institution's collections; `empty` leaves them out."""
    _actor, institution = place_of(request)
    rows = [] if "empty" in request.GET else collections_at(institution.key)
    file = workbook(rows, current_language())
    return FileResponse(file, as_attachment=True, filename=f"{institution.key}-{current_language()}.xlsx", content_type=XLSX)


@form_page
@never_cache
@standing_for(ACT)
def upload(request: HttpRequest) -> HttpResponse:
    """Dropping the table back; nothing is entered before somebody has seen what was understood."""
    _actor, institution = place_of(request)
    fault: Promise | str = ""
    if request.method == "POST":
        file = request.FILES.get("table")
        try:
            if isinstance(file, UploadedFile):
                table = read_table(file.read(LARGEST + 1), current_language())
                kept = keep_upload(account_of(request), institution, file.name or "", table)
                return redirect("survey-understood", kept.pk)
            fault = _("Choose a file first.")
        except TableRefused as refusal:
            fault = refusal.reason
    return page(request, "survey/upload.html", {"institution": institution, "fault": fault}, 422 if fault else 200)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: its column, what it holds, how it was understood, what stood there, what is wrong."""

    column: str
    answer: str
    understood: str
    before: str
    fault: Promise | None


@form_page
@never_cache
@standing_for(ACT)
def understood(request: HttpRequest, number: int) -> HttpResponse:
    """What was understood of a table, row by row, and entering it."""
    found = Upload.objects.filter(pk=number).first()
    actor = require(request, ACT, found.institution if found else "")
    if found is None or found not in uploads_for(account_of(request), actor, found.institution):
        raise Http404
    institution = Institution.objects.get(key=found.institution)
    if request.method == "POST" and "discard" in request.POST:
        found.delete()
        messages.success(request, _("The table has been thrown away."))
        return redirect(_survey(institution))
    if request.method == "POST" and request.POST.get("form"):
        return _to_form(request, found)
    if request.method == "POST":
        counts = enter_upload(require(request, "edit collection", institution.key), found, institution)
        said = _("Entered: %(new)s new, %(changed)s changed, %(same)s as they were, %(wrong)s not entered.") % counts
        messages.success(request, said)
        return redirect("survey-understood", number) if counts[WRONG] else redirect(_survey(institution))
    return _told(request, found, institution, may(actor, "edit collection", institution.key))


def _told(request: HttpRequest, found: Upload, institution: Institution, may_enter: bool) -> HttpResponse:
    rows = outcomes(found)
    context = {
        "institution": institution,
        "upload": found,
        "may_enter": may_enter,
        "counts": {state: sum(each.state == state for each in rows) for state in (NEW, CHANGED, SAME, WRONG)},
        "rows": [(each, _cells(each, found.language)) for each in rows if each.state != SAME or each.row.beside],
    }
    return page(request, "survey/understood.html", context)


def _cells(outcome: Outcome, language: str) -> list[Cell]:
    """The cells that differ, and those with a fault."""
    codes = dict.fromkeys((*outcome.faults, *outcome.touched))
    return [
        _cell(outcome, code, language)
        for code in codes
        if outcome.row.answers.get(code) or outcome.before.get(code) or code in outcome.faults
    ]


def _cell(outcome: Outcome, code: str, language: str) -> Cell:
    shown, answers = current_language(), {**outcome.before, **outcome.row.answers}
    answer = outcome.row.key if code == "key" else answers.get(code, "")
    echo = figure_echo(code, answers, shown) if code in FIGURE_CODES else shown_answer(code, answer, shown)
    before = shown_answer(code, outcome.before.get(code, ""), shown)
    written = outcome.row.written.get(code, answer)
    return Cell(heading(code, language), written, echo if echo != written else "", before, outcome.faults.get(code))


def _to_form(request: HttpRequest, found: Upload) -> HttpResponse:
    """Takes one row over into a draft of the form, unless there is a draft of that collection already."""
    outcome = next((each for each in outcomes(found) if str(each.row.number) == request.POST["form"]), None)
    if outcome is None:
        raise Http404
    key = outcome.collection.key if outcome.collection else ""
    mine = account_of(request)
    draft = Draft.objects.filter(account=mine, collection=key).exclude(collection="").first()
    if draft:
        messages.error(request, _("You have a draft of this collection already: finish or discard that one first."))
        return redirect("survey-understood", found.pk)
    answers = {**outcome.before, **outcome.row.answers}
    given = {"answers": answers, "opened": dict(outcome.before), "language": found.language}
    draft = keep_draft(mine, None, found.institution, key, given)
    found.rows = [row for row in found.rows if row["number"] != outcome.row.number]
    found.save()
    query = urlencode({"institution": found.institution, "draft": str(draft.pk)})
    return redirect(f"{reverse('survey-collection', args=[key]) if key else reverse('survey-new')}?{query}")


def _survey(institution: Institution) -> str:
    return f"{reverse('survey')}?{urlencode({'institution': institution.key})}"
