"""Accepted readings on their way back: a table, an exchange archive, annotations on the digital specimens.

Who read is told by alias; a name stands there only for somebody who gave an ORCID to be credited with.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone

from vasculum.formats.eml import Party, Resource
from vasculum.model.language_map import name_in
from vasculum.transcription.deciding import final_values
from vasculum.transcription.exchange.icedig import IDENTIFICATION, OCCURRENCE, Exchanged, write_exchange
from vasculum.transcription.models import Project, Submission, Task, Volunteer
from vasculum.transcription.rules import DONE, Stage
from vasculum.web.tables import neutral

MOTIVATION = "ods:adding"
DIGITAL_SPECIMEN = "https://doi.org/21.T11148/894b1e6cad57e921764e"


def accepted(project: Project) -> QuerySet[Task]:
    """The sheets of a project that are accepted, in the order of their keys."""
    rows = Task.objects.filter(project=project, stage__in=DONE).select_related("template", "project")
    return rows.prefetch_related("rulings").order_by("key")


def exchanged(task: Task) -> Exchanged:
    """A sheet as an exchange archive tells it: what stands, by term; persons as pseudonyms."""
    told = {f"dwc:{name}": each["value"] for name, each in final_values(task).items() if each["decided"]}
    known = {"dwc:catalogNumber": task.key, "dwc:occurrenceID": f"https://doi.org/{task.pid}" if task.pid else ""}
    names = {term: told[term] for term in IDENTIFICATION if told.get(term)}
    cells = {term: cell for term, cell in {**known, **told}.items() if cell and _occurs(term)}
    images = [{"dcterms:identifier": each.get("url", ""), "dcterms:type": "StillImage"} for each in task.images]
    return Exchanged(task.pid or task.key, cells, (names,) if names else (), images)


def _occurs(term: str) -> bool:
    return term in OCCURRENCE or term in ("dwc:recordNumber",)


def annotations_of(task: Task, base: str) -> Iterator[dict[str, Any]]:
    """What was read as annotations on the digital specimen, one a field, in the shape of openDS; ids tell replays apart."""
    credited = _credited(task)
    for name, told in final_values(task).items():
        if not told["decided"] or not told["value"]:
            continue
        yield {
            "@type": "ods:Annotation",
            "@id": f"{base}/transcribe/sheet/{task.pk}#{name}",
            "oa:motivation": MOTIVATION,
            "oa:hasTarget": {
                "@id": f"https://doi.org/{task.pid}" if task.pid else task.key,
                "@type": "ods:DigitalSpecimen",
                "ods:fdoType": DIGITAL_SPECIMEN,
                "oa:hasSelector": {"@type": "ods:TermSelector", "ods:term": f"$['dwc:{name}']"},
            },
            "oa:hasBody": {"@type": "oa:TextualBody", "oa:value": [told["value"]], "dcterms:references": base},
            "dcterms:created": task.changed.astimezone(dt.UTC).isoformat(),
            "dcterms:creator": credited,
            "ods:aggregateRating": {
                "votes": told["votes"],
                "of": told["voters"],
                "outcome": told["outcome"],
                "input": told["input"],
            },
        }


def _credited(task: Task) -> list[dict[str, str]]:
    read = task.submissions.filter(state=Submission.State.FINAL).values_list("volunteer", flat=True)
    return [_agent(who) for who in Volunteer.objects.filter(pk__in=read).order_by("alias")]


def _agent(who: Volunteer) -> dict[str, str]:
    if who.orcid:
        return {"@type": "schema:Person", "@id": f"https://orcid.org/{who.orcid}", "schema:name": who.public_name or who.alias}
    return {"@type": "schema:Person", "schema:name": who.alias}


def as_answer(request: HttpRequest, project: Project, form: str) -> HttpResponseBase:
    """The accepted readings in one of the forms; raises Http404 for one that there is not."""
    if form == "csv":
        return _csv(project)
    if form == "annotations":
        base = request.build_absolute_uri("/").rstrip("/")
        told = [each for task in accepted(project) for each in annotations_of(task, base)]
        return JsonResponse({"data": told}, json_dumps_params={"ensure_ascii": False})
    if form in ("icedig", "dwca"):
        return _archive(project)
    raise Http404


def _csv(project: Project) -> HttpResponse:
    text = io.StringIO()
    table = csv.writer(text)
    tasks = list(accepted(project))
    names = list(dict.fromkeys(each["term"] for task in tasks for each in task.template.fields))
    heads = [cell for name in names for cell in (name, f"{name}_state", f"{name}_votes")]
    table.writerow(["catalogNumber", "digitalSpecimenID", *heads, "readers"])
    for task in tasks:
        final = final_values(task)
        readers = sorted(task.submissions.filter(state=Submission.State.FINAL).values_list("volunteer__alias", flat=True))
        cells = [neutral(cell) for name in names for cell in _cells(final.get(name))]
        table.writerow([neutral(task.key), task.pid, *cells, "; ".join(readers)])
    return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8", headers=_named(project, "csv"))


def _cells(told: dict[str, Any] | None) -> tuple[str, str, str]:
    return (told["value"], told["outcome"], f"{told['votes']}/{told['voters']}") if told else ("", "", "")


def _named(project: Project, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{project.key}.{ending}"'}


def _archive(project: Project) -> FileResponse:
    about = Resource(
        identifier=f"expedition/{project.key}",
        title=dict(project.titles) or {"en": project.key},
        abstract=dict(project.goals) or {"en": name_in(project.titles, "en")},
        made=timezone.now(),
        parties=(Party("creator", organisation=project.institution or "Vasculum"),),
    )
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "readings.zip")
        write_exchange([exchanged(task) for task in accepted(project)], target, about)
        packed = io.BytesIO(target.read_bytes())
    return FileResponse(packed, content_type="application/zip", headers=_named(project, "zip"))


def acknowledge(project: Project, answers: dict[str, tuple[bool, str]], now: dt.datetime) -> int:
    """Takes in what the museum answered, by key of the sheet: taken up, or refused with the cause. Replaying changes nothing."""
    changed = 0
    for key, (taken, cause) in answers.items():
        stage = Stage.ACKNOWLEDGED if taken else Stage.REVIEW
        rows = Task.objects.filter(project=project, key=key, stage__in=(Stage.ACCEPTED.value, Stage.EXPORTED.value))
        changed += rows.update(stage=stage.value, acknowledgement=cause[:500], changed=now)
    return changed
