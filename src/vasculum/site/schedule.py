"""The commands of the schedule: which sources are read when, and reading those that are due."""

from __future__ import annotations

import click

from vasculum.site.node import this_node
from vasculum.site.refusing import refusing


@click.group()
def schedule() -> None:
    """Sources that are read again and again."""


@schedule.command("list")
def listed() -> None:
    """List the sources with their place, when they are due, and what went wrong."""
    with refusing():
        this_node()
        from vasculum.harvest.models import Schedule

        for each in Schedule.objects.all():
            due = f"{each.due:%Y-%m-%d %H:%M}" if each.due else "by hand"
            trouble = f"\t{each.failures} failures: {each.why}" if each.failures else ""
            click.echo(f"{each.key}\t{each.kind}\t{each.location}\t{due}{trouble}")


@schedule.command("set")
@click.argument("key")
@click.argument("location", default="")
@click.option("--kind", type=click.Choice(["url", "ipt", "biocase", "gbif", "folder"]), default="url", show_default=True)
@click.option("--resource", default="", help="The short name of the resource in the feed of an IPT.")
@click.option("--weekly", is_flag=True, help="Read it every week; without it only when somebody asks.")
def change(key: str, location: str, kind: str, resource: str, weekly: bool) -> None:
    """Say where the records of the collection KEY lie."""
    with refusing():
        this_node()
        from django.utils import timezone

        from vasculum.harvest.schedule import keep_schedule

        keep_schedule(key, kind, location, resource, weekly, timezone.now())


@schedule.command()
def run() -> None:
    """Read every source that is due, one after the other; to be run from time to time where no worker runs."""
    with refusing():
        node = this_node()
        from vasculum.harvest.schedule import work_once

        done = 0
        while work_once(node):
            done += 1
    click.echo(f"{done} sources read", err=True)
