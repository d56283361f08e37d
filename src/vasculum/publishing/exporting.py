"""Exporting: what a data set, a collection or a source holds, written to a file in one of the forms, through the gate."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vasculum.downloads import writing
from vasculum.downloads.columns import terms_of
from vasculum.downloads.rules import SPECIMENS_AT_ONCE
from vasculum.formats.dwc_dp.writing import write_package
from vasculum.formats.eml import Resource
from vasculum.harvest.models import Source
from vasculum.harvest.node import Node
from vasculum.harvest.refusal import Refused
from vasculum.lake.directory import listed_files
from vasculum.publishing import references
from vasculum.publishing.abcd import write_abcd
from vasculum.publishing.describing import resource_of
from vasculum.publishing.figures import figures_of
from vasculum.publishing.making import writer_of
from vasculum.publishing.models import Dataset
from vasculum.publishing.packages import package_tables
from vasculum.publishing.scope import query_of_dataset, records, sources_of
from vasculum.registry.exchange import WRITERS as OF_COLLECTIONS
from vasculum.registry.exchange import descriptions
from vasculum.registry.models import Collection
from vasculum.specimens import queries


@dataclass(frozen=True, slots=True)
class Export:
    """What is written where; `work` is an empty folder to work in."""

    node: Node
    dataset: Dataset
    now: dt.datetime
    target: Path
    work: Path


def dataset_of(key: str) -> Dataset:
    """The data set of this key, else the collection or source of this key as if it were one; raises Refused for none."""
    found = Dataset.objects.filter(key=key).first()
    if found is not None:
        return found
    collection = Collection.objects.select_related("institution").filter(key=key).first()
    if collection is not None:
        return Dataset(
            key=key, scope="collection", of=key, institution=collection.institution.key, title={"en": collection.name("en")}
        )
    if Source.objects.filter(key=key).exists():
        return Dataset(key=key, scope="source", of=key, title={"en": key})
    raise Refused(f"there is no data set, collection or source {key!r}")


def export(node: Node, key: str, form: str, target: Path, now: dt.datetime) -> None:
    """Writes the file; what stands at `target` is replaced only once the new file is whole."""
    dataset = dataset_of(key)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".export-") as folder:
        work = Path(folder)
        made = work / f"made-{target.name}"
        FORMS[form](Export(node, dataset, now, made, work))
        made.replace(target)


def _archive(asked: Export) -> None:
    with records(asked.node, asked.dataset, asked.work) as rows:
        resource = resource_of(asked.node, asked.dataset, 1, asked.now, figures_of(rows).as_json())
        writer_of(asked.node, asked.dataset)(rows, asked.work, asked.target, resource)


def _package(asked: Export) -> None:
    with records(asked.node, asked.dataset, asked.work) as rows:
        resource = resource_of(asked.node, asked.dataset, 1, asked.now, figures_of(rows).as_json())
        write_package(rows.kernel, package_tables(rows), resource, asked.work, asked.target)


def _abcd(asked: Export) -> None:
    with records(asked.node, asked.dataset, asked.work) as rows, asked.target.open("wb") as file:
        write_abcd(rows, resource_of(asked.node, asked.dataset, 1, asked.now, figures_of(rows).as_json()), file)


def _table(form: str) -> Callable[[Export], None]:
    def write(asked: Export) -> None:
        sources = sources_of(asked.dataset)
        lake = asked.node.lake
        order = writing.Order(
            specimens=queries.specimens_of(queries.all_hits(query_of_dataset(asked.dataset)), SPECIMENS_AT_ONCE),
            terms=terms_of(lake, sources),
            target=asked.target,
            work=asked.work,
            resource=_resource(asked),
            ledgers={source: listed_files(lake / source) for source in sources},
        )
        writing.write(form, order)

    return write


def _collection(form: str) -> Callable[[Export], None]:
    def write(asked: Export) -> None:
        asked.target.write_bytes(OF_COLLECTIONS[form](descriptions(asked.dataset.institution)))

    return write


def _reference(write: Callable[[Resource], str]) -> Callable[[Export], None]:
    def reference(asked: Export) -> None:
        asked.target.write_text(write(_resource(asked)), encoding="utf-8")

    return reference


def _resource(asked: Export) -> Resource:
    return resource_of(asked.node, asked.dataset, 1, asked.now, {})


FORMS: Mapping[str, Callable[[Export], None]] = {
    "dwca": _archive,
    "dwc-dp": _package,
    "abcd": _abcd,
    **{form: _table(form) for form in ("csv", "xlsx", "parquet", "jsonl")},
    **{form: _collection(form) for form in ("latimer-core", "grscicoll")},
    "bibtex": _reference(references.bibtex),
    "ris": _reference(references.ris),
}
