"""A checklist as a file: a Darwin Core Archive whose core is taxa, a ColDP archive, or a table of usages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vasculum.engine.kernel import Kernel
from vasculum.formats.coldp import unpacked_name_usages
from vasculum.formats.dwca import open_archive, select, stage
from vasculum.harvest.refusal import Refused
from vasculum.model.rejection import Rejection
from vasculum.names.usages import Usage, usages_of_csv, usages_of_rows

_TABLES = frozenset({".csv", ".tsv"})


def usages_of(path: Path, work: Path) -> Iterator[Usage]:
    """The usages of a checklist archive or of a table; raises ArchiveRefused or Refused when it holds none."""
    try:
        if path.suffix.lower() in _TABLES:
            yield from usages_of_csv(path)
        elif unpacked_name_usages(path, work / "name-usages"):
            yield from usages_of_csv(work / "name-usages")
        else:
            yield from _usages_of_archive(path, work)
    except (ValueError, OSError) as error:
        raise Refused(f"{path.name}: {error}") from error


def _usages_of_archive(path: Path, work: Path) -> Iterator[Usage]:
    with open_archive(path) as archive, Kernel(work / "spill") as kernel:
        if archive.core.row_type != "dwc:Taxon":
            raise Refused(f"{path.name}: the core holds {archive.core.row_type} rows, a checklist holds dwc:Taxon")
        staged = stage(archive, archive.core, work / "taxa.txt", _left_out, _unwatched)
        kernel.run(f"CREATE VIEW taxa AS {select(staged)}")
        terms = list(kernel.columns("taxa"))
        for batch in kernel.batches("SELECT * FROM taxa"):
            yield from usages_of_rows(_row(terms, cells) for cells in batch)


def _unwatched(done: int) -> None:
    """Nobody watches a tool that runs for seconds."""


def _left_out(rejection: Rejection) -> None:
    """A row that cannot be read is not in the checklist."""


def _row(terms: list[str], cells: tuple[str | None, ...]) -> dict[str, str]:
    row = {term.rpartition(":")[2]: "" if cell is None else str(cell) for term, cell in zip(terms, cells, strict=True)}
    return row if row.get("taxonID") else {**row, "taxonID": row.get("id", "")}
