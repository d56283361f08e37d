"""The expedition of the demonstration: labels of the herbarium, half of them read already by simulated volunteers.

How often they leave out, misread and write otherwise follows `examples/volunteers/rates.csv`. Reviewers have looked at some of
what they left open; the first sheets in the queue are for whoever visits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random

from examples.volunteers.rates import rates
from examples.volunteers.reading import Volunteer as Reader
from examples.volunteers.reading import difficulty, read, volunteers
from vasculum.people.policy import SYSTEM
from vasculum.specimens import queries
from vasculum.transcription import leading, reviewing, staging
from vasculum.transcription.actions import claim, submit
from vasculum.transcription.models import Project, Task, Volunteer
from vasculum.transcription.rules import Stage

SEED, READERS, MOST = 1904, 18, 80
TITLES = {
    "nl": "Etiketten van het herbarium", "fr": "Les étiquettes de l’herbier", "en": "Labels of the herbarium",
    "de": "Etiketten des Herbariums",
}  # fmt: skip
GOALS = {
    "nl": "Waar groeide deze plant, wanneer, en wie raapte ze op? Het etiket weet het.",
    "fr": "Où poussait cette plante, quand, et qui l’a récoltée ? L’étiquette le sait.",
    "en": "Where did this plant grow, when, and who picked it? The label knows.",
    "de": "Wo wuchs diese Pflanze, wann, und wer hat sie gesammelt? Das Etikett weiß es.",
}
MANUALS = {
    "nl": "Schrijf alles zoals het op het etiket staat. Staat iets er niet op, kies dan “niet op het etiket”.",
    "fr": "Écrivez tout comme sur l’étiquette. Si quelque chose n’y est pas, choisissez « pas sur l’étiquette ».",
    "en": "Write everything as it stands on the label. If something is not there, choose “not on the label”.",
    "de": "Schreiben Sie alles so, wie es auf dem Etikett steht. Fehlt etwas, wählen Sie „nicht auf dem Etikett“.",
}
FORM: list[dict[str, object]] = [
    {"term": "scientificName", "kind": "scientific name", "required": True},
    {"term": "recordedBy", "kind": "person list", "required": True},
    {"term": "recordNumber", "kind": "record number"},
    {"term": "eventDate", "kind": "date interval", "required": True},
    {"term": "country", "kind": "closed list", "required": True},
    {"term": "locality", "kind": "verbatim text"},
    {"term": "habitat", "kind": "verbatim text"},
]


def start_expedition(institution: str, words: str, now: dt.datetime) -> Project:
    """Makes the expedition and lets its simulated volunteers read half of it, over the ten days before `now`."""
    random = Random(SEED)
    project = leading.make_project(SYSTEM, institution, TITLES)
    settings = {"goals": GOALS, "manuals": MANUALS, "state": Project.State.OPEN, "least": 2, "most": 4}
    leading.change_project(SYSTEM, project, settings)
    leading.change_form(SYSTEM, project, [{**field} for field in FORM])
    staging.stage(SYSTEM, project, staging.of_search(words, MOST), now, random)
    leading.open_tasks(SYSTEM, project, now)
    people = volunteers(random, READERS)
    named = [_registered(at, person) for at, person in enumerate(people)]
    _read(random, project, list(zip(people, named, strict=True)), now)
    return project


def _registered(at: int, person: Reader) -> Volunteer:
    return Volunteer.objects.create(alias=person.name.replace(" ", "-"), public_name=f"Reader {at + 1}", on_board=at % 2 == 0)


def _read(random: Random, project: Project, people: list[tuple[Reader, Volunteer]], now: dt.datetime) -> None:
    """Everybody reads by turns, the busy ones more often, until half of the sheets are done."""
    total = project.tasks.filter(stage=Stage.OPEN.value).count()
    moment = now - dt.timedelta(days=10)
    known: dict[int, tuple[dict[str, str], dict[str, bool]]] = {}
    for turn in range(total * 2):
        if project.tasks.exclude(stage=Stage.OPEN.value).count() * 2 >= total:
            break
        person, volunteer = random.choices(people, weights=[who.pull for who, _ in people])[0]
        lease = claim(volunteer, project, moment)
        if lease is None:
            continue
        label, hard = known.setdefault(lease.task_id, (label_of(lease.task), difficulty(random)))
        submit(
            volunteer, lease.task, _answers(read(random, label, person, hard)), f"demo-{turn}", random.randint(90, 400), moment
        )
        moment += dt.timedelta(days=9) / (total * 2)
    _review(project, now)


def label_of(task: Task) -> dict[str, str]:
    """What stands on the label of a specimen, by the fields of the rates."""
    specimen = queries.specimen(task.pid)
    said: Mapping[str, str] = specimen.content.verbatim if specimen else {}
    return {rate.field: said.get(rate.term, "") for rate in rates()}


def _answers(told: Mapping[str, str]) -> dict[str, str]:
    """What was read as the cells of the form, the three parts of the date as one."""
    parts = [told[name] for name in ("year", "month", "day")]
    date = "-".join(part.rjust(2, "0") for part in parts) if all(part not in ("", "n/a") for part in parts) else "n/a"
    return {field: date if field == "eventDate" else told[field] for field in (str(each["term"]) for each in FORM)}


def _review(project: Project, now: dt.datetime) -> None:
    """A reviewer has settled half of what readers left open."""
    for task in list(project.tasks.filter(stage=Stage.REVIEW.value))[::2]:
        said = _answers({**label_of(task)})
        open_ = {name: said[name] or "n/a" for name, told in task.decided.items() if not told["decided"]}
        reviewing.rule(SYSTEM, task.pk, open_, "", "", now)
