"""Small archives made for a test, and what reading one gives."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

import duckdb

from vasculum.formats.dwca import Budget, open_archive, select, stage
from vasculum.model.rejection import Rejection

DWC = "http://rs.tdwg.org/dwc/terms/"
TERMS = ("occurrenceID", "scientificName", "locality")


@dataclass(frozen=True)
class Reading:
    """What came out of one table: rows as `(line, id, cells…)`, rejections and notices."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]
    rejections: list[Rejection]
    notices: tuple[str, ...]

    @property
    def cells(self) -> list[tuple[object, ...]]:
        """The rows without line number and id."""
        return [row[2:] for row in self.rows]

    @property
    def reasons(self) -> list[tuple[int, str]]:
        """Line and reason of each rejection."""
        return [(rejection.line, rejection.reason) for rejection in self.rejections]


def element(
    tag: str = "core",
    location: str | Sequence[str] = "occurrence.txt",
    terms: Sequence[str] = TERMS,
    row_type: str = DWC + "Occurrence",
    fields: str | None = None,
    identifier: str | None = None,
    **dialect: str,
) -> str:
    """A `core` or `extension` element; the dialect is tab, nothing enclosed, no header, unless said otherwise."""
    declared = {"fieldsTerminatedBy": r"\t", "linesTerminatedBy": r"\n", "fieldsEnclosedBy": "", "encoding": "UTF-8"} | dialect
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in declared.items())
    locations = [location] if isinstance(location, str) else location
    files = "".join(f"<location>{name}</location>" for name in locations)
    mapped = "".join(f'<field index="{at}" term="{DWC}{term}"/>' for at, term in enumerate(terms)) if fields is None else fields
    key = identifier if identifier is not None else ('<id index="0"/>' if tag == "core" else '<coreid index="0"/>')
    return f'<{tag} rowType="{row_type}"{attributes}><files>{files}</files>{key}{mapped}</{tag}>'


def descriptor(*elements: str, metadata: str = "") -> bytes:
    """A meta.xml of these elements."""
    return f'<archive xmlns="http://rs.tdwg.org/dwc/text/"{metadata}>{"".join(elements)}</archive>'.encode()


def folder(path: Path, members: Mapping[str, bytes]) -> Path:
    """A folder of these members."""
    path.mkdir(parents=True, exist_ok=True)
    for name, content in members.items():
        path.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        path.joinpath(name).write_bytes(content)
    return path


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    """A zip file of these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def simple(path: Path, text: bytes, **dialect: str) -> Path:
    """A folder whose occurrence.txt holds `text`, with three columns in the dialect given."""
    return folder(path / "archive", {"meta.xml": descriptor(element(**dialect)), "occurrence.txt": text})


def unheard(_: object) -> None:
    """Where a test does not listen."""


def read(path: Path, work: Path, table: int = 0, budget: Budget | None = None) -> Reading:
    """A table of an archive (0 is the core), staged and read back through DuckDB, in the order of its lines."""
    rejections: list[Rejection] = []
    with open_archive(path, budget or Budget()) as archive:
        chosen = (archive.core, *archive.extensions)[table]
        staged = stage(archive, chosen, work / f"staged-{table}.txt", rejections.append, unheard)
        with duckdb.connect() as database:
            answer = database.execute(select(staged) + " ORDER BY line")
            columns = tuple(column[0] for column in answer.description)
            rows = answer.fetchall()
        assert len(rows) == staged.rows
        return Reading(columns, rows, rejections, archive.notices + staged.notices)
