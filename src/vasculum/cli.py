"""The command line: each command calls one function and prints what it gives.

Exit status: 0 done, 1 the data was refused (one line on stderr), 2 wrong call. Imports that need the database wait until
the command knows which node is meant.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import orjson

from vasculum.harvest.node import DEFAULT_PREFIX
from vasculum.mapping.reading import read_mapping
from vasculum.pids.symbols import PREFIX
from vasculum.search.query import Query
from vasculum.site.backbones import backbone
from vasculum.site.node import new_node, restored_node, this_node
from vasculum.site.people import people
from vasculum.site.printing import by_field, page_text, report_text
from vasculum.site.progress import harvest_progress
from vasculum.site.publishing import dataset, export, publish
from vasculum.site.refusing import refusing
from vasculum.site.registry import registry
from vasculum.site.schedule import schedule
from vasculum.site.tools import tools

PATH = click.Path(path_type=Path)


def in_node(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--data` to a command."""
    return click.option(
        "--data",
        type=PATH,
        callback=_choose_node,
        expose_value=False,
        is_eager=True,
        help="The node's folder (or VASCULUM_DATA).",
    )(command)


def _choose_node(_context: click.Context, _parameter: click.Parameter, folder: Path | None) -> None:
    if folder is not None:
        os.environ["VASCULUM_DATA"] = str(folder.resolve())


def _prefix(_context: click.Context, _parameter: click.Parameter, prefix: str) -> str:
    if not re.fullmatch(PREFIX, prefix):
        raise click.BadParameter(f"{prefix!r} is not the prefix of a DOI or Handle, such as {DEFAULT_PREFIX}")
    return prefix


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vasculum")
@in_node
def main() -> None:
    """Vasculum, a node of a distributed system of scientific collections."""


@main.command()
@click.argument("folder", type=PATH)
@click.option("--prefix", default=DEFAULT_PREFIX, show_default=True, callback=_prefix, help="The prefix of the node's PIDs.")
def init(folder: Path, prefix: str) -> None:
    """Make an empty node in FOLDER."""
    with refusing():
        new_node(folder.resolve(), prefix)
    click.echo(f"There is a node in {folder}.", err=True)


@main.command()
@click.argument("archive", metavar="PATH_OR_URL")
@click.option("--collection", required=True, metavar="KEY", help="The collection the records belong to.")
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@click.option("--approve", is_flag=True, help="Commit although the guard objects.")
@click.option("--mapping", "mapping_file", type=PATH, help="What the columns of a spreadsheet are: a mapping file.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON document.")
@in_node
def harvest(archive: str, collection: str, dry_run: bool, approve: bool, mapping_file: Path | None, as_json: bool) -> None:
    """Harvest an archive, or a spreadsheet with a mapping, into a collection and print the report."""
    if not archive:
        raise click.BadParameter("no archive is named", param_hint="PATH_OR_URL")
    with refusing():
        node = this_node()
        from vasculum.harvest.actions import harvest as harvest_archive

        mapping = read_mapping(mapping_file) if mapping_file else None
        with harvest_progress() as progress:
            report = harvest_archive(node, archive, collection, progress, approved=approve, dry_run=dry_run, mapping=mapping)
    click.echo(orjson.dumps(report.as_json()).decode() if as_json else report_text(report))


@main.command()
@click.argument("key")
@click.option("--grace", type=click.IntRange(1, 100), help="Harvests in a row a record must be absent before it is gone.")
@click.option("--largest-new-share", type=click.FloatRange(0, 1), help="Above it the guard holds a harvest.")
@click.option("--largest-gone-share", type=click.FloatRange(0, 1), help="Above it the guard holds a harvest.")
@in_node
def source(key: str, **settings: float | None) -> None:
    """Show a source of records, or change how its harvests are judged."""
    with refusing():
        this_node()
        from vasculum.harvest.actions import change_source

        shown = change_source(key, {name: value for name, value in settings.items() if value is not None})
    click.echo(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode())


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True)
@in_node
def serve(host: str, port: int) -> None:
    """Serve the node's pages and API."""
    with refusing():
        node = this_node()
        from vasculum.harvest.follow import follow_ledgers
        from vasculum.site.server import require_free
        from vasculum.site.server import serve as serve_node

        require_free(host, port)
        with harvest_progress() as progress:
            follow_ledgers(node, progress)
        serve_node(host, port)


@main.command()
@in_node
def worker() -> None:
    """Make the large downloads that were asked for, publish what is due and read sources that are, until told to stop."""
    with refusing():
        node = this_node()
        from vasculum.site.workers import work_alone

        work_alone(node)


