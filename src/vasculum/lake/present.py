"""The specimens a source holds now: the newest version of each that is not gone, for counting and for reading one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from vasculum.engine.kernel import Kernel, literal, quoted
from vasculum.lake.history import version_of
from vasculum.model.specimen import Version
from vasculum.quality.assessment import COLUMNS

PRESENT = "present"
JUDGED: Mapping[str, str] = {
    "mids_discipline": "VARCHAR",
    "mids_level": "INTEGER",
    "mids_elements": "INTEGER",
    "issues": "VARCHAR[]",
    **dict.fromkeys(COLUMNS, "VARCHAR"),
}


def open_present(kernel: Kernel, files: Sequence[Path]) -> None:
    """Makes the view `present` over some data files; a judgement that came into use after they were written is empty in it.

    Its column `bdq` has the letters of all tests.
    """
    listed = ", ".join(literal(str(file)) for file in files)
    kernel.run(f"CREATE OR REPLACE VIEW versions AS FROM read_parquet([{listed}], union_by_name = true)")
    columns = kernel.columns("versions")
    later = "".join(f", NULL::{kind} AS {quoted(name)}" for name, kind in JUDGED.items() if name not in columns)
    letters = " || ".join(map(quoted, COLUMNS))
    judged = f"SELECT *, {letters} AS bdq FROM (SELECT *{later} FROM versions) v"
    kernel.run(f"CREATE OR REPLACE VIEW {PRESENT} AS {judged}{only_newest(kernel, 'versions', 'newest')}")


def only_newest(kernel: Kernel, versions: str, table: str) -> str:
    """What follows a selection from `versions v` so that it holds the newest of each specimen that is not gone.

    Makes `table` where the relation `versions` holds more than one version of any.
    """
    if kernel.one(f"SELECT max(version) FROM {versions}") <= 1:
        return ""
    kernel.run(
        f"CREATE OR REPLACE TABLE {table} AS SELECT number, max(version) AS version FROM {versions} "
        "GROUP BY number HAVING arg_max(change, version) <> 'gone'"
    )
    return f" SEMI JOIN {table} n ON v.number = n.number AND v.version = n.version"


def present_versions(kernel: Kernel, source: str, having: str, batch: int = 256) -> Iterator[Version]:
    """The versions in the view `present` that satisfy an SQL condition, read in batches."""
    columns = list(kernel.columns(PRESENT))
    for rows in kernel.batches(f"FROM {PRESENT} WHERE {having}", size=batch):
        for row in rows:
            yield version_of(source, dict(zip(columns, row, strict=True)))
