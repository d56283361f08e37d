"""Records of the ledgers as a Darwin Core Archive: what the museum said, cell by cell, and beside it what was understood.

The core and the extensions hold the text as it was received, so that an archive that comes back says nothing new. Our reading
is an extension of its own. Everything is computed in columns; memory does not grow with the number of records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vasculum.downloads.interpretation import interpretation
from vasculum.engine.kernel import Kernel, literal, quoted
from vasculum.formats.dwca.table import INTERPRETATION
from vasculum.formats.dwca.writing import Sheet, file_names, pack, write_table
from vasculum.formats.eml import Resource, eml
from vasculum.lake.columns import is_extension, name_of_column
from vasculum.lake.together import filled_columns

OCCURRENCE = "dwc:Occurrence"


@dataclass(frozen=True, slots=True)
class Rows:
    """The records to write: a relation of a kernel that has these columns with their types (see `vasculum.lake.together`)."""

    kernel: Kernel
    relation: str
    columns: Mapping[str, str]


def write_archive(rows: Rows, work: Path, target: Path, resource: Resource) -> dict[str, int]:
    """Writes the archive to `target`, its tables first into `work`, and gives the number of rows of each table by its file."""
    return write_sheets(rows.kernel, occurrence_sheets(rows), work, target, resource)


def write_sheets(kernel: Kernel, sheets: Sequence[Sheet], work: Path, target: Path, resource: Resource) -> dict[str, int]:
    """Writes an archive of these tables, the first of them its core; an extension without a row is left out."""
    counted = {sheet.file: write_table(kernel, work, sheet) for sheet in sheets}
    kept = [sheet for at, sheet in enumerate(sheets) if at == 0 or counted[sheet.file]]
    pack(work, target, kept, eml(resource))
    return {sheet.file: counted[sheet.file] for sheet in kept}


def occurrence_sheets(rows: Rows) -> list[Sheet]:
    """The tables of an occurrence archive: the core, an extension for each row type, and what was understood."""
    identifier = identifier_of(rows)
    said = filled_columns(rows.kernel, rows.relation, rows.columns)
    core = [column for column in said if not is_extension(column)]
    extensions = [column for column in said if is_extension(column)]
    cells = ", ".join([identifier, *map(quoted, core)])
    sheets = [Sheet("occurrence", OCCURRENCE, [name_of_column(each) for each in core], f"SELECT {cells} FROM {rows.relation}")]
    row_types = [name_of_column(column) for column in extensions]
    for column, name in zip(extensions, file_names(["occurrence", *row_types])[1:], strict=True):
        sheets.append(_extension(rows, column, name, identifier))
    terms, understood = interpretation(rows.columns, identifier, rows.relation)
    return [*sheets, Sheet("interpretation", INTERPRETATION, terms, understood)]


def identifier_of(rows: Rows) -> str:
    """The expression of what identifies a row: as the museum wrote it where that tells all rows apart, else the PID."""
    written = "coalesce(core_id, record_id)"
    for expression in (written, "record_id"):
        hashes = f"SELECT 1 FROM {rows.relation} GROUP BY hash({expression})"
        if rows.kernel.one(f"SELECT (SELECT count(*) FROM ({hashes})) = count({expression}) FROM {rows.relation}"):
            return expression
    return "'https://doi.org/' || pid"


def _extension(rows: Rows, column: str, name: str, identifier: str) -> Sheet:
    """The table of an extension, whose rows the ledger keeps as a JSON array of objects beside their record."""
    each = f"""unnest(from_json({quoted(column)}, '["JSON"]'))"""
    told = f"SELECT {identifier} AS id, {each} AS said FROM {rows.relation}"
    terms = [term for (term,) in rows.kernel.rows(f"SELECT DISTINCT unnest(json_keys(said)) AS term FROM ({told}) ORDER BY term")]
    pointers = ", ".join(literal("/" + term.replace("~", "~0").replace("/", "~1")) for term in terms)
    cells = "".join(f", cells[{at}]" for at in range(1, len(terms) + 1))
    extracted = f"SELECT id, json_extract_string(said, [{pointers}]) AS cells FROM ({told})"
    return Sheet(name, name_of_column(column), terms, f"SELECT id{cells} FROM ({extracted})")
