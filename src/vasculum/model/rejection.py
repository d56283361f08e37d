"""Rejected rows: what could not be used at all, with the place and the reason in words a curator understands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rejection:
    """One row that was not used.

    `file` is the member of the archive, `line` the number of its first line in that file (the first line is 1), `reason` a
    code of `vasculum.terms.messages.rejections()`, `field` the qualified name of the term at fault where there is one,
    `value` the start of the offending text. `record_id` names the record where the row still shows it, so that a known specimen
    is not taken for gone because its row is broken today.
    """

    file: str
    line: int
    reason: str
    field: str = ""
    value: str = ""
    record_id: str = ""
