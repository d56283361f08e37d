"""What a source says today: one relation of records with their extension rows, and a fingerprint of each record.

Two records are equal when they say the same, whatever the order of the rows, of the columns or of the extension rows, and
whether an empty cell is written or its column left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vasculum.engine.kernel import Kernel, literal, quoted

RECORDS = "records"
SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Incoming:
    """The relations of one reading: the core's terms, the table of each row type, and the expression of the identifier."""

    terms: tuple[str, ...]
    extensions: Mapping[str, str]
    identifier: str


def open_core(kernel: Kernel, select: str) -> tuple[str, ...]:
    """Makes the core's SQL the view `core` and gives its terms (all columns but `line` and `id`)."""
    kernel.run(f"CREATE OR REPLACE VIEW core AS {select}")
    return tuple(name for name in kernel.columns("core") if name not in {"line", "id"})


def gather_extension(kernel: Kernel, position: int, select: str) -> str:
    """Gathers an extension's rows by core id into `extension_N(id, line, content)` and gives that name.

    Each row becomes a JSON object of its filled cells; empty rows are left out.
    """
    view, table = f"extension_rows_{position}", f"extension_{position}"
    kernel.run(f"CREATE OR REPLACE VIEW {view} AS {select}")
    terms = sorted(name for name in kernel.columns(view) if name not in {"line", "id"})
    cells = ", ".join(f"{literal(_json_key(term))} || to_json({quoted(term)})" for term in terms)
    content = f"concat_ws(',', {cells})" if cells else "''"
    kernel.run(
        f"CREATE OR REPLACE TABLE {table} AS SELECT id, line, '{{' || content || '}}' AS content "
        f"FROM (SELECT id, line, {content} AS content FROM {view}) WHERE content <> '' AND id IS NOT NULL"
    )
    return table


def _json_key(term: str) -> str:
    return '"' + term.replace("\\", "\\\\").replace('"', '\\"') + '":'


def count_orphans(kernel: Kernel, table: str) -> int:
    """How many rows of an extension name a core id that is not there."""
    count: int = kernel.one(f"SELECT count(*) FROM {table} e WHERE NOT EXISTS (FROM core c WHERE c.id = e.id)")
    return count


def define_records(kernel: Kernel, incoming: Incoming) -> None:
    """Makes the view `records(line, core_id, record_id, <terms>, <extensions>)`: each record with all that belongs to it."""
    terms = "".join(f", c.{quoted(term)}" for term in incoming.terms)
    joined, joins = "", ""
    for row_type, table in incoming.extensions.items():
        kernel.run(
            f"CREATE OR REPLACE TABLE {table}_by_id AS "
            "SELECT id, '[' || string_agg(content, ',' ORDER BY line) || ']' AS content, "
            f"string_agg(content, ',' ORDER BY content) AS sorted FROM {table} WHERE id IN (SELECT id FROM core) GROUP BY id"
        )
        joined += f", {table}_by_id.content AS {quoted(row_type)}"
        joins += f" LEFT JOIN {table}_by_id ON {table}_by_id.id = c.id"
    kernel.run(
        f"CREATE OR REPLACE VIEW {RECORDS} AS SELECT c.line, c.id AS core_id, {incoming.identifier} AS record_id{terms}{joined} "
        f"FROM core c{joins}"
    )


def fingerprint(kernel: Kernel, incoming: Incoming) -> None:
    """Computes `seen(line, core_id, record_id, digest)`: SHA-256 over the filled cells in the order of their terms."""
    cells = [f"{literal(term + '=')} || c.{quoted(term)}" for term in sorted(incoming.terms)]
    joins = ""
    for row_type, table in sorted(incoming.extensions.items()):
        cells.append(f"{literal(row_type + '=')} || {table}_by_id.sorted")
        joins += f" LEFT JOIN {table}_by_id ON {table}_by_id.id = c.id"
    said = f"concat_ws(chr(30), {', '.join(cells)})" if cells else "''"
    kernel.run(
        f"CREATE OR REPLACE TABLE {SEEN} AS SELECT c.line, nullif(c.id, {incoming.identifier}) AS core_id, "
        f"{incoming.identifier} AS record_id, unhex(sha256({said})) AS digest FROM core c{joins}"
    )


IDENTIFIERS: Mapping[str, Sequence[str]] = {
    "dwc:occurrenceID": ("dwc:occurrenceID",),
    "dwc:materialEntityID": ("dwc:materialEntityID",),
    "dwc:materialSampleID": ("dwc:materialSampleID",),
    "id": ("id",),
    "gbif:gbifID": ("gbif:gbifID",),
    "dwc:catalogNumber": ("dwc:institutionCode", "dwc:collectionCode", "dwc:catalogNumber"),
}


def identifier_expression(rule: str, terms: Sequence[str]) -> str:
    """The expression (over `core c`) of the record's identifier under a rule of IDENTIFIERS; NULL when it is empty."""
    parts = [term for term in IDENTIFIERS[rule] if term in terms or term == "id"]
    if len(parts) == 1:
        return f"c.{quoted(parts[0])}"
    number = f"c.{quoted(parts[-1])}"
    joined = ", ".join(f"coalesce(c.{quoted(part)}, '')" for part in parts)
    return f"CASE WHEN {number} IS NOT NULL THEN concat_ws(':', {joined}) END"


def possible_identifiers(terms: Sequence[str]) -> list[str]:
    """The rules by which records with these terms could be recognised, the most trustworthy first."""
    return [rule for rule, parts in IDENTIFIERS.items() if parts[-1] in terms or rule == "id"]


def choose_identifier(kernel: Kernel, terms: Sequence[str]) -> str | None:
    """The rule that tells most records apart; the more trustworthy one on a tie; None when nothing identifies a record."""
    rules = possible_identifiers(terms)
    counted = ", ".join(f"approx_count_distinct({identifier_expression(rule, terms)})" for rule in rules)
    filled = ", ".join(f"count({identifier_expression(rule, terms)})" for rule in rules)
    [row] = kernel.rows(f"SELECT {counted}, {filled} FROM core c")
    distinct, present = row[: len(rules)], row[len(rules) :]
    best = max(zip(present, distinct, strict=True), default=(0, 0))
    for rule, count, variety in zip(rules, present, distinct, strict=True):
        if count and count >= 0.99 * best[0] and variety >= 0.9 * best[1]:
            return rule
    return None
