"""Reading back what was written, as a stranger would, before anybody is served it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from vasculum.engine.kernel import Kernel
from vasculum.formats.dwca import ArchiveRefused, Table, open_archive, select, stage
from vasculum.formats.dwca.archive import Archive
from vasculum.model.rejection import Rejection


class NotPublishable(Exception):
    """What was written cannot be published; its text says why."""


def check_archive(file: Path, counted: Mapping[str, int], kernel: Kernel, work: Path) -> None:
    """Raises NotPublishable unless the archive holds these rows by file, each core row once, and no row of another record."""
    work.mkdir(exist_ok=True)
    try:
        with open_archive(file) as archive:
            _check(archive, counted, kernel, work)
    except ArchiveRefused as refused:
        raise NotPublishable(f"the archive cannot be read back: {refused}") from refused


def _check(archive: Archive, counted: Mapping[str, int], kernel: Kernel, work: Path) -> None:
    if not archive.metadata.title:
        raise NotPublishable("the archive has no title")
    for at, table in enumerate((archive.core, *archive.extensions)):
        rows = _ids(archive, table, kernel, work / f"back-{at}.txt", f"back_{at}")
        expected = counted[table.members[0]]
        if rows != expected:
            raise NotPublishable(f"{table.members[0]} was written with {expected:,} rows and read back with {rows:,}")
        if at and kernel.one(f"SELECT count(*) FROM back_{at} ANTI JOIN back_0 USING (id)"):
            raise NotPublishable(f"{table.members[0]} has rows of records that are not in the core")
    if kernel.one("SELECT count(*) - count(DISTINCT id) FROM back_0"):
        raise NotPublishable("the core has two records of one identifier")


def _ids(archive: Archive, table: Table, kernel: Kernel, into: Path, name: str) -> int:
    rejected: list[Rejection] = []
    staged = stage(archive, table, into, rejected.append, lambda _done: None)
    if rejected:
        first = rejected[0]
        raise NotPublishable(f"{first.file}, line {first.line}, cannot be read back: {first.reason}")
    kernel.run(f"CREATE OR REPLACE TABLE {name} AS SELECT hash(id) AS id FROM ({select(staged)})")
    for part in staged.parts:
        part.unlink()
    return staged.rows
