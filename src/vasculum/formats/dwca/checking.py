"""Reading back an archive that was written, cell by cell and strictly, before anybody is served it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO

import duckdb

from vasculum.formats.dwca.archive import Archive, open_archive
from vasculum.formats.dwca.budget import Readable
from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.table import Table
from vasculum.formats.dwca.writing import Columns

_USUAL_LINE, _BUFFER, _BLOCK = 256 * 1024, 4 * 1024 * 1024, 256 * 1024


class NotAsWritten(Exception):
    """What is read back is not what was written; its text says why."""


def check_archive(file: Path, counted: Mapping[str, int], kernel: Columns, work: Path) -> None:
    """Raises NotAsWritten unless the archive holds these rows by file, each core row once, and no row of another record."""
    work.mkdir(exist_ok=True)
    try:
        with open_archive(file) as archive:
            _check(archive, counted, kernel, work)
    except ArchiveRefused as refused:
        raise NotAsWritten(f"the archive cannot be read back: {refused}") from refused


def _check(archive: Archive, counted: Mapping[str, int], kernel: Columns, work: Path) -> None:
    if not archive.metadata.title:
        raise NotAsWritten("the archive has no title")
    for at, table in enumerate((archive.core, *archive.extensions)):
        rows = _ids(archive, table, kernel, work / f"back-{at}.txt", f"back_{at}")
        expected = counted[table.members[0]]
        if rows != expected:
            raise NotAsWritten(f"{table.members[0]} was written with {expected:,} rows and read back with {rows:,}")
        if at and kernel.one(f"SELECT count(*) FROM back_{at} ANTI JOIN back_0 USING (id)"):
            raise NotAsWritten(f"{table.members[0]} has rows of records that are not in the core")
    if kernel.one("SELECT count(*) - count(DISTINCT id) FROM back_0"):
        raise NotAsWritten("the core has two records of one identifier")


def _ids(archive: Archive, table: Table, kernel: Columns, into: Path, name: str) -> int:
    """Makes a table of the hashes of the identifiers in a table, read strictly, and gives the number of its rows."""
    with archive.open(table.members[0]) as member, into.open("wb") as text:
        longest = _copied(member, text)
    columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(table.cells))
    line = max(_USUAL_LINE, longest + 2)
    read = (
        f"read_csv({_literal(into)}, auto_detect = false, header = true, strict_mode = true, delim = '\t', quote = '\"', "
        f"escape = '\"', nullstr = '', max_line_size = {line}, buffer_size = {max(_BUFFER, 2 * line)}, columns = {{{columns}}})"
    )
    try:
        kernel.run(f"CREATE OR REPLACE TABLE {name} AS SELECT hash(c{table.id_index}) AS id FROM {read}")
    except duckdb.Error as error:
        raise NotAsWritten(f"{table.members[0]} cannot be read back: {str(error).splitlines()[0]}") from error
    into.unlink()
    rows: int = kernel.one(f"SELECT count(*) FROM {name}")
    return rows


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _copied(member: Readable, text: IO[bytes]) -> int:
    """Copies a member and gives the length of its longest stretch between the ends of blocks that hold a line end."""
    longest = since = 0
    while block := member.read(_BLOCK):
        text.write(block)
        last = block.rfind(b"\n")
        longest = max(longest, since + (len(block) if last < 0 else block.find(b"\n")))
        since = since + len(block) if last < 0 else len(block) - last
    return max(longest, since)
