"""The digital specimen as the ledger knows it: versions, each with what the museum said and what was understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from vasculum.model.remark import Remark

Row = Mapping[str, str]


class Change(StrEnum):
    """Why a version exists."""

    NEW = "new"
    UPDATED = "updated"
    GONE = "gone"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one digital specimen.

    `verbatim` holds the cells of the core row by qualified name, `extensions` the rows of each extension by the qualified
    name of its row type (`gbif:Multimedia`); empty cells are left out. `interpreted` holds the typed columns by name.
    A version whose `change` is GONE has no content of its own: it is the tombstone.
    """

    pid: str
    source: str
    record_id: str
    version: int
    change: Change
    snapshot: int
    modified: dt.datetime
    line: int
    rules: str = ""
    verbatim: Row = field(default_factory=dict)
    extensions: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    interpreted: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
