"""Tools that need no node: one file in, one file or lines out."""

from __future__ import annotations

from pathlib import Path

import click

from vasculum.harvest.mids_of_archive import write_mids
from vasculum.site.refusing import refusing

PATH = click.Path(path_type=Path)


@click.group()
def tools() -> None:
    """Use the node's knowledge on a file, without a node."""


@tools.command()
@click.argument("file", type=PATH)
@click.option("--discipline", type=click.Choice(["biology", "geology", "paleontology"]), default="biology", show_default=True)
@click.option("--out", type=PATH, required=True, help="The CSV file to write.")
def mids(file: Path, discipline: str, out: Path) -> None:
    """The MIDS level and elements of every record of an archive."""
    with refusing():
        rejected = write_mids(file, discipline, out)
    if rejected:
        click.echo(f"{len(rejected)} rows could not be used, the first: line {rejected[0].line}, {rejected[0].reason}", err=True)
