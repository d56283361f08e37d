"""`vasculum dataset`, `publish` and `export`: describe what is published together, make a version, write it in any form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import orjson

from vasculum.site.node import this_node
from vasculum.site.refusing import refusing

FORMS = ("dwca", "dwc-dp", "abcd", "csv", "xlsx", "parquet", "jsonl", "latimer-core", "grscicoll", "bibtex", "ris")
LICENSES = ("cc0", "cc-by", "cc-by-nc")


@click.command()
@click.argument("key")
@click.option("--collection", default="", metavar="KEY", help="It holds the records of a collection.")
@click.option("--source", default="", metavar="KEY", help="It holds the records of a source.")
@click.option("--search", default="", metavar="QUERY", help="It holds what a search finds, such as 'country=BE&family=Rosaceae'.")
@click.option("--kind", type=click.Choice(["occurrence", "checklist", "event"]), help="What its core holds.")
@click.option("--title", help="Its title.")
@click.option("--language", type=click.Choice(["en", "nl", "fr", "de"]), default="en", show_default=True, help="Of the title.")
@click.option("--license", "license_", type=click.Choice(LICENSES), help="Under which licence.")
@click.option("--every", type=click.Choice(["day", "week", "month"]), help="Publish it by itself.")
@click.option("--address", help="Where the node is served, such as https://collections.example.org.")
def dataset(key: str, collection: str, source: str, search: str, title: str | None, language: str, **said: Any) -> None:
    """Describe the data set KEY, new or known, and show all that is said of it."""
    with refusing():
        this_node()
        from vasculum.publishing.showing import described_by_words

        scopes = {"collection": collection, "source": source, "search": search}
        words = {"license": said.pop("license_"), **said, "title": {language: title} if title else None, "language": language}
        shown = described_by_words(key, scopes, {name: value for name, value in words.items() if value is not None})
    click.echo(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode())


@click.command()
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def publish(key: str, as_json: bool) -> None:
    """Publish a version of the data set KEY, if anything has changed since the last."""
    with refusing():
        node = this_node()
        from vasculum.publishing.showing import published_now

        told = published_now(node, key)
    click.echo(
        orjson.dumps(told).decode()
        if as_json
        else f"{key}: version {told['version']} ({told['state']}), {told['records']:,} records"
    )


@click.command()
@click.argument("key")
@click.option("--as", "form", type=click.Choice(FORMS), required=True, help="The form of the file.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
def export(key: str, form: str, out: Path) -> None:
    """Write what a data set, a collection or a source holds to a file."""
    with refusing():
        node = this_node()
        from django.utils import timezone

        from vasculum.publishing.exporting import export as write

        write(node, key, form, out, timezone.now())
    click.echo(f"{key} written to {out}", err=True)
