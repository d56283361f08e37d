"""Making a version: written aside, read back, put in its place in one step; the version before is served until then.

However it ends before that step, nothing of it is seen and what it left is removed by the next attempt.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import orjson

from vasculum.downloads.archive import Rows, write_archive
from vasculum.formats.dwca.checking import NotAsWritten, check_archive
from vasculum.formats.eml import Resource, eml
from vasculum.harvest.gate import rules_state
from vasculum.harvest.node import Node
from vasculum.lake.lock import writing
from vasculum.publishing import editions
from vasculum.publishing.changes import RECORDS, changes_since, write_records
from vasculum.publishing.checking import NotPublishable
from vasculum.publishing.checklist import write_checklist
from vasculum.publishing.describing import publisher_of, resource_of
from vasculum.publishing.editions import ARCHIVE, Edition
from vasculum.publishing.figures import figures_of
from vasculum.publishing.models import Dataset
from vasculum.publishing.monitoring import write_events
from vasculum.publishing.scope import records, sources_of, state_of

EML = "eml.xml"
_WORDS = ("kind", "scope", "of", "institution", "title", "abstract", "language", "people", "license", "keywords", "address")
Writer = Callable[[Rows, Path, Path, Resource], dict[str, int]]
_WRITERS: Mapping[str, Writer] = {Dataset.Kind.OCCURRENCE: write_archive, Dataset.Kind.CHECKLIST: write_checklist}


def writer_of(node: Node, dataset: Dataset) -> Writer:
    """What writes the archive of a data set."""
    if dataset.kind == Dataset.Kind.EVENT:
        return write_events(node, sources_of(dataset))
    return _WRITERS[dataset.kind]


def archives_of(node: Node) -> Path:
    """Where the published versions lie."""
    return node.root / "archives"


def make(node: Node, dataset: Dataset, now: dt.datetime) -> tuple[Edition, bool]:
    """The version that is served from now on, and whether it is new: where nothing changed the last one stays.

    Raises Busy while somebody else makes one, NotPublishable with the reason, OSError when the disk fails.
    """
    with writing(node.root / "locks" / f"publish-{dataset.key}"):
        shutil.rmtree(node.work / f"publish-{dataset.key}", ignore_errors=True)
        known = editions.editions(archives_of(node), dataset.key)
        served = editions.newest(archives_of(node), dataset.key)
        made_of = {
            "rules": rules_state(),
            "state": state_of(node, dataset),
            "words": {name: getattr(dataset, name) for name in _WORDS},
        }
        made_of = orjson.loads(orjson.dumps(made_of))
        if served is not None and served.facts["made_of"] == made_of:
            return served, False
        work = editions.clear(node.work / f"publish-{dataset.key}")
        try:
            facts = _write(node, dataset, work, known[0].version + 1 if known else 1, now, served)
            edition = editions.place(
                work / "aside", archives_of(node), dataset.key, facts["version"], now, {**facts, "made_of": made_of}
            )
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return edition, True


def _write(node: Node, dataset: Dataset, work: Path, version: int, now: dt.datetime, before: Edition | None) -> dict[str, Any]:
    """Writes the files of a version into `work/aside`, checks them and gives what its manifest tells."""
    aside = work / "aside"
    aside.mkdir()
    with records(node, dataset, work) as rows:
        figures = figures_of(rows).as_json()
        if not figures["records"]:
            raise NotPublishable("there is no record to publish")
        resource = resource_of(node, dataset, version, now, figures)
        counted = writer_of(node, dataset)(rows, work, aside / ARCHIVE, resource)
        (aside / EML).write_bytes(eml(resource))
        try:
            check_archive(aside / ARCHIVE, counted, rows.kernel, work)
        except NotAsWritten as fault:
            raise NotPublishable(str(fault)) from fault
        write_records(rows, aside / RECORDS)
        changes = changes_since(rows, aside / RECORDS, before.folder / RECORDS if before else None)
    return {
        "version": version,
        "figures": figures,
        "rows": counted,
        "changes": changes,
        "citation": resource.citation,
        "identifier": resource.identifier,
        "publisher": publisher_of(dataset),
    }