@main.command()
@click.option("--send", "is_sent", is_flag=True, help="Write to them; without it they are only listed.")
@click.option("--address", default="http://127.0.0.1:8000", show_default=True, help="Where the node is served.")
@in_node
def digest(is_sent: bool, address: str) -> None:
    """List the saved searches in which something is new, and write to those who keep them; to be run once a day."""
    with refusing():
        this_node()
        from django.utils import timezone

        from vasculum.saved_searches.digest import due, tell

        now = timezone.now()
        for news in due(now):
            told = tell(news, now, address.rstrip("/")) if is_sent else False
            found = f"{len(news.hits)}{'+' if news.more else ''}"
            click.echo(f"{news.search.account_id}  {news.search.name}  {found}{'  sent' if told else ''}")


@main.command()
@click.argument("pid")
@click.option("--version", type=int, help="An earlier version; the newest without it.")
@click.option("--as", "form", type=click.Choice(["opends", "dwc", "verbatim"]), default="opends", show_default=True)
@in_node
def specimen(pid: str, version: int | None, form: str) -> None:
    """Print one digital specimen as JSON."""
    with refusing():
        this_node()
        from vasculum.specimens.document import document

        shown = document(pid, version, form)
    click.echo(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode())


@main.command()
@click.argument("words", metavar="QUERY", default="")
@click.option(
    "--filter", "filters", multiple=True, metavar="FIELD=VALUE", help="Repeatable; values of one field are joined by OR."
)
@click.option("--facet", "facets", multiple=True, metavar="FIELD", help="Count the values of a field; repeatable.")
@click.option("--sort", default="relevance", show_default=True)
@click.option("--size", default=20, show_default=True)
@click.option("--cursor", default="", help="The next_cursor of the page before.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@in_node
def search(
    words: str, filters: tuple[str, ...], facets: tuple[str, ...], sort: str, size: int, cursor: str, as_json: bool
) -> None:
    """Search as the portal does."""
    with refusing():
        this_node()
        from vasculum.specimens.queries import find
        from vasculum.specimens.synonyms import synonyms_in

        page = find(Query(words, by_field(filters), sort, cursor, size, synonyms_in(words)), facets)
    click.echo(orjson.dumps(page).decode() if as_json else page_text(page))


@main.command()
@click.argument("key", metavar="SOURCE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@in_node
def quality(key: str, as_json: bool) -> None:
    """Tell what is wrong with the records of a source, and what to mend first."""
    with refusing():
        this_node()
        from vasculum.assessment.figures import figures_of_source, in_lines

        shown = figures_of_source(key)
    click.echo(orjson.dumps(shown).decode() if as_json else in_lines(shown))


@main.command()
@in_node
def reindex() -> None:
    """Throw the search index away and build it again from the ledgers."""
    with refusing():
        node = this_node()
        from vasculum.harvest.follow import rebuild_index

        with harvest_progress() as progress:
            rebuild_index(node, progress)


@main.command()
@in_node
def check() -> None:
    """Check the node's invariants and the fixity of its files."""
    with refusing():
        node = this_node()
        from django.utils import timezone

        from vasculum.harvest.check import faults
        from vasculum.people.audit import faults_of_the_trail
        from vasculum.publishing.queries import faults as faults_of_editions
        from vasculum.transcription.invariants import faults as faults_of_expeditions

        found = [*faults(node), *faults_of_the_trail(), *faults_of_editions(), *faults_of_expeditions(timezone.now())]
    for fault in found:
        click.echo(fault)
    click.echo(f"{len(found)} faults", err=True)
    sys.exit(1 if found else 0)


for published in (dataset, publish, export):
    in_node(published)
    main.add_command(published)


@main.command()
@click.argument("file", type=PATH)
@in_node
def backup(file: Path) -> None:
    """Write a consistent copy of the node to FILE, while it goes on working."""
    with refusing():
        node = this_node()
        from vasculum.site.backup import back_up

        copied = back_up(node, file.resolve())
    click.echo(f"{copied:,} files are in {file}.", err=True)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@in_node
def restore(file: Path) -> None:
    """Make the node in FILE, a copy that 'backup' wrote, in the folder of --data, which must be empty."""
    with refusing():
        restored = restored_node(file)
        from vasculum.harvest.follow import rebuild_index

        with harvest_progress() as progress:
            rebuild_index(restored, progress)
    click.echo(f"The node is in {restored.root}. Now run 'vasculum check'.", err=True)


main.add_command(tools)
main.add_command(backbone)
main.add_command(people)
main.add_command(registry)
main.add_command(schedule)
for command in (*people.commands.values(), *registry.commands.values(), *schedule.commands.values()):
    in_node(command)


if __name__ == "__main__":
    main()
