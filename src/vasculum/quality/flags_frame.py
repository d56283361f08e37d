"""The frame every flag fits into: what it looks at, and how it is called: on distinct texts, or as a pattern on each row.

No single rule sees the whole record: hardly two records are equal, so every rule would run on every row. Rules that look at
one to four cells are called once for each distinct input, as interpreters are, and their lists are joined afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Flags = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueFlags:
    """A pure function from some cells to the flags they raise, called once for each distinct input; it never raises.

    `inputs` are terms (`dwc:individualCount`), terms of an extension's rows joined by " | " (`gbif:Multimedia/dcterms:created`),
    or text columns of the ledger (`country_code`), in the order of the arguments of `read`; an absent or empty one arrives as "".
    `flags` are all that `read` may give.
    """

    subject: str
    inputs: tuple[str, ...]
    flags: Flags
    read: Callable[..., Flags]


@dataclass(frozen=True, slots=True)
class RowFlag:
    """A flag on cells that differ on almost every row: raised where a cell that is not blank matches, or fails, a pattern.

    The pattern is written in what Python (re) and DuckDB (RE2) read alike; a property test shows that both forms agree.
    """

    flag: str
    inputs: tuple[str, ...]
    pattern: str
    raised_by_match: bool

    def read(self, *cells: str) -> Flags:
        """The flag, when one of the cells raises it."""
        raised = (
            cell.strip(_BLANKS) and (re.fullmatch(self.pattern, cell) is not None) == self.raised_by_match for cell in cells
        )
        return (self.flag,) if any(raised) else ()

    @property
    def expression(self) -> str:
        """The same as an SQL expression: the flag or NULL; `{dwc:term}` stands for the text of a cell, "" when empty."""
        pattern = self.pattern.replace("'", "''")
        matches = f"{'' if self.raised_by_match else 'NOT '}regexp_full_match({{cell}}, '{pattern}')"
        tests = [f"(trim({{cell}}, e'{_ESCAPED}') <> '' AND {matches})".replace("{cell}", f"{{{term}}}") for term in self.inputs]
        return f"CASE WHEN {' OR '.join(tests)} THEN '{self.flag}' END"


_BLANKS = " \t\r\n"
_ESCAPED = " \\t\\r\\n"
