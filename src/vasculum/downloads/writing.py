"""The file of a download, written specimen by specimen in bounded memory."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import orjson

from vasculum.downloads.archive import Rows, write_archive
from vasculum.downloads.columns import cells_of, header_of
from vasculum.engine.kernel import Kernel, literal, quoted
from vasculum.formats.eml import Resource
from vasculum.harvest.gate import public_rows
from vasculum.lake.together import TOGETHER, open_together, want
from vasculum.specimens.opends import document
from vasculum.specimens.specimen import Specimen
from vasculum.web.tables import neutral, xlsx_file

ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written: the specimens with the terms of their rows, where to, and where there is room to work.

    `ledgers` are the data files of the sources that the specimens are of.
    """

    specimens: Iterator[Specimen]
    terms: list[str]
    target: Path
    work: Path
    resource: Resource
    ledgers: Mapping[str, Sequence[Path]]


def write(form: str, order: Order) -> None:
    """Writes the file of a download."""
    _WRITERS[form](order)


def _rows(order: Order) -> Iterator[list[str]]:
    return (cells_of(specimen, order.terms) for specimen in order.specimens)


def _csv(order: Order) -> None:
    with order.target.open("w", encoding="utf-8-sig", newline="") as file:
        written = csv.writer(file)
        written.writerow([neutral(heading) for heading in header_of(order.terms)])
        written.writerows([neutral(cell) for cell in row] for row in _rows(order))


def _xlsx(order: Order) -> None:
    with xlsx_file(header_of(order.terms), _rows(order)) as made, order.target.open("wb") as file:
        shutil.copyfileobj(made, file)


def _jsonl(order: Order) -> None:
    with order.target.open("wb") as file:
        for specimen in order.specimens:
            file.write(orjson.dumps(document(specimen), default=list, option=orjson.OPT_APPEND_NEWLINE))


def _dwca(order: Order) -> None:
    with Kernel(order.work / "spill") as kernel:
        want(kernel, ())
        while some := [specimen.pid for specimen in islice(order.specimens, ROWS_AT_ONCE)]:
            want(kernel, some)
        columns = open_together(kernel, order.ledgers, only_wanted=True)
        public = public_rows(kernel, TOGETHER)
        write_archive(Rows(kernel, public, columns), order.work, order.target, order.resource)


def _parquet(order: Order) -> None:
    """Writes rows as text columns; the kernel spills into `work` what does not fit."""
    header, rows = _distinct(header_of(order.terms)), _rows(order)
    with Kernel(order.work / "spill") as kernel:
        columns = ", ".join(f"{quoted(name)} VARCHAR" for name in header)
        kernel.run(f"CREATE TABLE result ({columns})")
        while some := list(islice(rows, ROWS_AT_ONCE)):
            kernel.create_table("part", {name: ("VARCHAR", [row[at] for row in some]) for at, name in enumerate(header)})
            kernel.run("INSERT INTO result SELECT * FROM part")
        kernel.run(f"COPY result TO {literal(str(order.target))} (FORMAT parquet, COMPRESSION zstd)")


def _distinct(header: list[str]) -> list[str]:
    """Headings that differ in more than their case: a table has no two columns of one name."""
    found: dict[str, str] = {}
    for name in header:
        unlike, again = name, 2
        while unlike.casefold() in found:
            unlike, again = f"{name} ({again})", again + 1
        found[unlike.casefold()] = unlike
    return list(found.values())


_WRITERS: Mapping[str, Callable[[Order], None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "dwca": _dwca,
    "parquet": _parquet,
    "jsonl": _jsonl,
}
