"""A checklist as a file: an archive whose core is taxa, or a table of usages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vasculum.engine.kernel import Kernel
from vasculum.formats.dwca import open_archive, select, stage
from vasculum.harvest.refusal import Refused
from vasculum.model.rejection import Rejection
from vasculum.names.usages import Usage, usages_of_csv, usages_of_rows


def usages_of(path: Path, work: Path) -> Iterator[Usage]:
    """The usages of a checklist archive, or of a CSV; raises ArchiveRefused or Refused when it holds none."""
    try:
        yield from usages_of_csv(path) if path.suffix.lower() == ".csv" else _usages_of_archive(path, work)
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
    row = {term.rpartition(":")[2]: str(cell) for term, cell in zip(terms, cells, strict=True) if cell is not None}
    return row if "taxonID" in row else {**row, "taxonID": row.get("id", "")}
