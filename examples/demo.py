"""`./run demo`: builds the demonstration node in `.demo/` and serves it.

A fictional museum hands in three collections, and a year later a second edition of each, so that the node has versions
with differences and a few tombstones to show. Everything is our own; nothing is fetched.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from examples.generator.build import Built, build
from vasculum.harvest.node import Node
from vasculum.site.node import new_node
from vasculum.site.progress import harvest_progress
from vasculum.site.refusing import refusing

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".demo"
EDITIONS = (1, 2)
PREFIX = "10.5072"


def main(arguments: list[str]) -> None:
    """Builds the node where it is not built yet, and serves it unless told otherwise."""
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__)
    parser.add_argument("--no-serve", action="store_true", help="build only")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--fresh", action="store_true", help="throw the demonstration node away and build it anew")
    call = parser.parse_args(arguments)
    if call.fresh:
        shutil.rmtree(FOLDER, ignore_errors=True)
    base = f"http://127.0.0.1:{call.port}"
    with refusing():
        node = new_node(FOLDER, PREFIX)
        if not (FOLDER / "complete").exists():
            furnish(node, base)
    if call.no_serve:
        return
    from vasculum.site.server import serve

    console = Console(stderr=True, soft_wrap=True)
    console.print(f"The node is at [bold]{base}[/bold] (Ctrl-C ends it)")
    if link := invitation(base):
        console.print(f"To be its administrator, open {link}")
    serve("127.0.0.1", call.port)


def furnish(node: Node, base: str) -> None:
    """Fills an empty node: the partners' registry, the three collections in two editions, and their pictures."""
    from vasculum.registry.actions import load_registry

    load_registry(ROOT / "examples" / "registry")
    for edition in EDITIONS:
        built = _drawn(edition, node.root / "handed-in", base)
        shutil.copytree(built.images, node.root / "media" / "demo", dirs_exist_ok=True)
        for archive, collection in _deliveries(built):
            _harvest(node, archive, collection)
    _expedition()
    (node.root / "complete").touch()


def _expedition() -> None:
    from django.utils import timezone

    from examples.expedition import start_expedition

    start_expedition("", "collection:demo-herbarium hasMedia:true", timezone.now())


def invitation(base: str) -> str:
    """A link that makes whoever opens it the administrator of the demonstration; none where there is one already."""
    from vasculum.people.actions import Offer, invite
    from vasculum.people.invitations import path_of
    from vasculum.people.models import Membership
    from vasculum.people.policy import SYSTEM, Role

    if Membership.objects.filter(role=Role.ADMINISTRATOR).exists():
        return ""
    return base + path_of(invite(SYSTEM, Offer("administrator@demo.example", Role.ADMINISTRATOR)))


def _drawn(edition: int, into: Path, base: str) -> Built:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bars:
        return build(into, edition=edition, base=base, progress=_shown(bars, edition))


def _shown(bars: Progress, edition: int) -> Callable[[str, int, int], None]:
    task = bars.add_task(f"edition {edition}: writing and drawing", total=None)

    def show(stage: str, done: int, total: int) -> None:
        bars.update(task, description=f"edition {edition}: {stage}", completed=done, total=total)

    return show


def _deliveries(built: Built) -> list[tuple[Path, str]]:
    return [(built.herbarium, "demo-herbarium"), (built.fossils, "demo-fossils"), (built.zoology, "demo-zoology")]


def _harvest(node: Node, archive: Path, collection: str) -> None:
    from vasculum.harvest.actions import harvest

    with harvest_progress() as progress:
        report = harvest(node, archive, collection, progress)
    Console(stderr=True).print(
        f"{collection}: {report.read:,} records read, {report.new:,} new, {report.updated:,} updated, "
        f"{report.gone:,} gone, {report.rejected:,} rejected"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
