"""What leaders of an expedition do: make it, change its form, open and close it, announce, hide a post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from vasculum.people.audit import record
from vasculum.people.policy import Actor
from vasculum.registry.permission import require_act
from vasculum.transcription.models import Announcement, Lease, Post, Project, Task, Template
from vasculum.transcription.rules import Stage, may_go

ACT = "lead expedition"
RESERVED = frozenset({"mine", "board", "sheet", "new", "review", "understood"})
FIRST_FORM = (
    {"term": "country", "kind": "closed list", "required": True, "options": []},
    {"term": "recordedBy", "kind": "person list", "required": True},
    {"term": "recordNumber", "kind": "record number"},
    {"term": "eventDate", "kind": "date interval", "required": True},
    {"term": "locality", "kind": "verbatim text"},
    {"term": "habitat", "kind": "verbatim text"},
    {"term": "verbatimElevation", "kind": "number with unit"},
)


@transaction.atomic
def make_project(actor: Actor, institution: str, titles: Mapping[str, str]) -> Project:
    """A new project at an institution, as a draft with a first form."""
    require_act(actor, ACT, institution)
    key = _free_key(next(filter(None, titles.values()), ""))
    made = Project.objects.create(key=key, institution=institution, titles=dict(titles))
    Template.objects.create(project=made, number=1, fields=[dict(field) for field in FIRST_FORM])
    record(actor, ACT, f"expedition/{key}", None, {"titles": dict(titles)}, institution)
    return made


def _free_key(title: str) -> str:
    wanted = slugify(title)[:70].strip("-") or "expedition"
    number, key = 1, wanted
    while key in RESERVED or Project.objects.filter(key=key).exists():
        number += 1
        key = f"{wanted}-{number}"
    return key


@transaction.atomic
def change_project(actor: Actor, project: Project, told: Mapping[str, Any]) -> None:
    """Changes what a project says and how it is read."""
    require_act(actor, ACT, project.institution)
    changed = {name: value for name, value in told.items() if getattr(project, name) != value}
    before = {name: getattr(project, name) for name in changed}
    for name, value in changed.items():
        setattr(project, name, value)
    if changed:
        project.save(update_fields=list(changed))
        record(actor, ACT, f"expedition/{project.key}", before, changed, project.institution)


@transaction.atomic
def change_form(actor: Actor, project: Project, fields: list[dict[str, Any]]) -> Template:
    """A new version of the form where it differs; sheets that nobody has read yet get it, the others keep theirs."""
    require_act(actor, ACT, project.institution)
    newest = project.templates.first()
    if newest and newest.fields == fields:
        return newest
    made = Template.objects.create(project=project, number=(newest.number if newest else 0) + 1, fields=fields)
    unread = Task.objects.filter(project=project, stage__in=(Stage.STAGED.value, Stage.OPEN.value))
    unread.filter(leases__isnull=True, submissions__isnull=True).update(template=made)
    record(actor, ACT, f"expedition/{project.key}", None, {"form": made.number}, project.institution)
    return made


@transaction.atomic
def open_tasks(actor: Actor, project: Project, now: dt.datetime) -> int:
    """Opens the sheets that are prepared; gives how many."""
    require_act(actor, ACT, project.institution)
    staged = Task.objects.filter(project=project, stage=Stage.STAGED.value)
    return staged.update(stage=Stage.OPEN.value, wanted=project.least, changed=now)


@transaction.atomic
def withdraw(actor: Actor, task: Task, now: dt.datetime) -> None:
    """Takes a sheet out, and its leases with it; what was read is kept."""
    require_act(actor, ACT, task.project.institution)
    held = Task.objects.select_for_update().get(pk=task.pk)
    if may_go(Stage(held.stage), Stage.WITHDRAWN):
        Lease.objects.filter(task=held, state=Lease.State.ACTIVE).update(state=Lease.State.REVOKED)
        Task.objects.filter(pk=held.pk).update(stage=Stage.WITHDRAWN.value, changed=now)
        record(actor, ACT, f"task/{held.pk}", {"stage": held.stage}, {"stage": "withdrawn"}, task.project.institution)


def announce(actor: Actor, project: Project, texts: Mapping[str, str], first: dt.date, last: dt.date | None) -> Announcement:
    """News of a project, from one day to another."""
    require_act(actor, ACT, project.institution)
    return Announcement.objects.create(project=project, texts=dict(texts), first=first, last=last)


@transaction.atomic
def hide(actor: Actor, post: Post) -> None:
    """Takes a post out of the discussion; it is kept."""
    require_act(actor, ACT, post.project.institution)
    Post.objects.filter(pk=post.pk).update(hidden=True)
    record(actor, ACT, f"post/{post.pk}", {"hidden": False}, {"hidden": True}, post.project.institution)
