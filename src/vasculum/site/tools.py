"""Tools that need no node: one file in, one file or lines out."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from pathlib import Path

import click
import orjson

from vasculum.harvest.mids_of_archive import write_mids
from vasculum.interpret.one_text import READERS, interpreted
from vasculum.quality.bdq.rows import answered
from vasculum.quality.bdq.running import Setting
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


@tools.command()
@click.argument("term", type=click.Choice(sorted(READERS)))
def interpret(term: str) -> None:
    """What each line on stdin means as a text of TERM: one JSON object a line."""
    for line in sys.stdin:
        click.echo(orjson.dumps(interpreted(term, line.rstrip("\r\n"))))


@tools.command()
@click.argument("rows", type=PATH)
@click.option("--out", type=PATH, required=True, help="The CSV file to write.")
def bdq(rows: Path, out: Path) -> None:
    """Run TDWG data quality (BDQ Core) test calls: one call a row, named by its GUID."""
    with refusing(), rows.open(encoding="utf-8-sig", newline="") as given:
        calls = csv.DictReader(given)
        headings = [*(calls.fieldnames or ()), "actual.status", "actual.result", "actual.comment"]
        with out.open("w", encoding="utf-8", newline="") as written:
            table = csv.DictWriter(written, headings, extrasaction="ignore", lineterminator="\n")
            table.writeheader()
            table.writerows(answered(calls, Setting(dt.datetime.now(dt.UTC).date())))
