"""What a row of the ledger holds: one version of one specimen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import quote, unquote

from deltalake import Field, Schema
from deltalake.schema import ArrayType, PrimitiveType

IDENTITY: Mapping[str, str] = {
    "pid": "VARCHAR",
    "number": "BIGINT",
    "record_id": "VARCHAR",
    "core_id": "VARCHAR",
    "version": "INTEGER",
    "change": "VARCHAR",
    "snapshot": "INTEGER",
    "modified": "TIMESTAMP",
    "line": "BIGINT",
    "digest": "BLOB",
    "rules": "VARCHAR",
    "remarks": "VARCHAR[]",
}

_HEADING = "heading:"
_ROWS = "[]"
_SAFE = "".join(chr(code) for code in range(33, 127) if chr(code) not in "%,;{}()=")

MIDS: Mapping[str, str] = {"mids_level": "INTEGER", "mids_elements": "INTEGER"}

_DELTA_TYPES: Mapping[str, PrimitiveType | ArrayType] = {
    "VARCHAR": PrimitiveType("string"),
    "BIGINT": PrimitiveType("long"),
    "INTEGER": PrimitiveType("integer"),
    "DOUBLE": PrimitiveType("double"),
    "DATE": PrimitiveType("date"),
    "BOOLEAN": PrimitiveType("boolean"),
    "TIMESTAMP": PrimitiveType("timestamp_ntz"),
    "BLOB": PrimitiveType("binary"),
    "VARCHAR[]": ArrayType(PrimitiveType("string"), contains_null=True),
}


def column_of_term(term: str) -> str:
    """The column that keeps a term's text; Delta Lake's forbidden characters are percent-encoded.

    >>> column_of_term("dwc:country"), column_of_term("Altitude (m)")
    ('dwc:country', 'heading:Altitude%20%28m%29')
    """
    named = term if ":" in term else f"{_HEADING}{term}"
    return quote(named, safe=_SAFE)


def column_of_extension(row_type: str) -> str:
    """The column that keeps the rows of an extension, as a JSON array of objects.

    >>> column_of_extension("gbif:Multimedia")
    'gbif:Multimedia[]'
    """
    return quote(row_type, safe=_SAFE) + _ROWS


def column_beside(column: str, known: Collection[str]) -> str:
    """The column itself, or with letters percent-encoded where `known` has one that differs from it only in their case.

    Delta Lake and DuckDB take two such names for one; a heading that a museum spells otherwise today is another column.

    >>> column_beside("heading:box", {"heading:Box"}), column_beside("heading:Box", {"heading:Box"})
    ('heading:%62ox', 'heading:Box')
    """
    folded = {name.casefold() for name in known}
    return next(name for name in _spellings(column) if name in known or name.casefold() not in folded)


def _spellings(column: str) -> Iterable[str]:
    yield column
    prefix, _, name = column.removesuffix(_ROWS).partition(":")
    plain, end = unquote(name), _ROWS if column.endswith(_ROWS) else ""
    for encoded in range(1, len(plain) + 1):
        start = "".join(f"%{byte:02X}" for byte in plain[:encoded].encode())
        yield f"{prefix}:{start}{quote(plain[encoded:], safe=_SAFE)}{end}"


def is_verbatim(column: str) -> bool:
    """Whether a column holds what the museum said: such columns are named by their term, which has a colon.

    >>> is_verbatim("dwc:country"), is_verbatim("country_code")
    (True, False)
    """
    return ":" in column


def is_extension(column: str) -> bool:
    """Whether a verbatim column holds the rows of an extension."""
    return column.endswith(_ROWS)


def name_of_column(column: str) -> str:
    """The term or row type behind a verbatim column, the inverse of the two above."""
    return unquote(column.removesuffix(_ROWS)).removeprefix(_HEADING)


def delta_fields(columns: Mapping[str, str], leaving_out: Iterable[str] = ()) -> list[Field]:
    """The fields of a Delta table for columns given with their DuckDB types."""
    known = set(leaving_out)
    return [Field(name, _DELTA_TYPES[kind], nullable=True) for name, kind in columns.items() if name not in known]


def delta_schema(columns: Mapping[str, str]) -> Schema:
    """The schema of a Delta table for columns given with their DuckDB types."""
    return Schema(delta_fields(columns))
