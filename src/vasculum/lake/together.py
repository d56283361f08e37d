"""Sources together: the present records of several ledgers as one relation, for whatever is made of many records at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from vasculum.engine.kernel import Kernel, literal, quoted
from vasculum.lake.columns import is_verbatim
from vasculum.lake.present import only_newest

TOGETHER = "together"
WANTED = "wanted"


def open_together(
    kernel: Kernel, ledgers: Mapping[str, Sequence[Path]], *, only_wanted: bool = False, name: str = TOGETHER
) -> dict[str, str]:
    """Makes the view `name`: `source` and all columns of the newest versions that are not gone; gives its columns.

    `ledgers` holds the data files of each source. With `only_wanted` there must be a table `wanted(pid)`.
    """
    numbered = enumerate(ledgers.items())
    selects = [_present(kernel, f"{name}_{at}", source, files, only_wanted) for at, (source, files) in numbered if files]
    empty = "SELECT NULL::VARCHAR AS source, NULL::VARCHAR AS pid, NULL::BIGINT AS number, NULL::VARCHAR AS record_id, "
    empty += "NULL::VARCHAR AS core_id, NULL::INTEGER AS version, NULL::TIMESTAMP AS modified WHERE false"
    kernel.run(f"CREATE OR REPLACE VIEW {name} AS {' UNION ALL BY NAME '.join(selects) or empty}")
    return kernel.columns(name)


def want(kernel: Kernel, pids: Sequence[str]) -> None:
    """Makes the table `wanted`, or adds to it."""
    kernel.run(f"CREATE TABLE IF NOT EXISTS {WANTED} (pid VARCHAR)")
    if not pids:
        return
    kernel.create_table("wanted_too", {"pid": ("VARCHAR", list(pids))})
    kernel.run(f"INSERT INTO {WANTED} FROM wanted_too")


def filled_columns(kernel: Kernel, relation: str, columns: Mapping[str, str]) -> list[str]:
    """Those of the verbatim columns in which any row says something, in their order."""
    said = [column for column in columns if is_verbatim(column)]
    if not said:
        return []
    [counts] = kernel.rows(f"SELECT {', '.join(f'count({quoted(column)})' for column in said)} FROM {relation}")
    return [column for column, count in zip(said, counts, strict=True) if count]


def _present(kernel: Kernel, name: str, source: str, files: Sequence[Path], only_wanted: bool) -> str:
    listed = ", ".join(literal(str(file)) for file in files)
    kernel.run(f"CREATE OR REPLACE VIEW versions_of_{name} AS FROM read_parquet([{listed}], union_by_name = true)")
    only = only_newest(kernel, f"versions_of_{name}", f"newest_of_{name}")
    newest = f"SELECT {literal(source)} AS source, v.* FROM versions_of_{name} v{only}"
    if only_wanted:
        newest += f" SEMI JOIN {WANTED} w ON v.pid = w.pid"
    return newest
