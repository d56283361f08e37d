"""Compare: which of the records seen today are new, updated, equal or returned, and which known ones are gone.

A record is recognised by its identifier as it is written. What is left over on both sides is compared once more without the
differences that never mean another specimen (http or https, case, spaces, a slash at the end): one to one it is the same
specimen; otherwise a curator must decide, and the row is set aside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from vasculum.engine.kernel import Kernel
from vasculum.lake.incoming import SEEN
from vasculum.lake.ledger import LedgerDamaged
from vasculum.model.rejection import Rejection

Place = Callable[[int], tuple[str, int]]

CHANGES = "changes"
HEADS = "heads"
GONE = "gone"
_BLANK = r"(record_id IS NULL OR regexp_matches(record_id, '^[\s\p{Z}]*$'))"
_LOOSE = r"regexp_replace(regexp_replace(lower({id}), '^[\s\p{{Z}}]+|[\s\p{{Z}}/]+$', '', 'g'), '^https?://(www\.)?', '')"


@dataclass(frozen=True, slots=True)
class Counts:
    """What a comparison found; `updated` counts returned specimens too, `known` are the specimens not gone before it."""

    new: int
    updated: int
    equal: int
    gone: int
    known: int


def load_heads(kernel: Kernel, files: Sequence[Path]) -> None:
    """Makes `heads`: the newest version of every specimen with number, record_id, core_id, version, digest, gone."""
    kernel.run("CREATE OR REPLACE TABLE kept (number BIGINT)")
    columns = "number, record_id, core_id, digest, version, change"
    if not files:
        kernel.run(
            f"CREATE OR REPLACE TABLE {HEADS} (number BIGINT, record_id VARCHAR, core_id VARCHAR, digest BLOB, "
            "version INTEGER, gone BOOLEAN)"
        )
        return
    versions = f"(SELECT {columns} FROM read_parquet(?))"
    newest = f"SELECT number, record_id, core_id, digest, version, change = 'gone' AS gone FROM {versions}"
    if len(files) > 1:
        last = ", ".join(f"arg_max_null({column}, version) AS {column}" for column in ("record_id", "core_id", "digest"))
        newest = (
            f"SELECT number, {last}, max(version) AS version, arg_max(change, version) = 'gone' AS gone "
            f"FROM {versions} GROUP BY number"
        )
    try:
        kernel.run(f"CREATE OR REPLACE TABLE {HEADS} AS {newest}", [[str(file) for file in files]])
    except (duckdb.Error, OSError) as error:
        raise LedgerDamaged(f"a file of the ledger {files[0].parent.name} cannot be read; 'vasculum check' names it") from error


def set_aside_unusable(kernel: Kernel, place: Place, reject: Callable[[Rejection], None]) -> None:
    """Takes rows without an identifier, and every row but the first of those that share one, out of `seen`."""
    duplicates = (
        f"SELECT line, record_id FROM {SEEN} WHERE record_id IN "
        f"(SELECT record_id FROM {SEEN} WHERE NOT {_BLANK} GROUP BY record_id HAVING count(*) > 1) "
        "QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY line) > 1"
    )
    kernel.run(
        f"CREATE OR REPLACE TABLE unusable AS SELECT line, '' AS record_id, 'NO_IDENTIFIER' AS reason FROM {SEEN} "
        f"WHERE {_BLANK} UNION ALL SELECT line, record_id, 'DUPLICATE_IDENTIFIER' FROM ({duplicates})"
    )
    _set_aside(kernel, place, reject)


def compare(
    kernel: Kernel, place: Place, minted: int, rejected_ids: Sequence[str], reject: Callable[[Rejection], None]
) -> Counts:
    """Fills `changes(part, line, digest, number, version, change)` and `gone(number, record_id, version)`, and counts.

    New specimens are numbered from `minted` on, in the order of their lines. A known specimen whose row was rejected today
    (`rejected_ids`) is not gone.
    """
    known = kernel.one(f"SELECT count(*) FROM {HEADS} WHERE NOT gone")
    _match_exactly(kernel)
    _match_loosely(kernel, place, reject)
    _number_new_specimens(kernel, minted)
    _find_gone(kernel, rejected_ids)
    counted = dict(kernel.rows(f"SELECT change, count(*) FROM {CHANGES} GROUP BY change"))
    seen = kernel.one(f"SELECT count(*) FROM {SEEN}")
    equal = seen - sum(counted.values())
    return Counts(
        new=counted.get("new", 0),
        updated=counted.get("updated", 0) + counted.get("returned", 0),
        equal=equal,
        gone=kernel.one(f"SELECT count(*) FROM {GONE}"),
        known=known,
    )


def forget(kernel: Kernel) -> None:
    """Lets go of what only the comparison needed."""
    kernel.run(f"DROP TABLE {SEEN}")
    kernel.run(f"DROP TABLE {HEADS}")


def _match_exactly(kernel: Kernel) -> None:
    kernel.run(
        f"CREATE OR REPLACE TABLE {CHANGES} AS SELECT s.part, s.line, s.digest, h.number, h.version + 1 AS version, "
        "CASE WHEN h.number IS NULL THEN 'new' WHEN h.gone THEN 'returned' ELSE 'updated' END AS change "
        f"FROM {SEEN} s LEFT JOIN {HEADS} h ON h.record_id = s.record_id "
        "WHERE h.number IS NULL OR h.gone OR h.digest <> s.digest"
    )


def _match_loosely(kernel: Kernel, place: Place, reject: Callable[[Rejection], None]) -> None:
    if kernel.one(f"SELECT count(*) FROM {HEADS}") == 0:
        return
    if kernel.one(f"SELECT count(*) FROM {CHANGES} WHERE change = 'new'") == 0:
        return
    _find_lookalikes(kernel)
    _pair_lookalikes(kernel)
    kernel.run(
        f"UPDATE {CHANGES} SET number = l.number, version = l.version, change = l.change FROM loosely l "
        f"WHERE l.certain AND l.line = {CHANGES}.line"
    )
    kernel.run(
        "CREATE OR REPLACE TABLE unusable AS "
        "SELECT line, record_id, 'AMBIGUOUS_IDENTIFIER' AS reason FROM loosely WHERE NOT certain"
    )
    _keep_lookalikes(kernel)
    _set_aside(kernel, place, reject)
    kernel.run(f"DELETE FROM {CHANGES} WHERE line IN (SELECT line FROM unusable)")


def _find_lookalikes(kernel: Kernel) -> None:
    """Makes `newcomers`, the records that seem new, and `lookalikes`, the known specimens that one of them is loosely like."""
    kernel.run(
        f"CREATE OR REPLACE TABLE newcomers AS SELECT line, record_id, {_LOOSE.format(id='record_id')} AS loose "
        f"FROM {SEEN} SEMI JOIN (FROM {CHANGES} WHERE change = 'new') USING (line)"
    )
    kernel.run(
        f"CREATE OR REPLACE TABLE lookalikes AS SELECT number, version, gone, {_LOOSE.format(id='h.record_id')} AS loose, "
        f"EXISTS (FROM {SEEN} s WHERE s.record_id = h.record_id) AS present "
        f"FROM {HEADS} h WHERE loose IN (SELECT loose FROM newcomers)"
    )


def _pair_lookalikes(kernel: Kernel) -> None:
    """Makes `loosely`: each newcomer with its lookalike, `certain` where the two are one to one and only one was seen today."""
    kernel.run(
        "CREATE OR REPLACE TABLE loosely AS SELECT n.line, n.record_id, any_value(l.number) AS number, "
        "any_value(l.version) + 1 AS version, CASE WHEN any_value(l.gone) THEN 'returned' ELSE 'updated' END AS change, "
        "count(*) = 1 AND NOT bool_or(l.present) AND any_value(c.newcomers) = 1 AS certain "
        "FROM newcomers n JOIN lookalikes l USING (loose) "
        "JOIN (SELECT loose, count(*) AS newcomers FROM newcomers GROUP BY loose) c USING (loose) GROUP BY n.line, n.record_id"
    )


def _keep_lookalikes(kernel: Kernel) -> None:
    kernel.run(
        f"INSERT INTO kept SELECT DISTINCT l.number FROM lookalikes l JOIN newcomers n USING (loose) "
        "JOIN unusable u ON u.line = n.line "
        f"UNION SELECT number FROM {CHANGES} WHERE number IS NOT NULL"
    )


def _set_aside(kernel: Kernel, place: Place, reject: Callable[[Rejection], None]) -> None:
    if kernel.one("SELECT count(*) FROM unusable") == 0:
        return
    for batch in kernel.batches("SELECT line, record_id, reason FROM unusable ORDER BY line"):
        for line, record_id, reason in batch:
            file, at = place(line)
            reject(Rejection(file, at, reason, value=record_id, record_id=record_id))
    kernel.run(f"DELETE FROM {SEEN} WHERE line IN (SELECT line FROM unusable)")


def _number_new_specimens(kernel: Kernel, minted: int) -> None:
    kernel.run(
        f"CREATE OR REPLACE TABLE {CHANGES} AS SELECT * REPLACE (coalesce(version, 1) AS version, CASE WHEN change = 'new' "
        f"THEN {minted} - 1 + row_number() OVER (PARTITION BY change = 'new' ORDER BY line) ELSE number END AS number) "
        f"FROM {CHANGES}"
    )


def _find_gone(kernel: Kernel, rejected_ids: Sequence[str]) -> None:
    kernel.create_table("rejected_ids", {"record_id": ("VARCHAR", list(rejected_ids))})
    kernel.run(
        f"CREATE OR REPLACE TABLE {GONE} AS SELECT number, record_id, version + 1 AS version FROM {HEADS} h WHERE NOT gone "
        f"AND NOT EXISTS (FROM {SEEN} s WHERE s.record_id = h.record_id) AND number NOT IN (SELECT number FROM kept) "
        "AND NOT EXISTS (FROM rejected_ids r WHERE r.record_id = h.record_id OR r.record_id = h.core_id)"
    )
