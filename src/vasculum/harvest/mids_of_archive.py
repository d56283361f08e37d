"""The MIDS of every record of an archive, as a table, without a node."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from vasculum.engine.kernel import Kernel
from vasculum.formats.dwca import Archive, open_archive, select, stage
from vasculum.harvest.refusal import Refused
from vasculum.lake import extensions, identifier, incoming
from vasculum.lake.incoming import Incoming
from vasculum.model.rejection import Rejection
from vasculum.quality.mids import elements_expression, mapping_set, mids_of_mask
from vasculum.quality.mids_table import header, row


def write_mids(path: Path, discipline: str, out: Path) -> list[Rejection]:
    """Writes one row per record of the archive at `path` to the CSV file `out`, in the archive's order; gives the rejected rows.

    Raises ArchiveRefused or Refused when the archive cannot be used; then `out` is not written.
    """
    rejected: list[Rejection] = []
    with (
        tempfile.TemporaryDirectory(prefix="vasculum-") as work,
        open_archive(path) as archive,
        Kernel(Path(work) / "spill") as kernel,
    ):
        columns = _records(kernel, archive, Path(work), rejected)
        _write(kernel, discipline, columns, out)
    return rejected


def _records(kernel: Kernel, archive: Archive, work: Path, rejected: list[Rejection]) -> list[str]:
    terms = incoming.open_core(kernel, select(stage(archive, archive.core, work / "core.txt", rejected.append, _unwatched)))
    tables: dict[str, list[str]] = {}
    for position, table in enumerate(archive.extensions):
        staged = stage(archive, table, work / f"extension-{position}.txt", rejected.append, _unwatched)
        tables.setdefault(table.row_type, []).append(select(staged))
    gathered = {
        row_type: extensions.gather(kernel, position, extensions.united(selects), _unwatched)
        for position, (row_type, selects) in enumerate(tables.items())
    }
    rule = identifier.choose(kernel, terms)
    if rule is None:
        raise Refused("no column tells the records apart: an occurrenceID, a catalogNumber or an id is needed")
    incoming.define_records(kernel, Incoming(terms, gathered, identifier.expression(rule, terms)))
    return [*terms, *gathered]


def _unwatched(done: int) -> None:
    """Nobody watches a tool that runs for seconds."""


def _write(kernel: Kernel, discipline: str, columns: list[str], out: Path) -> None:
    published = mapping_set(discipline)
    met = elements_expression(published, columns)
    with out.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header(published))
        for batch in kernel.batches(f"SELECT record_id, {met} FROM {incoming.RECORDS} ORDER BY line"):
            table.writerows(row(record_id or "", mids_of_mask(mask, published), published) for record_id, mask in batch)
