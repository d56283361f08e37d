"""`vasculum registry`: import what somebody wrote of institutions and collections, tell of every row, and export it again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from vasculum.site.node import this_node
from vasculum.site.refusing import refusing
from vasculum.terms.messages import LANGUAGES

if TYPE_CHECKING:
    from vasculum.registry.actions import Counts

KINDS = ("tables", "partner-facts", "survey-dump", "latimer-core", "grscicoll")
FORMS = ("latimer-core", "grscicoll", "csv")


@click.group()
def registry() -> None:
    """Enter institutions, collections and figures."""


@registry.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--as", "kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True, help="What it holds.")
@click.option("--owner", default="", metavar="KEY", help="The institution that owns the collections of a GRSciColl file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document with every remark and rejection.")
def import_folder(folder: Path, kind: str, owner: str, as_json: bool) -> None:
    """Enter what FOLDER, or a file, says; entering them again changes nothing."""
    if owner and kind != "grscicoll":
        raise click.UsageError("--owner goes with --as grscicoll")
    with refusing():
        this_node()
        from vasculum.registry.actions import import_inventory

        counts = import_inventory(folder, kind, owner=owner)
    if as_json:
        click.echo(orjson.dumps(counts).decode())
    else:
        _print(counts)
    sys.exit(1 if counts.rejections else 0)


@registry.command("export")
@click.option("--as", "form", type=click.Choice(FORMS), required=True, help="The form of the file.")
@click.option("--institution", default="", metavar="KEY", help="Only this institution and its collections.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
def export_file(form: str, institution: str, out: Path) -> None:
    """Write institutions and collections as Latimer Core, as GRSciColl's JSON, or as its batch tables."""
    with refusing():
        this_node()
        from vasculum.registry.exchange import WRITERS, descriptions

        held = descriptions(institution)
        out.write_bytes(WRITERS[form](held))
    click.echo(f"{len(held.institutions)} institutions and {len(held.collections)} collections written to {out}")


@registry.command()
@click.option("--send", "is_sent", is_flag=True, help="Write to them; without it they are only listed.")
@click.option("--institution", default="", metavar="KEY", help="Only this institution.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="For addresses without an account."
)
@click.option("--address", default="http://127.0.0.1:8000", show_default=True, help="Where the node is served.")
def remind(is_sent: bool, institution: str, language: str, address: str) -> None:
    """List the collections of which nothing was said for a year, and write to who looks after them."""
    with refusing():
        this_node()
        from django.utils import timezone

        from vasculum.people.policy import SYSTEM
        from vasculum.survey.reminding import due
        from vasculum.survey.reminding import send as send_reminders

        dues = due(timezone.localdate(), institution)
        for each in dues:
            last = each.last.isoformat() if each.last else "never"
            click.echo(f"{each.collection.institution.key}  {each.collection.key}  {last}  {each.email or 'no address'}")
        if is_sent:
            written = send_reminders(SYSTEM, dues, address, language)
            told = sum(len(theirs) for theirs in written.values())
            click.echo(f"{len(written)} messages about {told} collections sent", err=True)


def _print(counts: Counts) -> None:
    click.echo(f"{counts.institutions} institutions, {counts.collections} collections and {counts.measures} figures entered")
    for each in counts.rejections:
        click.echo(f"{each.file}, line {each.line}: {each.field} {each.value!r}: {each.reason}", err=True)
    reasons = [each.reason for each in counts.remarks]
    for reason in sorted(set(reasons)):
        click.echo(f"{reasons.count(reason)} rows: {reason}", err=True)
