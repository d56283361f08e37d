"""Tiny Darwin Core Archives, written as a museum would export them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

Row = Mapping[str, str]

DWC = "http://rs.tdwg.org/dwc/terms/"
ROW_TYPES = {
    "dwc:Identification": DWC + "Identification",
    "dwc:MeasurementOrFact": DWC + "MeasurementOrFact",
    "gbif:Multimedia": "http://rs.gbif.org/terms/1.0/Multimedia",
}
_DIALECT = 'encoding="UTF-8" fieldsTerminatedBy="," linesTerminatedBy="\\n" fieldsEnclosedBy="&quot;" ignoreHeaderLines="1"'


@dataclass(frozen=True)
class Export:
    """What a museum says at one time: rows of the core, and of extensions by row type; a term is its bare name.

    The column `occurrenceID` is the id of the core rows, `id` that of the extensions' rows. `broken` are lines of text put
    into the core as they are. `columns` is the order of the core's columns, else that in which they first occur.
    """

    rows: Sequence[Row]
    extensions: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    columns: Sequence[str] = ()
    broken: Sequence[str] = ()

    @property
    def members(self) -> dict[str, str]:
        """The files of the archive."""
        columns = list(self.columns or _columns(self.rows) or ["occurrenceID"])
        tables = {"occurrence.csv": _table(columns, self.rows) + "".join(f"{line}\n" for line in self.broken)}
        described = [_element("core", DWC + "Occurrence", "occurrence.csv", columns, "occurrenceID")]
        for row_type, rows in self.extensions.items():
            file, terms = row_type.partition(":")[2].lower() + ".csv", ["id", *(name for name in _columns(rows) if name != "id")]
            tables[file] = _table(terms, rows)
            described.append(_element("extension", ROW_TYPES[row_type], file, terms, "id"))
        return {"meta.xml": f'<archive xmlns="http://rs.tdwg.org/dwc/text/">{"".join(described)}</archive>', **tables}

    def zipped(self, path: Path) -> Path:
        """The export as a zip file at `path`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w") as packed:
            for name, text in self.members.items():
                packed.writestr(name, text)
        return path

    def unpacked(self, folder: Path) -> Path:
        """The export as files in `folder`."""
        folder.mkdir(parents=True)
        for name, text in self.members.items():
            folder.joinpath(name).write_text(text, encoding="utf-8", newline="")
        return folder


def specimens(count: int, **cells: str) -> list[Row]:
    """Rows of so many specimens, all with these cells too; `{}` in a cell is the number of the specimen."""
    usual = {"occurrenceID": "urn:sheet:{}", "basisOfRecord": "PreservedSpecimen", "scientificName": "Rosa canina L."} | cells
    return [{name: text.replace("{}", str(number)) for name, text in usual.items()} for number in range(1, count + 1)]


def changed(rows: Sequence[Row], at: int, **cells: str) -> list[Row]:
    """The rows with some cells of one of them changed."""
    return [{**row, **cells} if place == at else row for place, row in enumerate(rows)]


def _columns(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\n")
    write.writerow(columns)
    write.writerows([row.get(name, "") for name in columns] for row in rows)
    return text.getvalue()


def _element(tag: str, row_type: str, file: str, columns: Sequence[str], key: str) -> str:
    identifier = "id" if tag == "core" else "coreid"
    fields = "".join(
        f"<field index={quoteattr(str(at))} term={quoteattr(_iri(name))}/>"
        for at, name in enumerate(columns)
        if (tag, name) != ("extension", key)
    )
    return (
        f'<{tag} rowType="{row_type}" {_DIALECT}><files><location>{file}</location></files>'
        f'<{identifier} index="{columns.index(key)}"/>{fields}</{tag}>'
    )


def _iri(name: str) -> str:
    return name if "/" in name or " " in name else DWC + name
