"""What a source says today: its records with their extension rows, and a fingerprint of each record.

Two records are equal when they say the same, whatever the order of the rows, of the columns or of the extension rows, and
whether an empty cell is written or its column left out. The core is read part by part, so that memory stays bounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from vasculum.engine.kernel import Kernel, literal, quoted

CORE = "core"
RECORDS = "records"
SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Incoming:
    """The terms of the core, the table of each extension by row type, and the expression (over `core c`) of the identifier."""

    terms: tuple[str, ...]
    extensions: Mapping[str, str]
    identifier: str


def open_core(kernel: Kernel, select: str) -> tuple[str, ...]:
    """Makes SQL that reads the core, or a part of it, the view `core`; gives its terms (all columns but `line` and `id`)."""
    kernel.run(f"CREATE OR REPLACE VIEW {CORE} AS {select}")
    return tuple(name for name in kernel.columns(CORE) if name not in {"line", "id"})


def define_records(kernel: Kernel, incoming: Incoming) -> None:
    """Makes the view `records(line, core_id, record_id, <terms>, <extensions>)` over whatever part `core` is now.

    Headings of the museum's own are not in it: they may be the word for something of ours.
    """
    terms = "".join(f", c.{quoted(term)}" for term in incoming.terms if ":" in term)
    joined = "".join(f", {table}.content AS {quoted(row_type)}" for row_type, table in incoming.extensions.items())
    kernel.run(
        f"CREATE OR REPLACE VIEW {RECORDS} AS SELECT c.line, c.id AS core_id, {incoming.identifier} AS record_id{terms}{joined} "
        f"FROM {CORE} c{_joins(incoming)}"
    )


def _joins(incoming: Incoming) -> str:
    return "".join(f" LEFT JOIN {table} ON {table}.id = c.id" for table in incoming.extensions.values())


def begin_fingerprints(kernel: Kernel) -> None:
    """Makes the empty table `seen(part, line, core_id, record_id, digest)`; `core_id` is NULL where it is the record's id."""
    kernel.run(f"CREATE OR REPLACE TABLE {SEEN} (part INTEGER, line BIGINT, core_id VARCHAR, record_id VARCHAR, digest BLOB)")


def fingerprint(kernel: Kernel, incoming: Incoming, part: int) -> None:
    """Adds the records of the part that `core` is now: SHA-256 over the filled cells in the order of their terms."""
    cells = [f"{_mark(term)} || c.{quoted(term)}" for term in sorted(incoming.terms)]
    for row_type, table in sorted(incoming.extensions.items()):
        cells.append(f"{_mark(row_type)} || {table}.digest")
    said = f"concat_ws(chr(30), {', '.join(cells)})" if cells else "''"
    kernel.run(
        f"INSERT INTO {SEEN} SELECT {part}, c.line, nullif(c.id, {incoming.identifier}), {incoming.identifier}, "
        f"unhex(sha256({said})) FROM {CORE} c{_joins(incoming)}"
    )


def _mark(term: str) -> str:
    """Eight symbols that stand for a term in front of its text: hashing its full name for every cell costs a third more."""
    return literal(sha256(term.encode()).hexdigest()[:8])
