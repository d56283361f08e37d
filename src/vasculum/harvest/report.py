"""The report of a harvest: what was read and what became of it, for people and machines."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import orjson

from vasculum.model.rejection import Rejection

if TYPE_CHECKING:
    from vasculum.harvest.job import Run

SHOWN = 100
_COUNTS = ("read", "new", "updated", "equal", "gone", "absent", "rejected", "snapshot", "rows", "orphans")


@dataclass(frozen=True, slots=True)
class Report:
    """What a harvest found; `read` = `new` + `updated` + `equal` + `rejected`, always.

    `rows` counts the rows of each extension. `events` has the same counts for events, and is empty for a source without any.
    """

    source: str
    harvest: int
    state: str
    read: int = 0
    new: int = 0
    updated: int = 0
    equal: int = 0
    gone: int = 0
    absent: int = 0
    rejected: int = 0
    snapshot: int | None = None
    why: str = ""
    identifier: str = ""
    orphans: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    remarks: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    rejections: tuple[Rejection, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    events: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The report as a JSON object, with the first rejections."""
        shown: dict[str, Any] = orjson.loads(orjson.dumps(self))
        return shown


def joined(reports: Sequence[Report], runs: Sequence[Run]) -> Report:
    """One report of the kinds of records of a harvest: that of the specimens, with the counts of the events in it."""
    by_kind = {run.kind.name: report for run, report in zip(runs, reports, strict=True)}
    events = by_kind.get("events")
    if events is None:
        return by_kind["specimens"]
    specimens = by_kind.get("specimens") or Report(events.source, events.harvest, events.state, why=events.why)
    return replace(
        specimens,
        events={name: getattr(events, name) for name in _COUNTS},
        state="committed" if "committed" in {events.state, specimens.state} else specimens.state,
        notices=tuple(dict.fromkeys((*specimens.notices, *events.notices))),
        reasons={**specimens.reasons, **events.reasons},
        rejections=max(specimens.rejections, events.rejections, key=len),
    )


def _storable(rejection: Rejection) -> Rejection:
    """The rejection with a sign for every NUL, which PostgreSQL does not store; the file of rejected rows keeps the NUL."""
    shown = {name: getattr(rejection, name).replace("\0", "␀") for name in ("value", "record_id")}
    return replace(rejection, **shown)


class RejectedRows:
    """Writes every rejected row to a file as it comes, counts them, and keeps the first for the report."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reasons: Counter[str] = Counter()
        self.files: Counter[str] = Counter()
        self.first: list[Rejection] = []
        self._record_ids: list[tuple[str, str]] = []

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("wb")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()
        if not self.reasons:
            self.path.unlink(missing_ok=True)

    def __call__(self, rejection: Rejection) -> None:
        self._file.write(orjson.dumps(rejection) + b"\n")
        self.reasons[rejection.reason] += 1
        self.files[rejection.file] += 1
        if len(self.first) < SHOWN:
            self.first.append(_storable(rejection))
        if rejection.record_id:
            self._record_ids.append((rejection.file, rejection.record_id))

    def count_in(self, *files: str) -> int:
        """How many rows of these files were rejected."""
        return sum(self.files[file] for file in files)

    def ids_in(self, *files: str) -> list[str]:
        """The identifiers that rejected rows of these files still show."""
        return [record_id for file, record_id in self._record_ids if file in files]

    def sync(self) -> None:
        """Makes what was written so far durable."""
        self._file.flush()
        os.fsync(self._file.fileno())
