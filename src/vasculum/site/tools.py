"""Tools that need no node: one file in, one file or lines out."""

from __future__ import annotations

import csv
import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
import orjson

from vasculum.engine.authorities import at_hand
from vasculum.harvest.checklist import usages_of
from vasculum.harvest.mids_of_archive import write_mids
from vasculum.interpret.one_text import READERS, interpreted
from vasculum.mapping.proposing import propose
from vasculum.mapping.reading import read_mapping
from vasculum.mapping.writing import as_sssom, as_yaml
from vasculum.names import Backbone, Matcher
from vasculum.names.build import build
from vasculum.names.lines import match_lines, parse_lines
from vasculum.quality.bdq.rows import answered
from vasculum.quality.bdq.running import Setting
from vasculum.site.refusing import refusing
from vasculum.transcription.exchange.opening import read_replicates
from vasculum.transcription.exchange.reconciled import write_explained, write_reconciled
from vasculum.transcription.exchange.replicates import Chosen, with_quorum
from vasculum.transcription.reading.fields import Kind

PATH = click.Path(path_type=Path)


def _lines() -> Iterator[str]:
    """The lines on stdin; bytes that are not UTF-8 are shown by the replacement character."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace")


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
    for line in _lines():
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
            table.writerows(answered(calls, Setting(dt.datetime.now(dt.UTC).date(), at_hand())))


def _kinds(_context: click.Context, _parameter: click.Parameter, told: tuple[str, ...]) -> dict[str, Kind]:
    """`FIELD=KIND`, as often as it was given."""
    try:
        return {name: Kind(kind) for name, _, kind in (each.rpartition("=") for each in told)}
    except ValueError as error:
        raise click.BadParameter(f"{error}; the kinds are: {', '.join(Kind)}") from None


@tools.command()
@click.argument("file", type=PATH)
@click.option("--out", type=PATH, required=True, help="The CSV file to write: a row a sheet.")
@click.option("--explain", type=PATH, help="A second CSV file: every answer that was given, beside its decision.")
@click.option("--quorum", type=click.IntRange(1, 100), default=2, show_default=True, help="The votes that settle a field.")
@click.option("--sheet", default="", metavar="COLUMN", help="The column that names the sheet.")
@click.option("--person", default="", metavar="COLUMN", help="The column that names the person.")
@click.option("--kind", "kinds", multiple=True, callback=_kinds, metavar="FIELD=KIND", help="How a field is compared.")
def reconcile(file: Path, out: Path, explain: Path | None, quorum: int, sheet: str, person: str, kinds: dict[str, Kind]) -> None:
    """Several people's transcripts of the same sheets to one answer a field; a tie is left to a person."""
    with refusing():
        found = with_quorum(read_replicates(file, Chosen(sheet, person, kinds)), quorum)
        with out.open("w", encoding="utf-8", newline="") as written:
            settled, left = write_reconciled(found, written)
        if explain:
            with explain.open("w", encoding="utf-8", newline="") as written:
                write_explained(found, written)
    for notice in found.notices[:10]:
        click.echo(notice, err=True)
    click.echo(f"{len(found.sheets)} sheets: {settled} fields settled, {left} to review", err=True)


@tools.group()
def names() -> None:
    """Take scientific names apart, or look them up in a checklist; a line is a name or a JSON object."""


@names.command("parse")
def parse_names() -> None:
    """The parts of each name on stdin: one JSON object a line."""
    for answer in parse_lines(line for line in _lines() if line.strip()):
        click.echo(answer)


@names.command("match")
@click.option("--backbone", type=PATH, required=True, help="A checklist archive, or a CSV of usages.")
def match_names(backbone: Path) -> None:
    """Each name on stdin looked up in a checklist: one JSON object a line."""
    with refusing(), tempfile.TemporaryDirectory(prefix="vasculum-") as work:
        built = Path(work) / "backbone"
        build(usages_of(backbone, Path(work)), built)
        for answer in match_lines((line for line in _lines() if line.strip()), Matcher(Backbone(built))):
            click.echo(answer)


@tools.group()
def mapping() -> None:
    """Say what the columns of a spreadsheet are, in a file that people can read and change."""


@mapping.command("guess")
@click.argument("file", type=PATH)
@click.option("--sheet", default="", help="The sheet to look at; the first one without it.")
@click.option("--out", type=PATH, required=True, help="The mapping file (YAML) to write.")
def guess_mapping(file: Path, sheet: str, out: Path) -> None:
    """Guess what the columns of FILE are; what is not sure is written as a question (`perhaps`)."""
    with refusing(), tempfile.TemporaryDirectory(prefix="vasculum-") as work:
        proposal = propose(file, Path(work), file.stem, sheet=sheet)
        out.write_text(as_yaml(proposal.mapping), encoding="utf-8")
    asked = [guess for guess in proposal.guesses if guess.asks]
    sure = sum(1 for guess in proposal.guesses if guess.term and not guess.asks)
    click.echo(f"{len(proposal.guesses)} columns: {sure} guessed, {len(asked)} to be decided by you.", err=True)
    for guess in asked:
        click.echo(f"  {guess.heading}: perhaps {guess.term}", err=True)


@mapping.command("sssom")
@click.argument("file", type=PATH)
@click.option("--out", type=PATH, required=True, help="The TSV file to write.")
def mapping_as_sssom(file: Path, out: Path) -> None:
    """Write a mapping file as SSSOM, to be compared with the mappings of others."""
    with refusing():
        out.write_text(as_sssom(read_mapping(file), dt.datetime.now(dt.UTC).date()), encoding="utf-8")
