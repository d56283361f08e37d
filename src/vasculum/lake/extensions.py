"""Extension rows: gathered by the core record they belong to, as one JSON text per record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vasculum.engine.kernel import Kernel, literal, quoted
from vasculum.lake.compare import CHANGES
from vasculum.lake.incoming import SEEN

ROWS_OF_ONE_RECORD = 5_000
LINES_OF_A_TABLE = 10**12


def united(selects: Sequence[str]) -> str:
    """The SQL that reads several tables of one row type as one, their lines numbered apart (see `of_united`)."""
    numbered = (f"SELECT * REPLACE (line + {at * LINES_OF_A_TABLE} AS line) FROM ({select})" for at, select in enumerate(selects))
    return " UNION ALL BY NAME ".join(numbered)


def of_united(line: int) -> tuple[int, int]:
    """Which table a line of `united` is of, and its line there."""
    return divmod(line, LINES_OF_A_TABLE)


def gather(kernel: Kernel, position: int, select: str, reject: Callable[[int], None]) -> str:
    """Gathers an extension's rows by core id into `extension_N(id, content, digest)` and gives that name.

    `content` is a JSON array of the rows in their order, each an object of its filled cells; `digest` is the SHA-256 of the
    same rows in an order of their own. Empty rows are left out. Rows of a record beyond ROWS_OF_ONE_RECORD are handed
    to `reject` by their line.
    """
    table = f"extension_{position}"
    kernel.run(f"CREATE OR REPLACE VIEW extension_text AS {select}")
    terms = sorted(name for name in kernel.columns("extension_text") if name not in {"line", "id"})
    cells = ", ".join(f"{literal(_json_key(term))} || to_json({quoted(term)})" for term in terms)
    kernel.run(
        "CREATE OR REPLACE TABLE extension_rows AS SELECT id, line, '{' || content || '}' AS content "
        f"FROM (SELECT id, line, concat_ws(',', {cells or 'NULL'}) AS content FROM extension_text) "
        "WHERE content <> '' AND id IS NOT NULL"
    )
    _set_aside_surplus(kernel, reject)
    kernel.run("CREATE OR REPLACE TABLE shared AS SELECT id FROM extension_rows GROUP BY id HAVING count(*) > 1")
    kernel.run(
        f"CREATE OR REPLACE TABLE {table} AS "
        "SELECT id, '[' || content || ']' AS content, sha256(content) AS digest FROM extension_rows ANTI JOIN shared USING (id) "
        "UNION ALL SELECT id, '[' || string_agg(content, ',' ORDER BY line) || ']', "
        "sha256(string_agg(content, ',' ORDER BY content)) FROM extension_rows SEMI JOIN shared USING (id) GROUP BY id"
    )
    kernel.run("DROP TABLE extension_rows")
    return table


def _json_key(term: str) -> str:
    return '"' + term.replace("\\", "\\\\").replace('"', '\\"') + '":'


def _set_aside_surplus(kernel: Kernel, reject: Callable[[int], None]) -> None:
    kernel.run(
        "CREATE OR REPLACE TABLE surplus AS SELECT line FROM extension_rows WHERE id IN "
        f"(SELECT id FROM extension_rows GROUP BY id HAVING count(*) > {ROWS_OF_ONE_RECORD}) "
        f"QUALIFY row_number() OVER (PARTITION BY id ORDER BY line) > {ROWS_OF_ONE_RECORD}"
    )
    for batch in kernel.batches("SELECT line FROM surplus ORDER BY line"):
        for (line,) in batch:
            reject(line)
    kernel.run("DELETE FROM extension_rows WHERE line IN (SELECT line FROM surplus)")


def count_orphans(kernel: Kernel, select: str) -> int:
    """How many rows of an extension name a core id that is not among `seen`; `select` is the SQL that reads the extension."""
    known = f"SELECT coalesce(core_id, record_id) AS id FROM {SEEN}"
    count: int = kernel.one(f"SELECT count(*) FROM ({select}) ANTI JOIN ({known}) USING (id)")
    return count


def keep_changed(kernel: Kernel, table: str) -> str:
    """Keeps, of a gathered extension, what belongs to records that changed: `extension_N_changed(part, line, content)`."""
    kept = f"{table}_changed"
    kernel.run(
        f"CREATE OR REPLACE TABLE {kept} AS SELECT s.part, s.line, e.content FROM {table} e "
        f"JOIN {SEEN} s ON coalesce(s.core_id, s.record_id) = e.id SEMI JOIN {CHANGES} c ON c.line = s.line"
    )
    kernel.run(f"DROP TABLE {table}")
    return kept
