"""`vasculum backbone`: the checklists that a node looks names up in."""

from __future__ import annotations

from pathlib import Path

import click

from vasculum.names import Backbone
from vasculum.site.node import this_node
from vasculum.site.refusing import refusing


@click.group()
def backbone() -> None:
    """Give the node checklists to look names up in, list them, take one away."""


@backbone.command()
@click.argument("key")
@click.argument("file", type=click.Path(path_type=Path))
def add(key: str, file: Path) -> None:
    """Add the checklist in FILE under KEY, or replace the one of this key: a Darwin Core Archive of taxa, ColDP, or a table."""
    with refusing():
        node = this_node()
        from vasculum.taxa.actions import add_backbone

        built = add_backbone(node, key, file)
    click.echo(f"{key}: {built.usages:,} names", err=True)
    if built.rejected:
        first = built.rejected[0]
        click.echo(f"{len(built.rejected):,} rows could not be used, the first: row {first.line}, {first.reason}", err=True)


@backbone.command("list")
def list_backbones() -> None:
    """The checklists of the node, one a line: key and number of names, with a tab between."""
    with refusing():
        node = this_node()
        from vasculum.taxa.actions import backbone_files

        for file in backbone_files(node):
            click.echo(f"{file.stem}\t{len(Backbone(file))}")


@backbone.command()
@click.argument("key")
def remove(key: str) -> None:
    """Take the checklist of this KEY from the node; what was matched with it stays as it is."""
    with refusing():
        node = this_node()
        from vasculum.taxa.actions import remove_backbone

        remove_backbone(node, key)
    click.echo(f"{key} is removed", err=True)
