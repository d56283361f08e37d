"""A small expedition for tests: a project with three sheets, and volunteers who read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from vasculum.transcription.actions import claim, submit
from vasculum.transcription.models import Lease, Project, Submission, Task, Template, Volunteer

START = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
FIELDS = [
    {"term": "country", "kind": "closed list", "required": True, "options": ["Belgium", "France"], "help": {"en": "As printed."}},
    {"term": "recordedBy", "kind": "person list", "required": True},
    {"term": "eventDate", "kind": "date interval"},
    {"term": "locality", "kind": "verbatim text"},
]
AGREED = {"country": "Belgium", "recordedBy": "J. Smith", "eventDate": "12.VI.1904", "locality": "Meise, park"}


def project(sheets: int = 3, key: str = "ferns", **told: object) -> Project:
    """An open project with so many sheets to be read."""
    made = Project.objects.create(
        key=key, institution="garden", titles={"en": "Ferns of Congo", "nl": "Varens van Congo"}, goals={"en": "Read them."},
        state=Project.State.OPEN, **told,
    )  # fmt: skip
    form = Template.objects.create(project=made, number=1, fields=FIELDS)
    for number in range(1, sheets + 1):
        Task.objects.create(
            project=made, template=form, key=f"GRD{number:04}", stage="open", rank=10 * number + 1, wanted=made.least,
            images=[{"url": "/media/demo/rose.png"}], changed=START,
        )  # fmt: skip
    return made


def volunteer(name: str) -> Volunteer:
    """Somebody who reads labels."""
    return Volunteer.objects.create(alias=name)


def read(who: Volunteer, where: Project, values: Mapping[str, str] = AGREED, now: dt.datetime = START) -> Submission:
    """Takes the next sheet and submits it."""
    lease = claim(who, where, now)
    assert isinstance(lease, Lease)
    return submit(who, lease.task, values, f"{who.alias}-{lease.task_id}", 60, now)
