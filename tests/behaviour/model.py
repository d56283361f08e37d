"""The ledger in plain Python: what a harvest must do to the specimens of a source, without files, columns or SQL."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

SPACES = " \t\u00a0"


@dataclass(frozen=True)
class Seen:
    """A row of the archive: its identifier ("" for none) and what it says."""

    record_id: str
    said: str


@dataclass
class Specimen:
    """A specimen the model knows: its identifier of today, and its versions as `(change, what it said)`."""

    record_id: str
    versions: list[tuple[str, str]]

    @property
    def gone(self) -> bool:
        """Whether its last version is a tombstone."""
        return self.versions[-1][0] == "gone"

    def says(self, row: Seen) -> bool:
        """Whether the row adds nothing to it."""
        return not self.gone and self.record_id == row.record_id and self.versions[-1][1] == row.said


@dataclass
class Outcome:
    """What one harvest did: how many records of each kind, and how many rows were rejected for which reason."""

    changes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """The rows that were read."""
        return sum(self.reasons.values()) + sum(self.changes[kind] for kind in ("new", "updated", "returned", "equal"))


def loosely(record_id: str) -> str:
    """An identifier without the differences that never mean another specimen."""
    return re.sub(r"^https?://(www\.)?", "", record_id.lower().strip(SPACES).rstrip("/" + SPACES))


class LedgerModel:
    """All specimens of a source, in the order in which they were minted."""

    def __init__(self) -> None:
        self.specimens: list[Specimen] = []

    def harvest(self, rows: Sequence[Seen], rejected: Collection[str] = ()) -> Outcome:
        """Takes in what an archive says; `rejected` are the identifiers of rows that could not be read."""
        outcome = Outcome()
        usable = self._usable(rows, outcome)
        present = {row.record_id for row in usable}
        known = {specimen.record_id: specimen for specimen in self.specimens}
        newcomers = [row for row in usable if row.record_id not in known]
        touched, minted = set(rejected) | present, []
        for row in usable:
            meant = [known[row.record_id]] if row.record_id in known else self._lookalikes(row)
            touched |= {specimen.record_id for specimen in meant}
            if not meant:
                minted.append(Specimen(row.record_id, [("new", row.said)]))
                outcome.changes["new"] += 1
            elif row.record_id in known or self._is_certain(row, meant, newcomers, present):
                self._meet(meant[0], row, outcome)
                touched.add(meant[0].record_id)
            else:
                outcome.reasons["AMBIGUOUS_IDENTIFIER"] += 1
        self._bury(touched, outcome)
        self.specimens += minted
        return outcome

    @staticmethod
    def _usable(rows: Sequence[Seen], outcome: Outcome) -> list[Seen]:
        first: dict[str, Seen] = {}
        for row in rows:
            if not row.record_id.strip(SPACES):
                outcome.reasons["NO_IDENTIFIER"] += 1
            elif row.record_id in first:
                outcome.reasons["DUPLICATE_IDENTIFIER"] += 1
            else:
                first[row.record_id] = row
        return list(first.values())

    def _lookalikes(self, row: Seen) -> list[Specimen]:
        return [specimen for specimen in self.specimens if loosely(specimen.record_id) == loosely(row.record_id)]

    @staticmethod
    def _is_certain(row: Seen, meant: Sequence[Specimen], newcomers: Sequence[Seen], present: Collection[str]) -> bool:
        rivals = [other for other in newcomers if loosely(other.record_id) == loosely(row.record_id)]
        return len(meant) == len(rivals) == 1 and meant[0].record_id not in present

    @staticmethod
    def _meet(specimen: Specimen, row: Seen, outcome: Outcome) -> None:
        if specimen.says(row):
            outcome.changes["equal"] += 1
            return
        change = "returned" if specimen.gone else "updated"
        specimen.record_id = row.record_id
        specimen.versions.append((change, row.said))
        outcome.changes[change] += 1

    def _bury(self, touched: Collection[str], outcome: Outcome) -> None:
        for specimen in self.specimens:
            if specimen.record_id not in touched and not specimen.gone:
                specimen.versions.append(("gone", ""))
                outcome.changes["gone"] += 1


def examples(quick: int, thorough: int) -> int:
    """How many examples a property is tried with: few in `./run test`, many with `--all`."""
    return thorough if os.environ.get("HYPOTHESIS_PROFILE") == "all" else quick
