"""How many objects the present records of a source say they stand for: a lot of 2,500 shells is one record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vasculum.engine.kernel import Kernel, quoted
from vasculum.lake.columns import column_of_term

# Darwin Core says it in one of these; the first one filled in is taken (a quantity only where its type is a count).
INDIVIDUALS, QUANTITY, QUANTITY_TYPE = "dwc:individualCount", "dwc:organismQuantity", "dwc:organismQuantityType"
COUNTING_TYPES = ("individuals", "individual", "specimens", "objects", "items", "individuen", "exemplaren", "individus")


@dataclass(frozen=True, slots=True)
class Objects:
    """Present records, how many of them state a whole number of objects, and the sum of those numbers."""

    records: int = 0
    stating: int = 0
    objects: int = 0

    @property
    def at_least(self) -> int:
        """Objects when every silent record stands for one."""
        return self.objects + self.records - self.stating


def count_objects(kernel: Kernel, files: Sequence[Path]) -> Objects:
    """Counts over the newest version of each specimen; a number that is no whole one of nine digits at most states nothing."""
    if not files:
        return Objects()
    parameters = {"files": [str(file) for file in files]}
    said = _said(_columns(kernel, parameters))
    newest = (
        f"SELECT arg_max(change, version) AS change, arg_max(struct_pack(n := {said}), version).n AS n "
        "FROM read_parquet($files, union_by_name = true) GROUP BY number"
    )
    counted = f"SELECT count(*), count(n), coalesce(sum(n), 0)::BIGINT FROM ({newest}) WHERE change <> 'gone'"
    ((records, stating, objects),) = kernel.rows(counted, parameters)
    return Objects(records, stating, objects)


def _columns(kernel: Kernel, parameters: dict[str, list[str]]) -> set[str]:
    described = kernel.rows("SELECT * FROM (DESCRIBE SELECT * FROM read_parquet($files, union_by_name = true))", parameters)
    return {name for name, *_ in described}


def _said(known: set[str]) -> str:
    individuals, quantity, kind = (column_of_term(term) for term in (INDIVIDUALS, QUANTITY, QUANTITY_TYPE))
    said = [_whole(individuals)] if individuals in known else []
    if {quantity, kind} <= known:
        types = ", ".join(f"'{each}'" for each in COUNTING_TYPES)
        said.append(f"CASE WHEN lower(trim({quoted(kind)})) IN ({types}) THEN {_whole(quantity)} END")
    return f"coalesce({', '.join(said)}, NULL)" if said else "NULL::BIGINT"


def _whole(column: str) -> str:
    text = f"trim({quoted(column)})"
    return f"CASE WHEN regexp_full_match({text}, '[0-9]{{1,9}}') THEN {text}::BIGINT END"
