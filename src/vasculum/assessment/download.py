"""Every problem as a line of a table, for the curator's own system."""

from __future__ import annotations

from collections.abc import Iterator

from vasculum.assessment.queries import every_trouble
from vasculum.assessment.scopes import Scope
from vasculum.model.language_map import name_in
from vasculum.terms.remedies import Problem

COLUMNS = (
    "line", "recordID", "catalogNumber", "term", "value", "code", "level", "problem", "whatToDo", "harvested", "pid", "source",
)  # fmt: skip


def cells(scope: Scope, language: str, problem: Problem | None = None) -> Iterator[tuple[str, ...]]:
    """The cells of COLUMNS, one line for each problem of each specimen.

    `line` counts in the file of the harvest that brought this version of the record, on the day `harvested`.
    """
    for version, trouble in every_trouble(scope, problem):
        found = trouble.problem
        yield (
            str(version.line or ""),
            version.record_id,
            version.verbatim.get("dwc:catalogNumber", ""),
            trouble.term,
            trouble.value,
            found.key,
            found.level,
            name_in(found.texts, language),
            name_in(found.remedy.texts, language),
            version.modified.date().isoformat(),
            version.pid,
            version.source,
        )
